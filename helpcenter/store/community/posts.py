"""Posts and what stood in them before."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update

from helpcenter.domain.community import OWN, Post, Report, Revision, State
from helpcenter.domain.community.values import Reason
from helpcenter.domain.people import Author, AuthorKind
from helpcenter.store.community.rows import PostReportRow, PostRow, RevisionRow, ThreadRow
from helpcenter.store.community.threads import byline
from helpcenter.store.work import Work


def add(
    work: Work, thread_id: int, author: Author, body: str, html: str, state: State, *, is_question: bool
) -> PostRow:
    """Write a post. The author's name is the one that everybody may see."""
    row = PostRow(
        thread_id=thread_id, is_question=is_question, author_kind=author.kind.value, author_id=author.id,
        author_name=author.name, body=body, html=html, state=state.value, votes=0, reports=0, created_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def revise(work: Work, row: PostRow, title: str, body: str, html: str) -> None:
    """Put another text into a post, and keep the one that was there with its title."""
    work.session.add(RevisionRow(post_id=row.id, title=title, body=row.body, until=work.now))
    row.body, row.html, row.edited_at = body, html, work.now
    work.session.flush()


def revisions(work: Work, post_id: int) -> list[Revision]:
    """Return what stood in a post before its changes, the latest first."""
    rows = work.session.scalars(
        select(RevisionRow).where(RevisionRow.post_id == post_id).order_by(RevisionRow.id.desc())
    )
    return [Revision(row.title, row.body, row.until) for row in rows]


def row(work: Work, post_id: int) -> PostRow | None:
    """Return a post's row for changing; nobody else changes it meanwhile."""
    query = select(PostRow).where(PostRow.id == post_id).with_for_update()
    return work.session.scalar(query.execution_options(populate_existing=True))


def get(work: Work, post_id: int) -> Post | None:
    """Return a post, whatever its state."""
    found = work.session.get(PostRow, post_id)
    return post_value(found) if found else None


def question(work: Work, thread_id: int) -> Post | None:
    """Return a thread's question, whatever its state."""
    query = select(PostRow).join(ThreadRow, ThreadRow.question_id == PostRow.id).where(ThreadRow.id == thread_id)
    found = work.session.scalar(query)
    return post_value(found) if found else None


def questions(work: Work, thread_ids: Collection[int]) -> dict[int, Post]:
    """Return by thread the questions that everybody may read."""
    query = select(PostRow).where(
        PostRow.thread_id.in_(thread_ids), PostRow.is_question, PostRow.state == State.SHOWN.value
    )
    return {row.thread_id: post_value(row) for row in work.session.scalars(query)}


def newest(work: Work, thread_id: int, limit: int) -> list[Post]:
    """Return the posts of a thread that everybody may read, the newest first."""
    query = select(PostRow).where(PostRow.thread_id == thread_id, PostRow.state == State.SHOWN.value)
    return [post_value(row) for row in work.session.scalars(query.order_by(PostRow.id.desc()).limit(limit))]


def answered_by_others(work: Work, thread_id: int, contact_id: int) -> bool:
    """Whether anybody else than a contact has written an answer that everybody may read."""
    own = (PostRow.author_kind == AuthorKind.CONTACT.value) & (PostRow.author_id == contact_id)
    others = select(PostRow.id).where(
        PostRow.thread_id == thread_id, PostRow.is_question.is_(False), PostRow.state == State.SHOWN.value, ~own
    )
    return work.session.scalar(others.limit(1)) is not None


def answers(work: Work, thread_id: int, reader: int | None, after: int, limit: int) -> list[Post]:
    """Return a thread's answers after a post, oldest first: those that everybody may read, and what only the reader

    sees: their own that wait or that they withdrew.
    """
    own = (
        PostRow.state.in_([each.value for each in OWN])
        & (PostRow.author_kind == AuthorKind.CONTACT.value)
        & (PostRow.author_id == reader)
    )
    query = (
        select(PostRow)
        .where(PostRow.thread_id == thread_id, PostRow.id > after, PostRow.is_question.is_(False))
        .where((PostRow.state == State.SHOWN.value) | own)
        .order_by(PostRow.id)
        .limit(limit)
    )
    return [post_value(each) for each in work.session.scalars(query)]


def all_of(work: Work, thread_id: int) -> list[Post]:
    """Return all posts of a thread, whatever their state, oldest first."""
    query = select(PostRow).where(PostRow.thread_id == thread_id).order_by(PostRow.id)
    return [post_value(each) for each in work.session.scalars(query)]


def best_answer(work: Work, thread_id: int, accepted: int | None) -> Post | None:
    """Return a thread's accepted answer, else the shown one with the most votes, else None."""
    query = (
        select(PostRow)
        .where(PostRow.thread_id == thread_id, PostRow.is_question.is_(False), PostRow.state == State.SHOWN.value)
        .order_by((PostRow.id == (accepted or 0)).desc(), PostRow.votes.desc(), PostRow.id)
        .limit(1)
    )
    found = work.session.scalar(query)
    return post_value(found) if found else None


def shown_answers(work: Work, thread_id: int) -> int:
    """Return how many answers of a thread everybody may read."""
    query = select(func.count()).select_from(PostRow)
    return (
        work.session.scalar(
            query.where(
                PostRow.thread_id == thread_id, PostRow.is_question.is_(False), PostRow.state == State.SHOWN.value
            )
        )
        or 0
    )


def count_of_author(work: Work, contact_id: int, state: State, most: int) -> int:
    """Return how many posts of a contact are in a state, counting no further than `most`."""
    own = (
        select(PostRow.id)
        .where(PostRow.author_kind == AuthorKind.CONTACT.value, PostRow.author_id == contact_id)
        .where(PostRow.state == state.value)
        .limit(most)
    )
    return work.session.scalar(select(func.count()).select_from(own.subquery())) or 0


def of_author(work: Work, contact_id: int) -> list[tuple[Post, ThreadRow]]:
    """Return all posts of a contact with their threads, oldest first."""
    rows = work.session.execute(
        select(PostRow, ThreadRow)
        .join(ThreadRow, ThreadRow.id == PostRow.thread_id)
        .where(PostRow.author_kind == AuthorKind.CONTACT.value, PostRow.author_id == contact_id)
        .order_by(PostRow.id)
    )
    return [(post_value(each), thread) for each, thread in rows]


def move(work: Work, thread_id: int, into: int) -> None:
    """Let a thread's answers be another one's."""
    work.session.execute(
        update(PostRow).where(PostRow.thread_id == thread_id, PostRow.is_question.is_(False)).values(thread_id=into)
    )


def held(work: Work, limit: int) -> list[Post]:
    """Return the posts that wait for approval, oldest first."""
    query = select(PostRow).where(PostRow.state == State.HELD.value).order_by(PostRow.id).limit(limit)
    return [post_value(each) for each in work.session.scalars(query)]


def reported(work: Work, limit: int) -> list[Post]:
    """Return the shown posts that somebody complained about, most complaints first."""
    query = select(PostRow).where(PostRow.reports > 0, PostRow.state == State.SHOWN.value)
    rows = work.session.scalars(query.order_by(PostRow.reports.desc(), PostRow.id).limit(limit))
    return [post_value(each) for each in rows]


def complaints(work: Work, post_ids: Collection[int]) -> dict[int, tuple[Report, ...]]:
    """Return by post the complaints that nobody looked at yet."""
    query = select(PostReportRow).where(PostReportRow.post_id.in_(post_ids), PostReportRow.settled.is_(False))
    found: dict[int, tuple[Report, ...]] = {}
    for each in work.session.scalars(query.order_by(PostReportRow.id)):
        found[each.post_id] = (*found.get(each.post_id, ()), Report(Reason(each.reason), each.comment, each.at))
    return found


def settle(work: Work, post: PostRow) -> None:
    """Say that the complaints about a post were looked at."""
    post.reports = 0
    work.session.execute(update(PostReportRow).where(PostReportRow.post_id == post.id).values(settled=True))
    work.session.flush()


def post_value(found: PostRow) -> Post:
    """Return the row as a value."""
    return Post(
        found.id, found.thread_id, found.is_question,
        byline(found.author_kind, found.author_id, found.author_name), found.body, found.html,
        State(found.state), found.votes, found.created_at, found.edited_at,
    )  # fmt: skip
