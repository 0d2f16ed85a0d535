"""What is known of a language beside the articles: words that carry little, and words that stand for each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from helpcenter.domain.answers.analysis import forms, unspaced
from helpcenter.domain.answers.stems import stem


@dataclass(frozen=True)
class Lexicon:
    """Fillers (folded forms) and synonyms (stem -> the other forms of its meanings) of one locale.

    `askers` are the words that ask for more than yes or no, each with its kind ("where" and "whence" ask for the same);
    `replies` are those that say yes or no.
    """

    locale: str = ""
    fillers: frozenset[str] = frozenset()
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    askers: dict[str, int] = field(default_factory=dict)
    replies: frozenset[str] = frozenset()

    def others(self, form: str) -> tuple[str, ...]:
        """Words that may stand for `form`; none when the word is not listed."""
        return self.synonyms.get(stem(form, self.locale), ())


def lexicon(locale: str, fillers: str = "", synonyms: Iterable[str] = (), asking: str = "") -> Lexicon:
    """Read a locale's plain texts; # starts a comment.

    Fillers stand between spaces, synonyms one meaning a line; `asking` has the words that say yes or no in its first
    line, then a line for each kind of thing that may be asked for instead.
    """
    few = {form for line in _lines(fillers) for form in forms(line)}
    replies, *kinds = [frozenset(_members(line)) for line in _lines(asking)] or [frozenset[str]()]
    askers = {form: kind for kind, members in enumerate(kinds) for form in members}
    groups = [_members(line) for text in synonyms for line in _lines(text)]
    others: dict[str, dict[str, None]] = {}
    for group in groups:
        for form in group:
            key = stem(form, locale)
            others.setdefault(key, {}).update((other, None) for other in group if stem(other, locale) != key)
    return Lexicon(locale, frozenset(few), {key: tuple(found) for key, found in others.items()}, askers, replies)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _members(line: str) -> list[str]:
    """The forms of one line. A Japanese word is stood for by its pairs, as articles hold nothing longer."""
    members: list[str] = []
    for word in line.split():
        found = forms(word)
        pairs = [form for form in found if unspaced(form) and len(form) == 2]
        members.extend(pairs[:1] if pairs else found[:1] if len(found) == 1 else ["".join(found)])
    return members
