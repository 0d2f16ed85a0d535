"""The mailroom: what came by mail and what became of it, what goes out, and the words of servers; mended here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

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

WIDE_FROM = 130
"""Cells of width from which a mail has room beside the list."""


class MailroomScreen(MailVerbs):
    """Lists mail that came, or that goes out; the verbs are about the one under the cursor."""

    CSS_PATH = "mailroom.tcss"
    BINDINGS = bindings(Place.MAILROOM)
    place = Place.MAILROOM

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.trouble = self.source = False
        self.rows: list[Entry] | list[Delivery] = []
        self._whole = False
        self._head = Static(id="mailroom-head", markup=False)
        self._gaps = Static(id="mailroom-gaps", markup=False)
        self._list = OptionList(markup=False)
        self._facts = Static(id="facts", markup=False)
        self._words = Static(markup=False)

    @property
    def present(self) -> Entry | Delivery | None:
        """The mail under the cursor."""
        at = self._list.highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def compose(self) -> Iterator[Widget]:
        """Heading, what is not accounted for, list and mail, keys."""
        yield self._head
        yield self.news
        yield self._gaps
        mail = VerticalScroll(self._facts, self._words, id="mail", can_focus=False)
        yield Horizontal(self._list, mail, id="panes")
        yield KeyBar(self.language, Place.MAILROOM)

    def on_mount(self) -> None:
        """Read what came."""
        self._list.focus()
        self.reading.ask()

    def on_resize(self) -> None:
        """The mail stands beside the list where there is room, else below it."""
        self.query_one("#panes").set_class(self.size.width >= WIDE_FROM, "-wide")
        self.call_after_refresh(self._draw)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when mail came, went, or did not."""
        if any(event.kind.startswith(("mail.", "delivery.")) for event in events):
            self.reading.ask()

    def action_reload(self) -> None:
        """Read again."""
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
        self._look()

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        if self.rows:
            self._list.highlighted = max(0, min((self._list.highlighted or 0) + steps, len(self.rows) - 1))

    def action_leaf(self, pages: int) -> None:
        """Scroll the mail."""
        mail = self.query_one("#mail", VerticalScroll)
        mail.scroll_relative(y=pages * max(1, mail.size.height - 1), animate=False)

    def action_open(self) -> None:
        """Open the ticket of the mail."""
        present = self.present
        number = present.letter.ticket_id if isinstance(present, Delivery) else present.ticket_id if present else None
        if number is not None:
            self.errand(partial(self.workplace.backstage.conversation, number), self._open)

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._look()
        if self._list.highlighted == len(self.rows) - 1 and not self._whole:
            before = self.rows[-1].id
            self.errand(partial(self._page, before), partial(self._more, before), latest="more")

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def _anew(self) -> None:
        self.rows, self._whole = [], False
        self._draw()
        self.reading.ask()

    def _page(self, before: int | None = None) -> list[Any]:
        backstage = self.workplace.backstage
        return backstage.mail_out(self.trouble, before) if self.out else backstage.mail_in(self.trouble, before)

    def read(self) -> None:
        """Read the newest page, and how the mailboxes are."""
        out = self.out
        self.errand(lambda: (self._page(), self.workplace.backstage.mailboxes()), partial(self._shown, out), self._lost)

    def _shown(self, out: bool, found: tuple[list[Any], list[MailboxState]]) -> None:
        self.reading.done()
        if out is not self.out:
            return
        keep = self.present.id if self.present else None
        self.rows, states = found
        self._whole = not self.rows
        self._draw(keep)
        sentences = [self._gap(state) for state in states if state.gap or state.fault]
        self._gaps.update(Content("\n").join(sentences))
        self._gaps.display = bool(sentences)

    def _more(self, before: int, found: list[Any]) -> None:
        if self.rows and self.rows[-1].id == before:
            self.rows = [*self.rows, *found]
            self._whole = not found
            self._list.add_options([Option(self._line(row)) for row in found])

    def _lost(self, refusal: Refusal) -> None:
        self.reading.done()
        self.refused(refusal)

    def _draw(self, keep: int | None = None) -> None:
        keep = keep if keep is not None else self.present.id if self.present else None
        self._head.update(self._heading())
        self._list.clear_options()
        self._list.add_options([Option(self._line(row)) for row in self.rows])
        ids = [row.id for row in self.rows]
        self._list.highlighted = (ids.index(keep) if keep in ids else 0) if ids else None
        self._look()

    def _heading(self) -> str:
        gettext = self.language.gettext
        which = gettext("Mail · what goes out") if self.out else gettext("Mail · what came in")
        what = gettext("only what needs somebody") if self.trouble else gettext("all of it")
        nothing = "" if self.rows or self.reading.busy else " · " + gettext("nothing")
        return f"{which} · {what}{nothing}"

    def _line(self, row: Entry | Delivery) -> Content:
        width = max(20, self._list.scrollable_content_region.width)
        if isinstance(row, Delivery):
            return mail_lines.delivery_line(row, now(), width, self.language)
        return mail_lines.entry_line(row, now(), width, self.language)

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

    def _look(self) -> None:
        """Show what is known of the mail under the cursor, then read it."""
        present, backstage = self.present, self.workplace.backstage
        self._words.update("")
        if present is None:
            self._facts.update("")
            return
        self.query_one("#mail", VerticalScroll).scroll_home(animate=False)
        if isinstance(present, Delivery):
            self._facts.update(mail_lines.delivery_details(present, now(), self.language))
            call: Callable[[], bytes] = partial(backstage.went, present.id)
        else:
            self._facts.update(mail_lines.entry_details(present, now(), self.language))
            call = partial(backstage.came, present.id)
        self.errand(partial(self._opened, call, self.source), self._told, self._kept_back, latest="look")

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
        self._words.update(Content("\n").join([Content(""), text]))

    def _kept_back(self, refusal: Refusal) -> None:
        gettext = self.language.gettext
        if isinstance(refusal, NotFound):
            said = gettext("Its bytes are not here.")
        elif isinstance(self.present, Delivery):
            said = gettext("This letter opens a door: only its reader sees it.")
        else:
            self.refused(refusal)
            return
        self._words.update(Content.styled(f"\n{said}", "dim"))

    def _open(self, conversation: Conversation) -> None:
        self.app.push_screen(TicketScreen(self.workplace, conversation.ticket, lambda _steps: None))
