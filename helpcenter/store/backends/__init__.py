"""What differs between the two stores, one file each: connecting, waking readers, numbering transactions."""

from __future__ import annotations

from typing import Protocol


class Ear(Protocol):
    """Hears commits of other processes, on a connection of its own. Used by one thread at a time."""

    patience: float
    """How many seconds may pass between two calls of `heard`."""

    def fileno(self) -> int | None:
        """Return what becomes readable when there is something to hear, or None when only asking tells."""

    def heard(self) -> bool:
        """Whether the journal may have grown since the last call. Returns at once; never raises."""

    def close(self) -> None:
        """Let the connection go."""
