"""Ways out of the house, behind one protocol. To add one: a module with a class that has `send`, and a line below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from helpcenter.config import Settings


@dataclass(frozen=True)
class Outgoing:
    """A mail as it leaves: `raw` is the whole message (RFC 5322, CRLF), `sender` and `recipient` the envelope."""

    sender: str
    recipient: str
    raw: bytes


class NotTaken(Exception):  # noqa: N818 - an answer of the other side, not a failure of ours
    """The other side did not take it. `permanent`: nor will it ever take this one; else trying again makes sense."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class Channel(Protocol):
    """A way out. Used by one thread at a time."""

    def send(self, mail: Outgoing) -> None:
        """Hand one mail over; returning means that it was taken. Raises NotTaken. Takes less than a lease."""


def channel_for(settings: Settings) -> Channel | None:
    """Return the way out that the settings name, or None: then mail waits in the outbox."""
    if settings.smtp_url:
        from helpcenter.channels.mail import SmtpChannel

        return SmtpChannel(settings.smtp_url, settings.sender_domain)
    if settings.demo:
        from helpcenter.channels.folder import FolderChannel

        return FolderChannel(settings.data_dir / "mail")
    return None
