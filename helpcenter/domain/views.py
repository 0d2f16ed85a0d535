"""Views: saved filters of the queue, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.filtering import fits
from helpcenter.domain.filters import Filter
from helpcenter.domain.tickets import Status, Ticket

MAX_NAME = 40
MOST_OWN = 50
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
    asked: Filter | None = None
    """What was typed into the filter line."""
    name: str = ""
    """What an own view is called."""

    def holds(self, ticket: Ticket, specialist_id: int, now: datetime) -> bool:
        """Whether a ticket belongs here for this specialist: the same answer as the store's query gives.

        The words of a filter are not looked at: only the search knows them.
        """
        if self.asked is not None and not fits(self.asked, ticket, specialist_id, now):
            return False
        if self.statuses is not None and ticket.status not in self.statuses:
            return False
        if self.snoozed is not None and self.snoozed != (ticket.snoozed_until is not None):
            return False
        if self.mine:
            return ticket.assignee is not None and ticket.assignee.id == specialist_id
        return not self.unassigned or ticket.assignee is None


@dataclass(frozen=True)
class OwnView:
    """A filter that a specialist gave a name; `shared` ones everybody has."""

    id: int
    name: str
    text: str
    owner_id: int
    shared: bool

    @property
    def view_id(self) -> str:
        """What its view is known by."""
        return f"own:{self.id}"


ALL = View("all", snoozed=None)


def filtered(asked: Filter) -> View:
    """Return the view that a filter makes: of all tickets, those put aside among them."""
    return View("filter", snoozed=None, asked=asked)


def named(own: OwnView, asked: Filter) -> View:
    """Return the view that an own one makes, `asked` being its filter."""
    return View(own.view_id, snoozed=None, asked=asked, name=own.name)


BUILT_IN = (
    View("mine", UNSOLVED, mine=True),
    View("unassigned", UNSOLVED, unassigned=True),
    View("open", OUR_TURN),
    ALL,
    View("snoozed", UNSOLVED, snoozed=True),
)
"""The views that every specialist has, in the order of their keys."""
