"""The text of a mail cut by who wrote it."""

from __future__ import annotations

from helpcenter.domain.mail.values import Segment


def split(text: str) -> tuple[tuple[Segment, ...], str]:
    """Return the segments of a mail's text, and what its author wrote."""
    return ((Segment("author", text),) if text else ()), text.strip()
