"""Why the terminal cannot begin, or cannot do what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.faults import Refusal
from helpcenter.domain.people import Specialist
from tui.text import safe_line


class UnknownSpecialistError(LookupError):
    """Nobody here has that address; the message says who there is, or how to add somebody."""

    def __init__(self, email: str, known: Sequence[Specialist]) -> None:
        asked = safe_line(email) or "--as"
        if known:
            there = ", ".join(safe_line(each.email) for each in known)
            super().__init__(f"{asked}: no specialist has this address. There are: {there}.")
        else:
            add = "helpcenter specialist add EMAIL --name NAME --locales en"
            super().__init__(f"{asked}: there are no specialists yet. Add one: {add}")


class NotRead(Refusal):
    """A mail could not be read; `reason` says how far it came."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotSaved(Refusal):
    """A file could not be written here; `reason` is the operating system's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
