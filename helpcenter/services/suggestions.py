"""Suggested questions: what editors propose on a page, to a plan, in a language; each is found while typing too."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from helpcenter.domain.people import Contact
from helpcenter.domain.policy import VISITOR
from helpcenter.domain.suggestions import SuggestionList, chosen
from helpcenter.services import answers
from helpcenter.store import answers as index
from helpcenter.store import articles
from helpcenter.store import suggestions as store
from helpcenter.store.answers import Entry
from helpcenter.store.work import Work

KIND = "suggestion"


def questions(work: Work, locale: str, page: str = "", contact: Contact | None = None, limit: int = 5) -> list[str]:
    """Return questions to offer before anything is typed, in `locale`, else in the default language.

    Lists that fit the page's address and the person's plan come first, then what articles suggest of themselves.
    """
    for language in dict.fromkeys((locale, work.settings.default_locale)):
        lists = chosen(store.of_locale(work, language), page, plan_of(contact), limit)
        if found := list(dict.fromkeys([*lists, *articles.suggested_questions(work, language, limit)]))[:limit]:
            return found
    return []


def plan_of(contact: Contact | None) -> str:
    """Return the name of a person's plan, as lists name it."""
    return contact.account.plan if contact and contact.account else VISITOR


def lists(work: Work, locale: str) -> list[SuggestionList]:
    """Return the lists of a language, in order."""
    return store.of_locale(work, locale)


def put_lists(work: Work, locale: str, new: Sequence[SuggestionList]) -> bool:
    """Save the lists of a language over those that were there, with their documents. Returns whether any changed."""
    old = store.of_locale(work, locale)
    if old == list(new):
        return False
    index.raise_edition(work)
    store.replace_all(work, locale, new)
    before, now = _documents(old), _documents(new)
    for key in before.keys() - now.keys():
        answers.forget_text(work, key)
    for key, entry in now.items():
        if entry != before.get(key):
            answers.index_text(work, entry)
    return True


def _documents(lists: Sequence[SuggestionList]) -> dict[str, Entry]:
    """One document a question; it has no text of its own, it leads to the answer."""
    asked = dict.fromkeys((each.locale, question) for each in lists for question in each.questions)
    entries = (
        Entry(f"{KIND}:{locale}:{at}", KIND, str(at), locale, f"/ask?{urlencode({'question': text})}", text, (), ())
        for at, (locale, text) in enumerate(asked)
    )
    return {entry.key: entry for entry in entries}
