"""The verbs of triage, on the ticket that is meant or on all that are marked, and taking the last one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from helpcenter.domain.faults import Conflict, Invalid, Refusal
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Priority, Status, Ticket
from helpcenter.domain.triage import MAX_TAG, MOST_TAGS, NOBODY, Change, Changed, tags_of
from tui.language import now
from tui.screens.desk_screen import DeskScreen
from tui.screens.menu import Choice, Menu
from tui.screens.prompt import Prompt
from tui.snoozing import snooze_moments
from tui.text import safe_line
from tui.wording import priority_word, status_meaning, status_sign_and_word

LETTERS = {Status.NEW: "n", Status.OPEN: "o", Status.WAITING: "w", Status.SOLVED: "s", Status.CLOSED: "c"}
PRIORITIES = {Priority.LOW: "l", Priority.NORMAL: "n", Priority.HIGH: "h", Priority.URGENT: "u"}
TOLD_SECONDS = 4


class TriageScreen(DeskScreen):
    """A screen whose tickets are assigned, tagged, snoozed and so on."""

    @property
    def subjects(self) -> Sequence[Ticket]:
        """The tickets that the verbs are about."""
        return [self.subject] if self.subject else []

    def changed_all(self, tickets: Sequence[Ticket]) -> None:
        """Tickets were changed from this screen."""
        for ticket in tickets:
            self.changed(ticket)

    def action_take(self) -> None:
        """Assign to the specialist who works here."""
        self._change(Change(assignee_id=self.workplace.me.id))

    def action_status(self) -> None:
        """Ask for a status and set it."""
        choices = [
            Choice(LETTERS[status], f"{status_sign_and_word(status, self.language)} – {meaning}", status.value)
            for status in Status
            if status is not Status.NEW
            for meaning in [status_meaning(status, self.language)]
        ]
        present = {ticket.status.value for ticket in self.subjects}
        heading = self.language.gettext("Status of %(tickets)s")
        self._ask(heading, choices, present, lambda chosen: Change(status=Status(chosen)))

    def action_priority(self) -> None:
        """Ask for a priority and set it."""
        choices = [
            Choice(PRIORITIES[each], priority_word(each, self.language), each.value) for each in reversed(Priority)
        ]
        present = {ticket.priority.value for ticket in self.subjects}
        heading = self.language.gettext("Priority of %(tickets)s")
        self._ask(heading, choices, present, lambda chosen: Change(priority=Priority(chosen)))

    def action_assign(self) -> None:
        """Ask for an assignee and assign to them."""
        if self.subjects:
            self.errand(self.workplace.backstage.specialists, self._ask_assignee)

    def action_tags(self) -> None:
        """Ask for tags to add and to remove."""
        tickets = self.subjects
        if not tickets:
            return
        gettext = self.language.gettext
        common = [tag for tag in tickets[0].tags if all(tag in ticket.tags for ticket in tickets)]
        hint = gettext("Several, separated by spaces; -tag removes one. Enter saves.")
        if common:
            hint = gettext("Now: %(tags)s") % {"tags": safe_line(" ".join(common))} + "\n" + hint
        heading = gettext("Tags of %(tickets)s") % {"tickets": self._named(tickets)}
        self.app.push_screen(Prompt(heading, hint, MAX_TAG * MOST_TAGS), self._tag)

    def action_snooze(self) -> None:
        """Ask until when tickets are put aside, and do so."""
        tickets = self.subjects
        if not tickets:
            return
        moment = now()
        choices = [
            Choice(letter, f"{label} · {self.language.moment(until, moment)}", until.isoformat())
            for letter, label, until in snooze_moments(moment, self.language)
        ]
        if any(ticket.snoozed_until is not None for ticket in tickets):
            choices.insert(0, Choice("b", self.language.gettext("Bring it back now"), ""))
        heading = self.language.gettext("Snooze %(number)s until") % {"number": self._named(tickets)}
        self.app.push_screen(Menu(heading, choices, "-"), partial(self._snooze, [each.id for each in tickets]))

    def action_undo(self) -> None:
        """Take back what was done last, here or on another screen."""
        if not self.workplace.done:
            self.notify(self.language.gettext("There is nothing to undo."), markup=False)
            return
        self.errand(self.workplace.done.pop(), self._undone, self._not_undone)

    def _ask(self, heading: str, choices: list[Choice], present: set[str], made: Callable[[str], Change]) -> None:
        """Show a menu for the tickets that are meant now, and make the change that fits what is chosen."""
        tickets = self.subjects
        if tickets:
            menu = Menu(
                heading % {"tickets": self._named(tickets)}, choices, present.pop() if len(present) == 1 else "-"
            )
            ids = [ticket.id for ticket in tickets]
            self.app.push_screen(menu, lambda chosen: self._change(made(chosen), ids) if chosen is not None else None)

    def _ask_assignee(self, everybody: list[Specialist]) -> None:
        choices = [Choice("0", self.language.gettext("Nobody"), str(NOBODY))]
        choices += [
            Choice(str(at) if at < 10 else " ", f"{safe_line(each.name)} · {' '.join(each.locales)}", str(each.id))
            for at, each in enumerate(everybody, 1)
        ]
        present = {str(ticket.assignee.id if ticket.assignee else NOBODY) for ticket in self.subjects}
        heading = self.language.gettext("Assign %(tickets)s to")
        self._ask(heading, choices, present, lambda chosen: Change(assignee_id=int(chosen)))

    def _tag(self, line: str | None) -> None:
        if line is None or not line.strip():
            return
        try:
            added, removed = tags_of(line)
        except Invalid:
            self.notify(
                self.language.gettext("A tag has at most 50 characters and no quotes or colons."),
                severity="warning",
                markup=False,
            )
            return
        self._change(Change(add_tags=added, remove_tags=removed))

    def _snooze(self, ids: Sequence[int], chosen: str | None) -> None:
        if chosen is not None:
            until = datetime.fromisoformat(chosen) if chosen else None
            self.errand(partial(self.workplace.backstage.snooze_all, ids, until), self._snoozed)

    def _snoozed(self, tickets: Sequence[Ticket]) -> None:
        self._seen(tickets)

    def _change(self, change: Change, ids: Sequence[int] = ()) -> None:
        ids = ids or [ticket.id for ticket in self.subjects]
        if ids:
            self.errand(partial(self.workplace.backstage.change, ids, change), self._done)

    def _done(self, outcome: Changed) -> None:
        if outcome.steps:
            self.workplace.done.append(partial(self.workplace.backstage.undo, outcome.steps))
        if len(outcome.tickets) > 1 or outcome.refused:
            self._tell(outcome, self.language.ngettext("%(num)d ticket changed; U undoes it.",
                       "%(num)d tickets changed; U undoes it.", len(outcome.tickets)))  # fmt: skip
        self._seen(outcome.tickets)

    def _undone(self, outcome: Changed) -> None:
        self._tell(outcome, self.language.ngettext("Undone for %(num)d ticket.",
                   "Undone for %(num)d tickets.", len(outcome.tickets)))  # fmt: skip
        self._seen(outcome.tickets)

    def _not_undone(self, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict):
            said = self.language.gettext("It cannot be undone: somebody has worked on it since.")
            self.notify(said, severity="warning", markup=False)
        else:
            self.refused(refusal)

    def _tell(self, outcome: Changed, sentence: str) -> None:
        said = sentence % {"num": len(outcome.tickets)}
        if outcome.refused:
            numbers = " ".join(f"#{each}" for each in outcome.refused[:10])
            left = self.language.gettext("Left as they are, since somebody else changed them: %(tickets)s")
            said = f"{said} {left % {'tickets': numbers}}" if outcome.tickets else left % {"tickets": numbers}
        level = "warning" if outcome.refused else "information"
        self.notify(said, severity=level, markup=False, timeout=TOLD_SECONDS)  # type: ignore[arg-type]

    def _seen(self, tickets: Sequence[Ticket]) -> None:
        for ticket in tickets:
            self.workplace.look_at(ticket)
        self.changed_all(tickets)

    def _named(self, tickets: Sequence[Ticket]) -> str:
        if len(tickets) == 1:
            return tickets[0].number
        said = self.language.ngettext("%(num)d ticket", "%(num)d tickets", len(tickets))
        return said % {"num": len(tickets)}
