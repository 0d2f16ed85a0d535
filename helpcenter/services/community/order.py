"""What specialists do: approve and hide posts, lock, move and merge threads, look at complaints."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.community import OWN, HeldPost, Post, Space, State, ThreadLine
from helpcenter.domain.faults import Conflict, NotFound
from helpcenter.domain.people import Specialist
from helpcenter.services.community import entries, rights, writing
from helpcenter.services.community.writing import tell
from helpcenter.store.community import people, posts, threads
from helpcenter.store.community.rows import ThreadRow
from helpcenter.store.work import Work

MOST_LISTED = 200


def waiting(work: Work, limit: int = MOST_LISTED) -> list[HeldPost]:
    """Return what waits for a specialist: posts to be approved, oldest first, then those complained about."""
    found = [*posts.held(work, limit), *posts.reported(work, limit)]
    lines = threads.lines(work, [each.thread_id for each in found])
    complaints = posts.complaints(work, [each.id for each in found])
    return [
        HeldPost(each, lines[each.thread_id], complaints.get(each.id, ())) for each in found if each.thread_id in lines
    ]


def latest(work: Work, limit: int = MOST_LISTED) -> list[ThreadLine]:
    """Return the threads last written to, hidden ones too."""
    return threads.newest(work, limit)


def whole_thread(work: Work, thread_id: int) -> tuple[ThreadLine, Sequence[Post]]:
    """Return a thread with all its posts, whatever their state, oldest first. Raises NotFound."""
    line = threads.line(work, thread_id)
    if line is None:
        raise NotFound("thread")
    return line, posts.all_of(work, thread_id)


def approve(work: Work, specialist: Specialist, post_id: int) -> None:
    """Let everybody read a post that waits; followers get their letters. Raises NotFound, Conflict when none waits."""
    thread, post = rights.locked_post(work, post_id)
    if post.state != State.HELD:
        raise Conflict("the post does not wait")
    post.state = State.SHOWN.value
    work.session.flush()
    writing.written(work, thread, post)
    tell(work, "approved", thread, post, by=specialist.id)


def hide(work: Work, specialist: Specialist, post_id: int) -> None:
    """Let nobody read a post any more, with its thread when it is the question.

    Raises NotFound, Conflict for one that its author withdrew.
    """
    thread, post = rights.locked_post(work, post_id)
    if post.state == State.WITHDRAWN:
        raise Conflict("the post was withdrawn: its author alone reads it")
    posts.settle(work, post)
    writing.unshow(work, thread, post, State.HIDDEN)
    tell(work, "hidden", thread, post, by=specialist.id)


def show(work: Work, specialist: Specialist, post_id: int) -> None:
    """Let everybody read a hidden post again; nobody is written to. Raises NotFound, Conflict for one not hidden."""
    thread, post = rights.locked_post(work, post_id)
    if post.state != State.HIDDEN or not post.body:
        raise Conflict("the post is not hidden")
    writing.reshow(work, thread, post, State.SHOWN)
    tell(work, "shown", thread, post, by=specialist.id)


def keep(work: Work, specialist: Specialist, post_id: int) -> None:
    """Leave a post as it is: the complaints about it were looked at. Raises NotFound."""
    thread, post = rights.locked_post(work, post_id)
    posts.settle(work, post)
    tell(work, "kept", thread, post, by=specialist.id)


def lock(work: Work, specialist: Specialist, thread_id: int, *, wanted: bool = True) -> None:
    """Let nobody but the team write in a thread, or everybody again. Raises NotFound."""
    row = _present(work, thread_id)
    row.locked = wanted
    tell(work, "locked", row, by=specialist.id, wanted=wanted)


def move(work: Work, specialist: Specialist, thread_id: int, space: Space) -> None:
    """Let a thread be in the other space; its old address leads there. Raises NotFound."""
    row = _present(work, thread_id)
    row.space = space.value
    entries.update(work, row)
    tell(work, "moved", row, by=specialist.id, space=space.value)


def merge(work: Work, specialist: Specialist, thread_id: int, into: int) -> None:
    """Let the answers and followers of a thread go up into another one, to which its address leads from then on.

    What it was called is known of the other one. Raises NotFound, Conflict for a thread and itself.
    """
    if thread_id == into:
        raise Conflict("a thread cannot be merged into itself")
    first, second = (_present(work, each) for each in sorted((thread_id, into)))  # one order, so that nobody deadlocks
    row, target = (first, second) if first.id == thread_id else (second, first)
    if target.state != State.SHOWN or row.state in OWN:
        raise Conflict("both threads have to be shown")
    posts.move(work, row.id, target.id)
    people.move_subscribers(work, row.id, target.id)
    threads.merge(work, row, target.id)
    row.answers, row.accepted_id = 0, None
    target.answers = posts.shown_answers(work, target.id)
    target.asked_as = list(dict.fromkeys([*target.asked_as, row.title, *row.asked_as]))
    target.active_at = max(target.active_at, row.active_at)
    entries.update(work, row)
    entries.update(work, target)
    tell(work, "merged", row, by=specialist.id, into=target.id)


def _present(work: Work, thread_id: int) -> ThreadRow:
    """Return a thread's row for changing; one that was merged is there no more."""
    row = rights.locked_thread(work, thread_id)
    if row.merged_into is not None:
        raise NotFound("thread")
    return row
