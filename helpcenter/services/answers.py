"""Answers: interim, until the engine moves in."""

from __future__ import annotations

from helpcenter.store.work import Work


def index_article(work: Work, translation_id: int) -> None:
    """Bring a saved translation into the index."""


def forget_article(work: Work, translation_id: int) -> None:
    """Take a translation out of the index."""
