"""Mail kept in memory, for whoever wants to look at it in the same process."""

from __future__ import annotations

from helpcenter.channels import Outgoing


class MemoryChannel:
    """Takes everything and keeps it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.sent: list[Outgoing] = []

    def send(self, mail: Outgoing) -> None:
        """Keep the mail."""
        self.sent.append(mail)
