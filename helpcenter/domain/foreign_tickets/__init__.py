"""Tickets of other help desks, from what their documented exports and interfaces give out; Helpcenter's own too."""

from __future__ import annotations

from typing import Protocol

from helpcenter.domain.foreign_tickets import chatwoot, freescout, freshdesk, helpcenter, osticket, zendesk
from helpcenter.domain.foreign_tickets.values import Aside, ForeignTicket, Record


class Reader(Protocol):
    """What reads the records of a help desk."""

    KINDS: frozenset[str]

    def aside(self, kind: str, record: Record, kept: Aside) -> None:
        """Keep a record that tickets refer to."""

    def ticket(self, record: Record, kept: Aside) -> ForeignTicket:
        """Return what a record says of a ticket. Raises Unfit."""


READERS: dict[str, Reader] = {
    "zendesk": zendesk,
    "freshdesk": freshdesk,
    "chatwoot": chatwoot,
    "osticket": osticket,
    "freescout": freescout,
    "helpcenter": helpcenter,
}
"""By name, what reads the records of a help desk."""
