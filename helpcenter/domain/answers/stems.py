"""Snowball stems, so that a synonym is found in every form of its word."""

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


class Stemmer(Protocol):
    """What snowballstemmer gives."""

    def stemWord(self, word: str) -> str:  # noqa: N802
        """The stem of one word."""
        ...


@lru_cache(maxsize=20_000)
def stem(form: str, locale: str) -> str:
    """The stem of a folded form by the language of `locale`; the form itself where no stemmer is known."""
    stemmer = _stemmer(locale.partition("-")[0].lower())
    return stemmer.stemWord(form) if stemmer else form


@lru_cache(maxsize=40)
def _stemmer(language: str) -> Stemmer | None:
    known = snowballstemmer.algorithms()
    name = ALGORITHMS.get(language)
    found: Stemmer | None = snowballstemmer.stemmer(name) if name in known else None
    return found
