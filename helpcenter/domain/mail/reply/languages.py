"""All languages together: a mail is often in one language and its program in another."""

from __future__ import annotations

from helpcenter.domain.mail.reply.words import Words
from helpcenter.domain.mail.reply.words_north_east import NORTH_EAST
from helpcenter.domain.mail.reply.words_south_asia import SOUTH_ASIA
from helpcenter.domain.mail.reply.words_west import WEST

LANGUAGES: dict[str, Words] = {**WEST, **NORTH_EAST, **SOUTH_ASIA}


def all_of(name: str) -> tuple[str, ...]:
    """Return one list of all languages together, each entry once, longest first."""
    found = {entry for words in LANGUAGES.values() for entry in getattr(words, name).split("|") if entry}
    return tuple(sorted(found, key=lambda entry: (-len(entry), entry)))
