"""The head of a ticket: its subject, and how it stands."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from helpcenter.domain.tickets import Priority, Ticket
from tui.language import Language, now
from tui.text import safe_line
from tui.wording import channel_word, clock, status_sign_and_word

REDRAW_EVERY = 10.0


class TicketHead(Static):
    """Two lines that are always in sight."""

    def __init__(self, language: Language, me: int) -> None:
        super().__init__(markup=False)
        self.language, self.me = language, me
        self._ticket: Ticket | None = None
        self._beside = Content("")

    def on_mount(self) -> None:
        """Keep the countdown going."""
        self.set_interval(REDRAW_EVERY, self._draw)

    def show(self, ticket: Ticket) -> None:
        """Show how this ticket stands."""
        self._ticket = ticket
        self._draw()

    def tell(self, words: str, *, pressing: bool) -> None:
        """Tell who else is in the ticket, in safe words; nothing when nobody is."""
        beside = Content.styled(f"◉ {words}" if words else "", "bold $warning" if pressing else "$accent")
        if beside != self._beside:
            self._beside = beside
            self._draw()

    def _draw(self) -> None:
        if self._ticket is not None:
            self.update(Content("\n").join([self._title(self._ticket), Content(" · ").join(self._facts(self._ticket))]))

    def _title(self, ticket: Ticket) -> Content:
        return Content.assemble((f"{ticket.number} ", "$accent"), (safe_line(ticket.subject), "bold"))

    def _facts(self, ticket: Ticket) -> list[Content]:
        gettext = self.language.gettext
        facts = [self._beside] if self._beside.plain else []
        facts.append(Content.styled(status_sign_and_word(ticket.status, self.language), "bold"))
        if ticket.assignee is None:
            facts.append(Content(gettext("unassigned")))
        else:
            mine = ticket.assignee.id == self.me
            facts.append(Content(gettext("yours") if mine else safe_line(ticket.assignee.name)))
        facts.append(Content(channel_word(ticket.channel, self.language)))
        facts.append(Content(self.language.language_name(safe_line(ticket.locale))))
        if ticket.priority is not Priority.NORMAL:
            facts.append(Content(safe_line(ticket.priority)))
        words, urgency = clock(ticket, now(), self.language)
        style = {"late": "bold $error", "soon": "bold $warning"}.get(urgency, "dim")
        label = gettext("changed %(span)s ago") if urgency == "idle" else gettext("answer due: %(span)s")
        return [*facts, Content.styled(label % {"span": words}, style)]
