"""Snowball stems, so that a synonym is found in every form of its word."""

import re
from functools import lru_cache
from typing import Protocol

import snowballstemmer

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip

_HIDDEN = {"pl": re.compile(r"(?<=...)[iy][cl]$|(?<=....)(?:[aeu][cl]|i?[aeo]n|[aiu]j|et|i)$")}
"""What is left of endings that the stemmer knows by accents only, which folded forms have lost: usunąć is "usunac"."""


class Stemmer(Protocol):
    """What snowballstemmer gives."""

    def stemWord(self, word: str) -> str:  # noqa: N802
        """The stem of one word."""
        ...


@lru_cache(maxsize=20_000)
def stem(form: str, locale: str) -> str:
    """The stem of a folded form by the language of `locale`; the form itself where no stemmer is known."""
    language = locale.partition("-")[0].lower()
    stemmer = _stemmer(language)
    found = stemmer.stemWord(form) if stemmer else form
    return _HIDDEN[language].sub("", found) if language in _HIDDEN else found


@lru_cache(maxsize=40)
def _stemmer(language: str) -> Stemmer | None:
    known = snowballstemmer.algorithms()
    name = ALGORITHMS.get(language)
    found: Stemmer | None = snowballstemmer.stemmer(name) if name in known else None
    return found
