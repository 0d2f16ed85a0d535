"""Who may do what in the community. Everything that somebody may not even see is not found."""

from __future__ import annotations

from helpcenter.domain.community import State
from helpcenter.domain.faults import Conflict, Forbidden, NotFound, TooOften
from helpcenter.domain.people import AuthorKind, Contact
from helpcenter.domain.policy import Channel
from helpcenter.services import policy
from helpcenter.store.community import posts, threads
from helpcenter.store.community.rows import PostRow, ThreadRow
from helpcenter.store.work import Work

MOST_HELD = 3
"""Posts of a new author that may wait for approval at once: a flood of them ends here."""
LOOK_AGAIN = 3600
"""Seconds after which somebody whose posts wait is asked to try again."""


def demand_writer(work: Work, contact: Contact) -> None:
    """Refuse who has not proven their address, and to whom the policy closes the community. Raises Forbidden."""
    decisions = policy.channels(work, contact, contact.locale)
    open_to = any(each.channel is Channel.COMMUNITY and each.open for each in decisions)
    if contact.proven_at is None or not open_to:
        raise Forbidden("community")


def demand_room(work: Work, contact: Contact) -> None:
    """Refuse a new author whose posts wait for approval already. Raises TooOften."""
    if is_new(work, contact) and posts.count_of_author(work, contact.id, State.HELD, MOST_HELD) >= MOST_HELD:
        raise TooOften("community", LOOK_AGAIN)


def is_new(work: Work, contact: Contact) -> bool:
    """Whether what a contact writes waits for approval: until so many of their posts are shown as the setting says."""
    first = work.settings.community_held_posts
    return posts.count_of_author(work, contact.id, State.SHOWN, first) < first


def first_state(work: Work, contact: Contact) -> State:
    """Return the state in which a contact's post begins."""
    return State.HELD if is_new(work, contact) else State.SHOWN


def locked_thread(work: Work, thread_id: int) -> ThreadRow:
    """Return a thread's row for changing, whatever its state. Raises NotFound."""
    row = threads.locked(work, thread_id)
    if row is None:
        raise NotFound("thread")
    return row


def thread_to_write(work: Work, thread_id: int) -> ThreadRow:
    """Return the row of a thread in which somebody may write. Raises NotFound, Conflict for a locked one."""
    row = locked_thread(work, thread_id)
    if row.state != State.SHOWN:
        raise NotFound("thread")
    if row.locked:
        raise Conflict("the thread is locked")
    return row


def locked_post(work: Work, post_id: int) -> tuple[ThreadRow, PostRow]:
    """Return the rows of a post and its thread for changing, whatever their states. Raises NotFound."""
    found = posts.get(work, post_id)
    thread = threads.locked(work, found.thread_id) if found else None  # first: all changes of a thread queue here
    row = posts.row(work, post_id)
    if thread is None or row is None or row.thread_id != thread.id:
        raise NotFound("post")
    return thread, row


def shown_post(work: Work, post_id: int) -> tuple[ThreadRow, PostRow]:
    """Return the rows of a post that everybody may read. Raises NotFound."""
    thread, row = locked_post(work, post_id)
    if row.state != State.SHOWN or thread.state != State.SHOWN:
        raise NotFound("post")
    return thread, row


def wrote(row: PostRow, contact: Contact) -> bool:
    """Whether a contact is the author of a post."""
    return row.author_kind == AuthorKind.CONTACT and row.author_id == contact.id
