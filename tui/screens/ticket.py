"""One ticket: what was said, who writes, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import Refusal
from helpcenter.domain.journal import Event
from helpcenter.domain.staff_access import MAX_REASON
from helpcenter.domain.text import web_addresses
from helpcenter.domain.tickets import Ticket
from tui.keys import Place, bindings
from tui.screens.answering import AnsweringScreen
from tui.screens.prompt import Prompt
from tui.turn import Turn
from tui.widgets.contact_card import ContactCard
from tui.widgets.ticket_head import TicketHead
from tui.widgets.timeline import Timeline
from tui.workplace import Workplace

CARD_FROM = 100
"""Cells of width from which the contact card has room beside the timeline."""


def concerns(event: Event, account_id: int) -> bool:
    """Whether an event turned the staff access of an account."""
    return event.kind == "account.staff_access" and event.data.get("account_id") == account_id


class TicketScreen(AnsweringScreen):
    """Shows and answers one ticket. `step` moves to a neighbour in the queue; `write` begins a reply or a note."""

    CSS_PATH = "ticket.tcss"
    BINDINGS = bindings(Place.TICKET) + bindings(Place.COMPOSER)

    def __init__(
        self, workplace: Workplace, ticket: Ticket, step: Callable[[int], Ticket | None], write: str = ""
    ) -> None:
        super().__init__(workplace, ticket, write)
        self._step = step
        self._wants_card: bool | None = None
        self._past: list[Conversation] = []
        """Earlier pages of the timeline, as they were when they were read."""
        self._head = TicketHead(self.language, workplace.me.id)
        self._timeline = Timeline(self.language)
        self._card = ContactCard(self.language)
        self._reading = Turn(self._read)

    def compose(self) -> Iterator[Widget]:
        """Head, timeline beside card, composer, keys."""
        yield self._head
        yield self.news
        yield Horizontal(self._timeline, self._card, id="panes")
        yield self.meanwhile
        yield self.composer
        yield self.bar

    def on_mount(self) -> None:
        """Show what is known already, then read the rest."""
        self._show_ticket(self.ticket)
        self._reading.ask()

    def on_resize(self) -> None:
        """The card stands beside the timeline where there is room, unless somebody wants it otherwise."""
        self._place_card()

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when this ticket changed."""
        account = self.ticket.contact.account
        if any(event.ticket_id == self.ticket.id or (account and concerns(event, account.id)) for event in events):
            self._reading.ask()

    def changed(self, ticket: Ticket) -> None:
        """The ticket was changed here."""
        self._show_ticket(ticket)
        self._reading.ask()

    async def show_conversation(self, conversation: Conversation) -> None:
        """Show how the ticket is now; a reading older than what is shown is passed over."""
        if self.conversation is not None and conversation.ticket.version < self.ticket.version:
            return
        fresh_after = None if self.conversation is None else self.read_seq
        self.conversation = conversation
        self._show_ticket(conversation.ticket)
        await self._timeline.show(conversation, fresh_after=fresh_after)
        self.weigh()

    def show_others(self, words: str, *, pressing: bool) -> None:
        """Tell in the head who else is here."""
        self._head.tell(words, pressing=pressing)

    def action_reload(self) -> None:
        """Read the ticket again."""
        self._reading.ask()

    def action_back(self) -> None:
        """Leave the text, or else the ticket."""
        if self.composer.writing:
            self.rest()
        else:
            self.dismiss()

    def action_card(self) -> None:
        """Show or hide who writes."""
        self._wants_card = not self._card.display
        self._place_card()

    def action_files(self) -> None:
        """Ask for one of the ticket's files or links, and what to do with it."""
        files = [file for each in self.pages for sent in each.files.values() for file in sent]
        links = [link for each in self.pages for message in each.messages for _, link in web_addresses(message.body)]
        self.offer(list({file.id: file for file in files}.values()), list(dict.fromkeys(links)))

    def action_split(self) -> None:
        """Ask which of the customer's messages becomes a ticket of its own."""
        self.ask_split(self.ticket, [message for page in self.pages for message in page.messages])

    def go_on_in(self, ticket: Ticket) -> None:
        """Show the ticket in which this one goes on, or that was split off."""
        self.app.switch_screen(TicketScreen(self.workplace, ticket, self._step))

    async def action_quotes(self) -> None:
        """Show what mails quote and their signatures, or fold it again."""
        self._timeline.unfolded = not self._timeline.unfolded
        for page in self.pages:
            await self._timeline.show(page)

    def action_staff_access(self) -> None:
        """Ask why, then write down that the account of who writes is looked into; the customer reads both."""
        gettext, account = self.language.gettext, self.ticket.contact.account
        if account is None or not account.staff_access:
            sentence = gettext("This account does not allow staff access. Only its own people can turn it on.")
            self.notify(sentence, severity="warning", markup=False)
            return
        heading, hint = (
            gettext("Why do you look into the account?"),
            gettext("The customer reads this. Enter keeps it."),
        )
        self.app.push_screen(Prompt(heading, hint, MAX_REASON), self._use_access)

    def _use_access(self, reason: str | None) -> None:
        if reason is not None and reason.strip():
            call = partial(self.workplace.backstage.use_staff_access, self.ticket.id, reason)
            self.errand(call, self._changed, self._access_refused)

    def _access_refused(self, refusal: Refusal) -> None:
        """The switch was turned off meanwhile: show how it stands."""
        self.refused(refusal)
        self._reading.ask()

    def action_write_article(self) -> None:
        """Begin an article of our last reply."""
        if self.conversation is not None:
            from tui.screens.knowledge import (
                KnowledgeScreen,  # brings the services along, which the first picture spares
            )

            begin = partial(self.workplace.backstage.begin_of_ticket, self.conversation)
            self.app.push_screen(KnowledgeScreen(self.workplace, begin))

    def action_scroll(self, lines: int) -> None:
        """Scroll the timeline, or the card where it stands alone, by lines."""
        self._pane.scroll_relative(y=lines, animate=False)
        self._timeline.reach()

    def action_leaf(self, pages: int) -> None:
        """Scroll by pages."""
        self._pane.scroll_relative(y=pages * max(1, self._pane.size.height - 1), animate=False)
        self._timeline.reach()

    def action_step(self, steps: int) -> None:
        """Go to a neighbour in the queue."""
        ticket = self._step(steps)
        if ticket is None:
            self.notify(self.language.gettext("There are no more tickets in this view."), markup=False)
        else:
            self.app.switch_screen(TicketScreen(self.workplace, ticket, self._step))

    @property
    def pages(self) -> list[Conversation]:
        """The pages of the timeline that are here, oldest first."""
        return [*self._past, self.conversation] if self.conversation else []

    @on(Timeline.AtTop)
    def _at_top(self, event: Timeline.AtTop) -> None:
        call = partial(self.workplace.backstage.conversation, self.ticket.id, event.first)
        self.errand(call, self._show_earlier, self._no_earlier, latest="earlier")

    async def _show_earlier(self, page: Conversation) -> None:
        self._past.insert(0, page)
        await self._timeline.show_earlier(page)

    def _no_earlier(self, refusal: Refusal) -> None:
        self._timeline.not_read()
        self.refused(refusal)

    @property
    def _pane(self) -> Widget:
        return self._timeline if self._timeline.display else self._card

    def _read(self) -> None:
        self.errand(partial(self.workplace.backstage.conversation, self.ticket.id), self._shown, self._not_read)

    async def _shown(self, conversation: Conversation) -> None:
        await self.show_conversation(conversation)
        self._reading.done()

    def _not_read(self, refusal: Refusal) -> None:
        self._reading.done()
        self.refused(refusal)

    def _show_ticket(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.workplace.look_at(ticket)
        self._head.show(ticket)
        self._card.show(ticket, self.conversation)

    def _place_card(self) -> None:
        wide = self.size.width >= CARD_FROM
        self._card.display = wide if self._wants_card is None else self._wants_card
        self._card.set_class(not wide, "-alone")
        self._timeline.display = wide or not self._card.display
