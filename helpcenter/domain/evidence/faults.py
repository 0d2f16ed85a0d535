"""What the readers of single formats say when they cannot take something in."""

from __future__ import annotations


class Broken(ValueError):  # noqa: N818 - an answer about the file, not a failure of ours
    """The bytes begin like a known kind and do not go on like it."""


class TooBigInside(ValueError):  # noqa: N818 - an answer about the file, not a failure of ours
    """What is packed inside is far larger than the file, or than anybody can look at."""
