"""The mailroom: what came by mail and what became of it, what goes out, and the words of servers; mended here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from helpcenter.domain.conversations import Conversation
from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.faults import NotFound, Refusal
from helpcenter.domain.journal import Event
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mailroom import Entry
from tui import mail_lines
from tui.keys import Place, bindings
from tui.language import now
from tui.screens.mail_verbs import MailVerbs
from tui.screens.ticket import TicketScreen
from tui.text import safe_line
from tui.widgets.key_bar import KeyBar
from tui.workplace import Workplace

if TYPE_CHECKING:
    from helpcenter.services.mailboxes import MailboxState


class MailroomScreen(MailVerbs):
    """Lists mail that came, or that goes out; the verbs are about the one under the cursor."""

    CSS_PATH = ["list_screen.tcss", "mailroom.tcss"]
    BINDINGS = bindings(Place.MAILROOM)
    place = Place.MAILROOM
    WIDE_FROM = 130

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.trouble = self.source = False
        self._whole = False
        self._gaps = Static(id="mailroom-gaps", markup=False)

    def compose(self) -> Iterator[Widget]:
        """Heading, what is not accounted for, list and mail, keys."""
        yield self.heading
        yield self.news
        yield self._gaps
        yield self.panes()
        yield KeyBar(self.language, Place.MAILROOM)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when mail came, went, or did not."""
        if any(event.kind.startswith(("mail.", "delivery.")) for event in events):
            self.reading.ask()

    def action_turn(self) -> None:
        """Turn between what came and what goes out."""
        self.out = not self.out
        self._anew()

    def action_trouble(self) -> None:
        """Turn between all mail and what needs somebody."""
        self.trouble = not self.trouble
        self._anew()

    def action_source(self) -> None:
        """Turn between what a mail says and its source."""
        self.source = not self.source
        self.look()

    def action_open(self) -> None:
        """Open the ticket of the mail."""
        present = self.present
        number = present.letter.ticket_id if isinstance(present, Delivery) else present.ticket_id if present else None
        if number is not None:
            self.errand(partial(self.workplace.backstage.conversation, number), self._open)

    @on(OptionList.OptionHighlighted)
    def _at_the_end(self) -> None:
        if self.rows and self._list.highlighted == len(self.rows) - 1 and not self._whole:
            before = self.rows[-1].id
            self.errand(partial(self._page, before), partial(self._more, before), latest="more")

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def _anew(self) -> None:
        self._whole = False
        self.fill(None)
        self.heading.update(self._heading())
        self.reading.ask()

    def _page(self, before: int | None = None) -> list[Any]:
        backstage = self.workplace.backstage
        return backstage.mail_out(self.trouble, before) if self.out else backstage.mail_in(self.trouble, before)

    def read(self) -> None:
        """Read the newest page, and how the mailboxes are."""
        out = self.out
        self.fetch(lambda: (self._page(), self.workplace.backstage.mailboxes()), partial(self._shown, out))

    def head(self, width: int) -> str:
        """What the columns are."""
        return mail_lines.head(self.out, width, self.language)

    def line(self, row: Entry | Delivery, width: int) -> Content:
        """A mail that came, or a letter that goes out."""
        if isinstance(row, Delivery):
            return mail_lines.delivery_line(row, now(), width, self.language)
        return mail_lines.entry_line(row, now(), width, self.language)

    def key(self, row: Entry | Delivery) -> int:
        """Its id."""
        return row.id

    def nothing(self) -> str:
        """No mail of this kind."""
        gettext = self.language.gettext
        if self.trouble:
            return gettext("Nothing needs attention. f shows all mail.")
        if self.out:
            return gettext("No letters yet. Each reply by mail appears here, with its delivery.")
        return gettext("No mail yet. helpcenter doctor says whether a mailbox is collected.")

    def _shown(self, out: bool, found: tuple[list[Any], list[MailboxState]]) -> None:
        if out is not self.out:
            return
        rows, states = found
        self._whole = not rows
        self.fill(rows)
        self.heading.update(self._heading())
        sentences = [self._gap(state) for state in states if state.gap or state.fault]
        self._gaps.update(Content("\n").join(sentences))
        self._gaps.display = bool(sentences)

    def _more(self, before: int, found: list[Any]) -> None:
        if self.rows and self.rows[-1].id == before:
            self.rows = [*self.rows, *found]
            self._whole = not found
            self.append(found)

    def _heading(self) -> str:
        gettext = self.language.gettext
        which = gettext("Mail · outgoing") if self.out else gettext("Mail · incoming")
        what = gettext("needs attention") if self.trouble else gettext("all mail")
        return f"{which} · {what}"

    def _gap(self, state: MailboxState) -> Content:
        """What is wrong with a mailbox, as the last look at it said."""
        name, parts = safe_line(state.name), []
        if state.fault:
            said = self.language.gettext("%(name)s cannot be collected: %(fault)s")
            parts.append(said % {"name": name, "fault": safe_line(state.fault)})
        if state.gap:
            said = self.language.ngettext(
                "%(name)s: %(num)s mail on the server is not accounted for",
                "%(name)s: %(num)s mails on the server are not accounted for",
                state.gap,
            )
            parts.append(said % {"name": name, "num": self.language.number(state.gap)})
        return Content.styled("! " + " · ".join(parts), "$error")

    def look(self) -> None:
        """Show what is known of the mail under the cursor, then read it."""
        present, backstage = self.present, self.workplace.backstage
        self._tell()
        if present is None:
            return
        if isinstance(present, Delivery):
            call: Callable[[], bytes] = partial(backstage.went, present.id)
        else:
            call = partial(backstage.came, present.id)
        self.errand(partial(self._opened, call, self.source), self._told, self._kept_back, latest="look")

    def _tell(self, words: Content | None = None) -> None:
        """Show the facts about the mail, and below them its words."""
        present = self.present
        if present is None:
            facts = Content("")
        elif isinstance(present, Delivery):
            facts = mail_lines.delivery_details(present, now(), self.language)
        else:
            facts = mail_lines.entry_details(present, now(), self.language)
        self.details.update(facts if words is None else Content("\n\n").join([facts, words]))

    def _opened(self, call: Callable[[], bytes], source: bool) -> bytes | ParsedMail:
        """In a thread: fetch the bytes, and read them when their source is not wanted."""
        raw = call()
        return raw if source or not raw else self.workplace.backstage.read_mail(raw)

    def _told(self, found: bytes | ParsedMail) -> None:
        if isinstance(found, ParsedMail):
            text = mail_lines.mail_text(found, self.language)
        elif found:
            text = mail_lines.source_text(found, self.language)
        else:
            text = Content.styled(self.language.gettext("It is written when it is sent for the first time."), "dim")
        self._tell(text)

    def _kept_back(self, refusal: Refusal) -> None:
        gettext = self.language.gettext
        if isinstance(refusal, NotFound):
            said = gettext("Its bytes are not here.")
        elif isinstance(self.present, Delivery):
            said = gettext("This letter opens a door: only its reader sees it.")
        else:
            self.refused(refusal)
            return
        self._tell(Content.styled(said, "dim"))

    def _open(self, conversation: Conversation) -> None:
        self.app.push_screen(TicketScreen(self.workplace, conversation.ticket, lambda _steps: None))
