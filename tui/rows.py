"""The loaded part of a view: in order, growing downward page by page, kept true by live changes. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime

from helpcenter.domain.tickets import Ticket


class Rows:
    """Tickets of one view, last changed first, without gaps from the top to the last one loaded."""

    def __init__(self) -> None:
        self.complete = False
        """Whether the oldest ticket of the view is loaded."""
        self.largest = 0
        """The greatest number of a ticket that was ever here."""
        self._tickets: list[Ticket] = []

    def __len__(self) -> int:
        return len(self._tickets)

    def __iter__(self) -> Iterator[Ticket]:
        return iter(self._tickets)

    def __getitem__(self, index: int) -> Ticket:
        return self._tickets[index]

    @property
    def oldest(self) -> tuple[datetime, int] | None:
        """The key after which the next page starts, or None when nothing is loaded."""
        return (self._tickets[-1].updated_at, self._tickets[-1].id) if self._tickets else None

    def index_of(self, ticket_id: int) -> int | None:
        """Return where a ticket stands, or None."""
        return next((at for at, ticket in enumerate(self._tickets) if ticket.id == ticket_id), None)

    def extend(self, page: Iterable[Ticket], *, complete: bool) -> None:
        """Append the next page; `complete` when it was the last."""
        here = {ticket.id for ticket in self._tickets}
        new = [ticket for ticket in page if ticket.id not in here]
        self._tickets += new
        self.largest = max(self.largest, *(ticket.id for ticket in new), 0)
        self.complete = complete

    def put(self, ticket: Ticket, *, holds: bool = True) -> None:
        """Bring a ticket to where it belongs now, or out when the view no longer holds it.

        An older version than the one here changes nothing. A ticket below what is loaded comes with its page.
        """
        at = self.index_of(ticket.id)
        if at is not None:
            if self._tickets[at].version > ticket.version:
                return
            del self._tickets[at]
        place = bisect_left(self._tickets, _descending(ticket), key=_descending)
        if holds and (place < len(self._tickets) or self.complete):
            self._tickets.insert(place, ticket)
            self.largest = max(self.largest, ticket.id)


def _descending(ticket: Ticket) -> tuple[float, int]:
    return -ticket.updated_at.timestamp(), -ticket.id
