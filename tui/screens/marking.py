"""Marking tickets of a list, for doing one thing to all of them."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.tickets import Ticket
from tui.columns import Mark
from tui.screens.joining import JoiningScreen
from tui.widgets.ticket_list import TicketList
from tui.workplace import Workplace


class MarkingScreen(JoiningScreen):
    """A screen with a list of tickets. The verbs are about those that are marked, else about the one at the cursor."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.list = TicketList(self.language, workplace.me.id, workplace.columns)
        self.marked: dict[int, Ticket] = {}
        self._anchor: int | None = None
        self._open: tuple[int, int] = (0, 0)
        """Id and row of the ticket that was opened last."""

    @property
    def subject(self) -> Ticket | None:
        """The ticket under the cursor."""
        return self.list.current

    @property
    def subjects(self) -> Sequence[Ticket]:
        """The marked tickets, else the one under the cursor."""
        return list(self.marked.values()) or super().subjects

    def action_mark(self) -> None:
        """Mark the ticket under the cursor or take its mark, and go to the next."""
        ticket = self.subject
        if ticket is None:
            return
        if self.marked.pop(ticket.id, None) is None:
            self.marked[ticket.id] = ticket
        self._anchor = ticket.id
        self.show_marks()
        self.list.move(1)

    def action_mark_range(self) -> None:
        """Mark everything from the ticket that was marked last to the cursor."""
        start = self.list.rows.index_of(self._anchor) if self._anchor is not None else None
        start = self.list.cursor if start is None else start
        first, last = sorted((start, self.list.cursor))
        self._mark([self.list.rows[at] for at in range(first, min(last + 1, len(self.list.rows)))])

    def action_mark_all(self) -> None:
        """Mark everything that is loaded."""
        self._mark(list(self.list.rows))

    def unmark(self) -> bool:
        """Take all marks. Returns whether there were any."""
        had = bool(self.marked)
        self.marked, self._anchor = {}, None
        if had:
            self.show_marks()
        return had

    def show_marks(self) -> None:
        """Draw what is marked, what changed, and where a draft waits."""
        fresh, drafted, rows = self.workplace.is_fresh, self.workplace.drafted, self.list.rows
        marks = {ticket.id: Mark(fresh(ticket), ticket.id in drafted, ticket.id in self.marked) for ticket in rows}
        self.list.marks = {ticket_id: mark for ticket_id, mark in marks.items() if mark != Mark()}
        self.list.refresh()

    def opened(self) -> None:
        """The ticket under the cursor is opened."""
        if self.subject is not None:
            self._open = self.subject.id, self.list.cursor

    def step(self, steps: int) -> Ticket | None:
        """Move the cursor from the opened ticket to a neighbour. Returns that ticket, None at either end.

        Where the ticket left the list meanwhile, the one below has come into its row.
        """
        before, (ticket_id, row) = self.list.cursor, self._open
        if self.list.rows.index_of(ticket_id) is None and self.subject is not None:
            below = before >= row
            if below and steps < 0:
                self.list.move(steps)
            moved = self.list.cursor != before or below == (steps > 0)
        else:
            self.list.move(steps)
            moved = self.list.cursor != before
        if moved:
            self.opened()
        return self.subject if moved else None

    def _mark(self, tickets: Sequence[Ticket]) -> None:
        self.marked |= {ticket.id: ticket for ticket in tickets}
        self.show_marks()
        count = len(self.marked)
        said = self.language.ngettext("%(num)d ticket is marked.", "%(num)d tickets are marked.", count)
        self.notify(said % {"num": count}, markup=False, timeout=3)
