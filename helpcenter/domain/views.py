"""Views: saved filters of the queue, as data."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.domain.tickets import Status, Ticket

UNSOLVED = (Status.NEW, Status.OPEN, Status.WAITING)
OUR_TURN = (Status.NEW, Status.OPEN)


@dataclass(frozen=True)
class View:
    """One filter of the queue. `statuses` None means any; `mine` and `unassigned` ask for the assignee."""

    id: str
    statuses: tuple[Status, ...] | None = None
    mine: bool = False
    unassigned: bool = False
    snoozed: bool | None = False
    """Only tickets that are put aside (True) or that are not (False); None asks for neither."""

    def holds(self, ticket: Ticket, specialist_id: int) -> bool:
        """Whether a ticket belongs here for this specialist: the same answer as the store's query gives."""
        if self.statuses is not None and ticket.status not in self.statuses:
            return False
        if self.snoozed is not None and self.snoozed != (ticket.snoozed_until is not None):
            return False
        if self.mine:
            return ticket.assignee is not None and ticket.assignee.id == specialist_id
        return not self.unassigned or ticket.assignee is None


ALL = View("all", snoozed=None)

BUILT_IN = (
    View("mine", UNSOLVED, mine=True),
    View("unassigned", UNSOLVED, unassigned=True),
    View("open", OUR_TURN),
    ALL,
    View("snoozed", UNSOLVED, snoozed=True),
)
"""The views that every specialist has, in the order of their keys."""
