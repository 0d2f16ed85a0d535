"""What people are and do in the community beside writing: names, votes, complaints, subscriptions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from helpcenter.domain.community import Reason, State
from helpcenter.domain.people import AuthorKind
from helpcenter.store.community.rows import (
    PostReportRow,
    PostRow,
    PostVoteRow,
    PublicNameRow,
    RevisionRow,
    SubscriptionRow,
    ThreadRow,
    ThreadTagRow,
)
from helpcenter.store.people import ContactRow
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work

_BARE = {"synchronize_session": False}


@dataclass(frozen=True)
class Subscriber:
    """Somebody who gets a letter about a thread; `id` is the subscription's."""

    id: int
    contact_id: int
    email: str
    locale: str


def public_name(work: Work, contact_id: int) -> str:
    """Return the name under which a contact writes; empty before they chose one."""
    row = work.session.get(PublicNameRow, contact_id)
    return row.name if row else ""


def put_name(work: Work, contact_id: int, name: str, key: str) -> bool:
    """Write a contact's name, on all their posts too. Returns False when somebody else has it."""
    row = work.session.get(PublicNameRow, contact_id)
    if row is None:
        if not insert_ignore(work, PublicNameRow, contact_id=contact_id, name=name, key=key):
            return False
    else:
        try:
            with work.session.begin_nested():
                row.name, row.key = name, key
        except IntegrityError:
            work.session.expire(row)
            return False
    _of_author(work, contact_id, author_name=name)
    return True


def vote(work: Work, post_id: int, contact_id: int) -> bool:
    """Write a vote. Returns False when there was one."""
    return insert_ignore(work, PostVoteRow, post_id=post_id, contact_id=contact_id)


def unvote(work: Work, post_id: int, contact_id: int) -> bool:
    """Take a vote back. Returns False when there was none."""
    own = (PostVoteRow.post_id == post_id) & (PostVoteRow.contact_id == contact_id)
    return work.session.execute(delete(PostVoteRow).where(own).returning(PostVoteRow.post_id)).first() is not None


def voted(work: Work, contact_id: int, post_ids: Collection[int]) -> frozenset[int]:
    """Return those of the posts that a contact voted for."""
    query = select(PostVoteRow.post_id).where(PostVoteRow.contact_id == contact_id, PostVoteRow.post_id.in_(post_ids))
    return frozenset(work.session.scalars(query))


def votes_of(work: Work, contact_id: int) -> list[int]:
    """Return all posts that a contact voted for."""
    return sorted(work.session.scalars(select(PostVoteRow.post_id).where(PostVoteRow.contact_id == contact_id)))


def report(work: Work, post_id: int, contact_id: int, reason: Reason, comment: str) -> bool:
    """Write a complaint. Returns False when this person complained before."""
    return insert_ignore(
        work, PostReportRow, post_id=post_id, contact_id=contact_id, reason=reason.value, comment=comment,
        at=work.now, settled=False,
    )  # fmt: skip


def reports_of(work: Work, contact_id: int) -> list[tuple[int, str, str]]:
    """Return what a contact complained about: post, reason, comment."""
    query = select(PostReportRow).where(PostReportRow.contact_id == contact_id).order_by(PostReportRow.id)
    return [(row.post_id, row.reason, row.comment) for row in work.session.scalars(query)]


def subscribe(work: Work, thread_id: int, contact_id: int, *, wanted: bool) -> None:
    """Say whether a contact wants letters about a thread."""
    if wanted:
        insert_ignore(work, SubscriptionRow, thread_id=thread_id, contact_id=contact_id, wanted=True)
    own = (SubscriptionRow.thread_id == thread_id) & (SubscriptionRow.contact_id == contact_id)
    work.session.execute(update(SubscriptionRow).where(own).values(wanted=wanted), execution_options=_BARE)


def is_subscribed(work: Work, thread_id: int, contact_id: int) -> bool:
    """Whether a contact wants letters about a thread."""
    query = select(SubscriptionRow.wanted).where(
        SubscriptionRow.thread_id == thread_id, SubscriptionRow.contact_id == contact_id
    )
    return bool(work.session.scalar(query))


def subscription(work: Work, number: int) -> tuple[int, int, bool] | None:
    """Return (thread, contact, wanted) of a subscription, None when there is none."""
    row = work.session.get(SubscriptionRow, number)
    return (row.thread_id, row.contact_id, row.wanted) if row else None


def subscriptions_of(work: Work, contact_id: int) -> list[int]:
    """Return the threads about which a contact wants letters."""
    query = select(SubscriptionRow.thread_id).where(SubscriptionRow.contact_id == contact_id, SubscriptionRow.wanted)
    return sorted(work.session.scalars(query))


def subscribers(work: Work, thread_id: int) -> list[Subscriber]:
    """Return who wants letters about a thread."""
    query = (
        select(SubscriptionRow.id, ContactRow.id, ContactRow.email, ContactRow.locale)
        .join(ContactRow, ContactRow.id == SubscriptionRow.contact_id)
        .where(SubscriptionRow.thread_id == thread_id, SubscriptionRow.wanted)
        .order_by(SubscriptionRow.id)
    )
    return [Subscriber(*row) for row in work.session.execute(query)]


def move_subscribers(work: Work, thread_id: int, into: int) -> None:
    """Let who follows a thread follow another one."""
    for each in subscribers(work, thread_id):
        subscribe(work, into, each.contact_id, wanted=True)


def forget(work: Work, contact_id: int) -> list[int]:
    """Take a person out: what everybody reads stays without a name, all else goes. Returns the threads that go."""
    own = (PostRow.author_kind == AuthorKind.CONTACT.value) & (PostRow.author_id == contact_id)
    unseen = select(PostRow.id).where(own, PostRow.state != State.SHOWN.value)
    threads = list(work.session.scalars(select(PostRow.thread_id).where(PostRow.id.in_(unseen), PostRow.is_question)))
    work.session.execute(delete(RevisionRow).where(RevisionRow.post_id.in_(unseen)), execution_options=_BARE)
    _of_author(work, contact_id, author_name="")
    work.session.execute(
        update(PostRow).where(PostRow.id.in_(unseen)).values(body="", html="", state=State.HIDDEN.value),
        execution_options=_BARE,
    )
    work.session.execute(
        update(ThreadRow)
        .where(ThreadRow.id.in_(threads))
        .values(title="", tags=[], asked_as=[], state=State.HIDDEN.value),
        execution_options=_BARE,
    )
    work.session.execute(delete(ThreadTagRow).where(ThreadTagRow.thread_id.in_(threads)), execution_options=_BARE)
    for table in (PublicNameRow, PostVoteRow, PostReportRow, SubscriptionRow):
        work.session.execute(delete(table).where(table.contact_id == contact_id), execution_options=_BARE)
    work.session.expire_all()
    return threads


def _of_author(work: Work, contact_id: int, **values: str) -> None:
    own = (PostRow.author_kind == AuthorKind.CONTACT.value) & (PostRow.author_id == contact_id)
    work.session.execute(update(PostRow).where(own).values(**values), execution_options=_BARE)
