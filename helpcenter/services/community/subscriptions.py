"""Letters about answers: who wants them, and how they are stopped by the link in one of them."""

from __future__ import annotations

from helpcenter.domain.community import State, ThreadLine
from helpcenter.domain.deliveries import Letter
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import AuthorKind, Contact
from helpcenter.links import subscription_of_link
from helpcenter.services import outbox
from helpcenter.store.community import people, threads
from helpcenter.store.community.rows import PostRow, ThreadRow
from helpcenter.store.work import Work

LONGEST = 4_000
"""Characters of an answer that stand in a letter."""


def subscribe(work: Work, contact: Contact, thread_id: int, *, wanted: bool) -> None:
    """Say whether a contact gets a letter when somebody answers. Raises NotFound."""
    line = threads.line(work, thread_id)
    if line is None or line.state == State.HIDDEN or contact.proven_at is None:
        raise NotFound("thread")
    people.subscribe(work, line.merged_into or thread_id, contact.id, wanted=wanted)


def wanted_by_link(work: Work, token: str) -> tuple[ThreadLine, bool]:
    """Return the thread of a letter's link, and whether letters about it are wanted. Raises NotFound."""
    thread_id, _, wanted = _subscription(work, token)
    line = threads.line(work, thread_id)
    if line is None:
        raise NotFound("link")
    return line, wanted


def choose_by_link(work: Work, token: str, *, wanted: bool) -> ThreadLine:
    """Stop letters about a thread, or want them again; the link's seal is the right to. Raises NotFound."""
    thread_id, contact_id, _ = _subscription(work, token)
    people.subscribe(work, thread_id, contact_id, wanted=wanted)
    return wanted_by_link(work, token)[0]


def write(work: Work, thread: ThreadRow, post: PostRow) -> None:
    """Write a letter about an answer to everybody who follows its thread, but for its author.

    A letter names nobody: it may lie in the outbox when its author asks to be erased.
    """
    work.session.flush()
    line = threads.line(work, thread.id)
    if line is None:
        return
    by = post.author_id if post.author_kind == AuthorKind.CONTACT else None
    for each in people.subscribers(work, thread.id):
        if each.contact_id == by:
            continue
        values = {
            "subject": thread.title,
            "body": post.body[:LONGEST],
            "staff": post.author_kind == AuthorKind.SPECIALIST,
            "path": line.path,
            "subscription": each.id,
        }
        outbox.send(work, Letter("community_answer", each.email, each.locale, values))


def _subscription(work: Work, token: str) -> tuple[int, int, bool]:
    number = subscription_of_link(token, work.settings.secret_key)
    found = people.subscription(work, number) if number is not None else None
    if found is None:
        raise NotFound("link")
    return found
