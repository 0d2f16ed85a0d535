"""What the terminal asks of the house about the community."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpcenter.domain.community import Post, Report, Space, ThreadLine
from helpcenter.services import community
from tui.calls import Calls


@dataclass(frozen=True)
class Talk:
    """A line of the list: a thread, and the post in it that waits, if one does, with what was said against it."""

    thread: ThreadLine
    post: Post | None = None
    reports: tuple[Report, ...] = ()


class CommunityCalls(Calls):
    """A specialist's side of the community."""

    def talks_waiting(self) -> list[Talk]:
        """Return the posts that wait for approval, then those that somebody complained about."""
        return [Talk(each.thread, each.post, each.reports) for each in self._see(community.waiting)]

    def talks_latest(self) -> list[Talk]:
        """Return the threads that were written to last."""
        return [Talk(each) for each in self._see(community.latest)]

    def thread(self, thread_id: int) -> tuple[ThreadLine, Sequence[Post]]:
        """Return a thread with all its posts."""
        return self._see(community.whole_thread, thread_id)

    def approve_post(self, post_id: int) -> None:
        """Let everybody read a post."""
        self._do(community.approve, self.me, post_id)

    def hide_post(self, post_id: int, wanted: bool) -> None:
        """Let nobody read a post, or everybody again."""
        self._do(community.hide if wanted else community.show, self.me, post_id)

    def keep_post(self, post_id: int) -> None:
        """Leave a post as it is, whatever was said against it."""
        self._do(community.keep, self.me, post_id)

    def answer_thread(self, thread_id: int, body: str) -> None:
        """Answer in the name of the team."""
        self._do(community.answer_as_specialist, self.me, thread_id, body)

    def accept_post(self, post_id: int) -> None:
        """Say that an answer solves the question."""
        self._do(community.accept, self.me, post_id)

    def lock_thread(self, thread_id: int, wanted: bool) -> None:
        """Let nobody add to a thread, or everybody again."""
        self._do(community.lock, self.me, thread_id, wanted=wanted)

    def move_thread(self, thread_id: int, space: Space) -> None:
        """Let a thread be in the other space."""
        self._do(community.move, self.me, thread_id, space)

    def merge_thread(self, thread_id: int, into: int) -> None:
        """Let a thread go up into another one."""
        self._do(community.merge, self.me, thread_id, into)

    def ticket_of_thread(self, thread_id: int) -> int:
        """Open a ticket of the asker. Returns its number."""
        return self._do(community.into_ticket, self.me, thread_id)

    def draft_of_thread(self, thread_id: int) -> str:
        """Write the draft of an article. Returns its slug."""
        return self._do(community.into_article, self.me, thread_id)
