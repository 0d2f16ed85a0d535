"""The community: what waits for approval or was complained about, and all threads; kept in order by keys."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.app import SuspendNotSupported
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.community import Post, Space, State, ThreadLine
from helpcenter.domain.faults import Conflict, NotFound, Refusal
from helpcenter.domain.journal import Event
from tui.community_calls import Talk
from tui.community_lines import SPACES, details_of, line_of
from tui.keys import Place, bindings
from tui.opening import edited, editor
from tui.screens.desk_screen import DeskScreen
from tui.screens.menu import Menu, numbered
from tui.screens.prompt import Prompt
from tui.text import safe_line
from tui.turn import Turn
from tui.widgets.key_bar import KeyBar
from tui.workplace import Workplace

WIDE_FROM = 110
"""Cells of width from which the thread has room beside the list."""


class CommunityScreen(DeskScreen):
    """Lists what waits, or all threads; the verbs are about what is under the cursor."""

    CSS_PATH = "community.tcss"
    BINDINGS = bindings(Place.COMMUNITY)
    place = Place.COMMUNITY

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.talks: list[Talk] = []
        self.waiting = True
        """Whether what waits is listed, not all threads."""
        self._posts: tuple[int, Sequence[Post]] = (0, ())
        self._unsent: dict[int, str] = {}
        self._head = Static(id="community-head", markup=False)
        self._list = OptionList(markup=False)
        self._details = Static(markup=False)
        self._reading = Turn(self._read)

    @property
    def present(self) -> Talk | None:
        """What is under the cursor."""
        at = self._list.highlighted
        return self.talks[at] if at is not None and at < len(self.talks) else None

    def compose(self) -> Iterator[Widget]:
        """Heading, list and thread, keys."""
        yield self._head
        yield self.news
        yield Horizontal(self._list, VerticalScroll(self._details, id="community-details", can_focus=False), id="panes")
        yield KeyBar(self.language, Place.COMMUNITY)

    def on_mount(self) -> None:
        """Read what waits."""
        self._list.focus()
        self._reading.ask()

    def on_resize(self) -> None:
        """The thread stands beside the list where there is room, else below it."""
        self.query_one("#panes").set_class(self.size.width >= WIDE_FROM, "-wide")
        self.call_after_refresh(self._fill)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when something happened in the community."""
        if any(event.kind.startswith("community.") for event in events):
            self._reading.ask()

    def action_reload(self) -> None:
        """Read the list again."""
        self._reading.ask()

    def action_turn(self) -> None:
        """Turn between what waits and all threads."""
        self.waiting = not self.waiting
        self._reading.ask()

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        if self.talks:
            self._list.highlighted = max(0, min((self._list.highlighted or 0) + steps, len(self.talks) - 1))

    def action_leaf(self, pages: int) -> None:
        """Scroll the thread by pages."""
        details = self.query_one("#community-details")
        details.scroll_relative(y=pages * max(1, details.size.height - 1), animate=False)

    def action_approve(self) -> None:
        """Let everybody read the post."""
        if post := self._post():
            self._act(partial(self.workplace.backstage.approve_post, post.id))

    def action_hide(self) -> None:
        """Let nobody read the post, or everybody again; of a thread it is the question."""
        if post := self._post():
            self._act(partial(self.workplace.backstage.hide_post, post.id, post.state is not State.HIDDEN))

    def action_keep(self) -> None:
        """Leave the post as it is."""
        if post := self._post():
            self._act(partial(self.workplace.backstage.keep_post, post.id))

    def action_lock(self) -> None:
        """Lock the thread, or open it again."""
        if talk := self.present:
            self._act(partial(self.workplace.backstage.lock_thread, talk.thread.id, not talk.thread.locked))

    def action_space(self) -> None:
        """Move the thread to the other space."""
        if talk := self.present:
            other = next(space for space in Space if space is not talk.thread.space)
            said = self.language.gettext("The thread is in “%(space)s” now.")
            name = self.language.gettext(SPACES[other])
            self._act(partial(self.workplace.backstage.move_thread, talk.thread.id, other), said % {"space": name})

    def action_merge(self) -> None:
        """Let the thread go up into another one."""
        if talk := self.present:
            gettext = self.language.gettext
            prompt = Prompt(gettext("Into which thread?"), gettext("Its number. Answers and followers go along."), 12)
            self.app.push_screen(prompt, partial(self._merge, talk.thread.id))

    def action_accept(self) -> None:
        """Choose the answer that solves the question."""
        answers = [post for post in self._shown_posts() if not post.is_question and post.state is State.SHOWN]
        if answers:
            lines = [(safe_line(self.language.label(post.by.name) + post.body[:60]), str(post.id)) for post in answers]
            self.app.push_screen(Menu(self.language.gettext("Which answer solves it?"), numbered(lines)), self._accept)

    def action_ticket(self) -> None:
        """Open a ticket of the asker."""
        if talk := self.present:
            said = self.language.gettext("Ticket %(what)s is open and yours.")
            self._make(partial(self.workplace.backstage.ticket_of_thread, talk.thread.id), said)

    def action_article(self) -> None:
        """Write the draft of an article."""
        if talk := self.present:
            said = self.language.gettext("The draft “%(what)s” is among the articles.")
            self._make(partial(self.workplace.backstage.draft_of_thread, talk.thread.id), said)

    def action_reply(self) -> None:
        """Answer in the name of the team, in the own editor where one is named."""
        if not (talk := self.present):
            return
        gettext, command = self.language.gettext, editor()
        if command is None:
            hint = gettext("Everybody reads this. Enter sends it.")
            self.app.push_screen(Prompt(gettext("Your answer"), hint, 20_000), partial(self._send, talk.thread.id))
            return
        try:
            with self.app.suspend():
                text = edited(command, self._unsent.get(talk.thread.id, ""))
        except (SuspendNotSupported, OSError, subprocess.CalledProcessError) as fault:
            said = gettext("The editor failed: %(reason)s")
            self.notify(said % {"reason": safe_line(str(fault))}, severity="error", markup=False)
        else:
            self._send(talk.thread.id, text)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def refused(self, refusal: Refusal) -> None:
        """Tell of an orderly no."""
        gettext = self.language.gettext
        if isinstance(refusal, Conflict | NotFound):
            said = gettext("That is not possible with it as it is now.")
            self.notify(said, severity="warning", markup=False)
            self._reading.ask()
        else:
            super().refused(refusal)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show()
        if talk := self.present:
            self.errand(partial(self.workplace.backstage.thread, talk.thread.id), self._looked, latest="look")

    def _post(self) -> Post | None:
        """The post that the verbs are about: the one that waits, else the thread's question."""
        talk = self.present
        if talk is None or talk.post is not None:
            return talk.post if talk else None
        return next((post for post in self._shown_posts() if post.is_question), None)

    def _shown_posts(self) -> Sequence[Post]:
        return self._posts[1] if self.present and self._posts[0] == self.present.thread.id else ()

    def _act(self, call: Callable[[], None], said: str = "") -> None:
        def done(_none: None) -> None:
            if said:
                self.notify(said, markup=False)
            self._reading.ask()

        self.errand(call, done)

    def _make(self, call: Callable[[], int | str], said: str) -> None:
        def done(what: int | str) -> None:
            name = f"#{what}" if isinstance(what, int) else safe_line(what)
            self.notify(said % {"what": name}, markup=False)

        self.errand(call, done)

    def _merge(self, thread_id: int, typed: str | None) -> None:
        number = (typed or "").removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 18:
            self._act(partial(self.workplace.backstage.merge_thread, thread_id, int(number)))

    def _accept(self, post_id: str | None) -> None:
        if post_id is not None:
            self._act(partial(self.workplace.backstage.accept_post, int(post_id)))

    def _send(self, thread_id: int, body: str | None) -> None:
        if body and body.strip():
            self._unsent[thread_id] = body

            def sent(_none: None) -> None:
                self._unsent.pop(thread_id, None)
                self._reading.ask()

            self.errand(partial(self.workplace.backstage.answer_thread, thread_id, body), sent)

    def _read(self) -> None:
        backstage = self.workplace.backstage
        self.errand(backstage.talks_waiting if self.waiting else backstage.talks_latest, self._take, self._not_read)

    def _take(self, talks: list[Talk]) -> None:
        keep = self._key(self.present)
        self.talks = talks
        self._fill()
        keys = [self._key(talk) for talk in talks]
        if talks:
            self._list.highlighted = keys.index(keep) if keep in keys else 0
        gettext = self.language.gettext
        if self.waiting:
            said = self.language.ngettext(
                "Community · %(num)s post waits", "Community · %(num)s posts wait", len(talks)
            )
            said = said % {"num": self.language.number(len(talks))} if talks else gettext("Community · nothing waits")
        else:
            said = gettext("Community · all threads")
        self._head.update(said)
        self._moved()
        self._reading.done()

    def _not_read(self, refusal: Refusal) -> None:
        self._reading.done()
        super().refused(refusal)

    def _key(self, talk: Talk | None) -> tuple[int, int]:
        return (talk.thread.id, talk.post.id if talk.post else 0) if talk else (0, 0)

    def _fill(self) -> None:
        at = self._list.highlighted
        width = max(20, self._list.scrollable_content_region.width)
        self._list.clear_options()
        self._list.add_options([Option(line_of(talk, width, self.language)) for talk in self.talks])
        if self.talks and at is not None:
            self._list.highlighted = min(at, len(self.talks) - 1)

    def _looked(self, found: tuple[ThreadLine, Sequence[Post]]) -> None:
        self._posts = found[0].id, found[1]
        self._show()

    def _show(self) -> None:
        talk = self.present
        self._details.update(details_of(talk, self._shown_posts(), self.language) if talk else "")
