"""The community: what waits for approval or was complained about, and all threads; kept in order by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from helpcenter.domain.community import Post, Space, State, ThreadLine
from helpcenter.domain.faults import Conflict, NotFound, Refusal
from helpcenter.domain.journal import Event
from tui.community_calls import Talk
from tui.community_lines import SPACES, details_of, head, line_of
from tui.keys import Place, bindings
from tui.opening import edited, editor
from tui.screens.list_screen import ListScreen
from tui.screens.menu import Menu, numbered
from tui.screens.own_editor import in_editor
from tui.screens.prompt import Prompt
from tui.text import safe_line
from tui.widgets.key_bar import KeyBar
from tui.workplace import Workplace


class CommunityScreen(ListScreen[Talk]):
    """Lists what waits, or all threads; the verbs are about what is under the cursor."""

    CSS_PATH = "list_screen.tcss"
    BINDINGS = bindings(Place.COMMUNITY)
    place = Place.COMMUNITY

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.waiting = True
        """Whether what waits is listed, not all threads."""
        self._posts: tuple[int, Sequence[Post]] = (0, ())
        self._unsent: dict[int, str] = {}

    def compose(self) -> Iterator[Widget]:
        """Heading, list and thread, keys."""
        yield self.heading
        yield self.news
        yield self.panes()
        yield KeyBar(self.language, Place.COMMUNITY)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when something happened in the community."""
        if any(event.kind.startswith("community.") for event in events):
            self.reading.ask()

    def read(self) -> None:
        """Read what waits, or the latest threads."""
        backstage = self.workplace.backstage
        self.fetch(backstage.talks_waiting if self.waiting else backstage.talks_latest, self._take)

    def head(self, width: int) -> str:
        """What the columns are."""
        return head(width, self.language)

    def line(self, row: Talk, width: int) -> Content:
        """A thread, or the post of one."""
        return line_of(row, width, self.language)

    def key(self, row: Talk) -> tuple[int, int]:
        """Thread and post."""
        return row.thread.id, row.post.id if row.post else 0

    def nothing(self) -> str:
        """Nothing waits, or there is no thread."""
        gettext = self.language.gettext
        if self.waiting:
            return gettext("What waits for approval or was reported appears here. Tab shows all threads.")
        return gettext("Nobody has asked in the community yet.")

    def look(self) -> None:
        """Show what is known of the thread, and read it."""
        self._show()
        if talk := self.present:
            self.errand(partial(self.workplace.backstage.thread, talk.thread.id), self._looked, latest="look")

    def action_turn(self) -> None:
        """Turn between what waits and all threads."""
        self.waiting = not self.waiting
        self.fill(None)
        self.reading.ask()

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
        gettext, thread_id = self.language.gettext, talk.thread.id
        if editor() is None:
            hint = gettext("Everybody reads this. Enter sends it.")
            self.app.push_screen(Prompt(gettext("Your answer"), hint, 20_000), partial(self._send, thread_id))
            return
        begun = self._unsent.get(thread_id, "")
        self._send(thread_id, in_editor(self, self.language, lambda command: edited(command, begun)))

    def refused(self, refusal: Refusal) -> None:
        """Tell of an orderly no."""
        gettext = self.language.gettext
        if isinstance(refusal, Conflict | NotFound):
            said = gettext("That is not possible with it as it is now.")
            self.notify(said, severity="warning", markup=False)
            self.reading.ask()
        else:
            super().refused(refusal)

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
            self.reading.ask()

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
                self.reading.ask()

            self.errand(partial(self.workplace.backstage.answer_thread, thread_id, body), sent)

    def _take(self, talks: list[Talk]) -> None:
        self.fill(talks)
        gettext = self.language.gettext
        if self.waiting:
            said = self.language.ngettext(
                "Community · %(num)s post waits", "Community · %(num)s posts wait", len(talks)
            )
            said = said % {"num": self.language.number(len(talks))} if talks else gettext("Community · nothing waits")
        else:
            said = gettext("Community · all threads")
        self.heading.update(said)

    def _looked(self, found: tuple[ThreadLine, Sequence[Post]]) -> None:
        self._posts = found[0].id, found[1]
        self._show()

    def _show(self) -> None:
        talk = self.present
        self.details.update(details_of(talk, self._shown_posts(), self.language) if talk else "")
