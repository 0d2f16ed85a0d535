"""Verbs on tickets that belong together, on spam, and on the team's own fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from helpcenter.domain.faults import Fault, Invalid, Refusal
from helpcenter.domain.people import AuthorKind, Specialist
from helpcenter.domain.ticket_fields import MAX_VALUE, TicketField
from helpcenter.domain.tickets import Message, Ticket
from tui.screens.menu import Choice, Menu, numbered
from tui.screens.prompt import Prompt
from tui.screens.triage import TriageScreen
from tui.text import fit, safe_line
from tui.workplace import Undo

MOST_OFFERED = 20
LONGEST_NUMBER = 20
CELLS = 60
"""Of a menu's line for what somebody wrote."""


class JoiningScreen(TriageScreen):
    """A screen whose tickets are merged, split, linked, marked as spam, and have custom fields."""

    def action_merge(self) -> None:
        """Merge marked tickets into one of them; a single one into another that is named by its number."""
        gettext, tickets = self.language.gettext, list(self.subjects)
        if len(tickets) > 1:
            choices = numbered((self._titled(ticket), str(ticket.id)) for ticket in tickets[:MOST_OFFERED])
            menu = Menu(gettext("Merge %(tickets)s into") % {"tickets": self._named(tickets)}, choices)
            self.app.push_screen(menu, partial(self._merge_into, [ticket.id for ticket in tickets]))
        elif tickets:
            self._ask_number(gettext("Merge %(ticket)s into which ticket?"), self._merge_into)

    def action_link(self) -> None:
        """Link the ticket with another one."""
        self._ask_number(self.language.gettext("Which ticket belongs to %(ticket)s?"), self._link)

    def action_spam(self) -> None:
        """Mark tickets as spam, and perhaps block who wrote them."""
        gettext, tickets = self.language.gettext, list(self.subjects)
        if not tickets:
            return
        choices = [
            Choice("s", gettext("Spam: close it, no letter"), ""),
            Choice("b", gettext("Spam, and block this address"), "block"),
        ]
        ids = [ticket.id for ticket in tickets]
        self.app.push_screen(Menu(self._named(tickets), choices), partial(self._mark_spam, ids))

    def action_transfer(self) -> None:
        """Give the ticket to a colleague, with a note for them."""
        if self.subject is not None:
            self.errand(self.workplace.backstage.specialists, partial(self._ask_colleague, self.subject))

    def action_fields(self) -> None:
        """Ask for one of the team's own fields, then for its value."""
        if self.subject is not None:
            self.errand(self.workplace.backstage.fields, partial(self._ask_field, self.subject))

    def ask_split(self, ticket: Ticket, messages: Sequence[Message]) -> None:
        """Ask which of the customer's messages becomes a ticket of its own."""
        said = [each for each in messages if each.author.kind is AuthorKind.CONTACT and each.body and each.seq > 1]
        if not said:
            sentence = self.language.gettext("There is nothing to split off: the customer wrote once.")
            self.notify(sentence, markup=False)
            return
        choices = numbered(
            (fit(safe_line(each.body[:500]), CELLS).rstrip(), str(each.seq)) for each in reversed(said[-MOST_OFFERED:])
        )
        heading = self.language.gettext("Which message becomes a ticket of its own?")
        self.app.push_screen(Menu(heading, choices, ""), partial(self._split, ticket))

    def go_on_in(self, ticket: Ticket) -> None:
        """The matter goes on in another ticket than the one that was meant."""

    def _ask_number(self, heading: str, then: Callable[[Sequence[int], str | None], None]) -> None:
        ticket = self.subject
        if ticket is None:
            return
        hint = self.language.gettext("Its number. Enter does it; U undoes it.")
        prompt = Prompt(heading % {"ticket": ticket.number}, hint, LONGEST_NUMBER)
        self.app.push_screen(prompt, partial(then, [ticket.id]))

    def _number(self, typed: str | None) -> int | None:
        plain = (typed or "").strip().removeprefix("#")
        if plain.isascii() and plain.isdigit() and len(plain) < 19:
            return int(plain)
        if typed is not None:
            self.notify(self.language.gettext("A ticket's number is needed, such as 12."), markup=False)
        return None

    def _merge_into(self, ids: Sequence[int], typed: str | None) -> None:
        number = self._number(typed)
        if number is not None:
            self.errand(partial(self.workplace.backstage.merge, number, ids), self._merged, self._not_joined)

    def _merged(self, outcome: tuple[list[Ticket], Undo]) -> None:
        tickets, undo = outcome
        self._told(undo, self.language.gettext("Merged into %(ticket)s; U undoes it."), tickets[0])
        self._seen(tickets)
        self.go_on_in(tickets[0])

    def _link(self, ids: Sequence[int], typed: str | None) -> None:
        number = self._number(typed)
        if number is not None:
            self.errand(partial(self.workplace.backstage.link, ids[0], number), self._linked, self._not_joined)

    def _linked(self, outcome: tuple[Ticket, Undo]) -> None:
        self._told(outcome[1], self.language.gettext("%(ticket)s is linked; U undoes it."), outcome[0])
        self._seen([outcome[0]])

    def _mark_spam(self, ids: Sequence[int], chosen: str | None) -> None:
        if chosen is not None:
            self.errand(partial(self.workplace.backstage.spam, ids, bool(chosen)), self._marked_spam)

    def _marked_spam(self, outcome: tuple[list[Ticket], Undo]) -> None:
        tickets, undo = outcome
        self._told(undo, self.language.gettext("%(ticket)s is spam; U undoes it."), tickets[0])
        self._seen(tickets)

    def _split(self, ticket: Ticket, chosen: str | None) -> None:
        if chosen is not None:
            self.errand(partial(self.workplace.backstage.split, ticket.id, int(chosen)), self._was_split)

    def _was_split(self, outcome: tuple[Ticket, Undo]) -> None:
        self._told(outcome[1], self.language.gettext("Split off as %(ticket)s; U undoes it."), outcome[0])
        self.go_on_in(outcome[0])

    def _ask_colleague(self, ticket: Ticket, everybody: Sequence[Specialist]) -> None:
        others = [each for each in everybody if each.id != self.workplace.me.id]
        if not others:
            self.notify(self.language.gettext("There is no colleague yet."), markup=False)
            return
        choices = numbered((f"{safe_line(each.name)} · {' '.join(each.locales)}", str(each.id)) for each in others)
        heading = self.language.gettext("Pass %(ticket)s on to") % {"ticket": ticket.number}
        self.app.push_screen(Menu(heading, choices, ""), partial(self._ask_note, ticket))

    def _ask_note(self, ticket: Ticket, chosen: str | None) -> None:
        if chosen is None:
            return
        gettext = self.language.gettext
        prompt = Prompt(gettext("What should your colleague know?"), gettext("A note for the team; it may be empty."))
        self.app.push_screen(prompt, partial(self._transfer, ticket, int(chosen)))

    def _transfer(self, ticket: Ticket, to_id: int, note: str | None) -> None:
        if note is not None:
            self.errand(partial(self.workplace.backstage.transfer, ticket.id, to_id, note), self._done)

    def _ask_field(self, ticket: Ticket, fields: Sequence[TicketField]) -> None:
        gettext = self.language.gettext
        if not fields:
            self.notify(gettext("No fields are set up: [[ticket_fields]] in helpcenter.toml names them."), markup=False)
            return
        values = ((each, safe_line(ticket.fields.get(each.name, "–"))) for each in fields)
        choices = numbered((self.language.label(safe_line(each.label)) + value, each.name) for each, value in values)
        self.app.push_screen(Menu(ticket.number, choices, ""), partial(self._ask_value, ticket, fields))

    def _ask_value(self, ticket: Ticket, fields: Sequence[TicketField], chosen: str | None) -> None:
        if chosen is None:
            return
        field = next(each for each in fields if each.name == chosen)
        label, put = safe_line(field.label), partial(self._put_field, ticket, field)
        if field.choices:
            choices = [Choice("0", self.language.gettext("none"), "")]
            choices += numbered((safe_line(each), each) for each in field.choices)
            self.app.push_screen(Menu(label, choices, ticket.fields.get(field.name, "")), put)
        else:
            hint = self.language.gettext("An empty line takes the value away.")
            self.app.push_screen(Prompt(label, hint, MAX_VALUE), put)

    def _put_field(self, ticket: Ticket, field: TicketField, value: str | None) -> None:
        if value is not None:
            call = partial(self.workplace.backstage.put_field, ticket, field.name, value)
            self.errand(call, self._field_put, self._not_joined)

    def _field_put(self, outcome: tuple[Ticket, Undo]) -> None:
        self.workplace.done.append(outcome[1])
        self._seen([outcome[0]])

    def _told(self, undo: Undo, sentence: str, ticket: Ticket) -> None:
        self.workplace.done.append(undo)
        self.notify(sentence % {"ticket": ticket.number}, markup=False, timeout=4)

    def _not_joined(self, refusal: Refusal) -> None:
        if isinstance(refusal, Invalid) and Fault.NOT_OFFERED in refusal.faults.values():
            self.notify(
                self.language.gettext("This value is not one of the choices."), severity="warning", markup=False
            )
        else:
            self.refused(refusal)

    def _titled(self, ticket: Ticket) -> str:
        return f"{ticket.number} {fit(safe_line(ticket.subject), CELLS).rstrip()}"
