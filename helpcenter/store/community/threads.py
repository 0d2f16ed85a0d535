"""Threads: written, counted, listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, and_, delete, or_, select, update

from helpcenter.domain.community import MERGED, Byline, Order, Question, Space, State, ThreadLine
from helpcenter.domain.inbox import Place
from helpcenter.domain.people import AuthorKind
from helpcenter.store.community.rows import PostRow, ThreadRow, ThreadTagRow
from helpcenter.store.work import Work

_LINE = select(ThreadRow, PostRow.author_kind, PostRow.author_id, PostRow.author_name, PostRow.votes).join(
    PostRow, PostRow.id == ThreadRow.question_id
)


def add(work: Work, question: Question) -> ThreadRow:
    """Write a thread without its question, held."""
    row = ThreadRow(
        space=question.space.value, locale=question.locale, title=question.title, tags=[], asked_as=[],
        state=State.HELD.value, locked=False, answers=0, created_at=work.now, active_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    put_tags(work, row, question.tag_words)
    return row


def put_tags(work: Work, row: ThreadRow, tags: Iterable[str]) -> None:
    """Give a thread these tags and no others."""
    row.tags = list(tags)
    work.session.execute(delete(ThreadTagRow).where(ThreadTagRow.thread_id == row.id))
    work.session.add_all(ThreadTagRow(thread_id=row.id, tag=tag) for tag in row.tags)
    work.session.flush()


def locked(work: Work, thread_id: int) -> ThreadRow | None:
    """Return a thread's row for changing; nobody else changes it meanwhile."""
    query = select(ThreadRow).where(ThreadRow.id == thread_id).with_for_update()
    return work.session.scalar(query.execution_options(populate_existing=True))


def line(work: Work, thread_id: int) -> ThreadLine | None:
    """Return a thread, whatever its state."""
    found = work.session.execute(_LINE.where(ThreadRow.id == thread_id)).first()
    return _value(found) if found else None


def lines(work: Work, ids: Sequence[int]) -> dict[int, ThreadLine]:
    """Return threads by id, whatever their state."""
    return {row[0].id: _value(row) for row in work.session.execute(_LINE.where(ThreadRow.id.in_(ids)))}


def page(
    work: Work, space: Space, order: Order, *, locale: str | None, tag: str | None, after: Place | None, limit: int
) -> list[ThreadLine]:
    """Return the threads of a space that everybody may read, after a place in their order."""
    query = _LINE.where(ThreadRow.space == space.value, ThreadRow.state == State.SHOWN.value).limit(limit)
    if locale:
        query = query.where(ThreadRow.locale == locale)
    if tag:
        query = query.where(ThreadRow.id.in_(select(ThreadTagRow.thread_id).where(ThreadTagRow.tag == tag)))
    if order is Order.OPEN:
        query = query.where(ThreadRow.accepted_id.is_(None))
    if order is Order.NEWEST:
        query = query.order_by(ThreadRow.id.desc())
        if after:
            query = query.where(ThreadRow.id < after.id)
    else:
        query = query.order_by(ThreadRow.active_at.desc(), ThreadRow.id.desc())
        if after:
            same = and_(ThreadRow.active_at == after.moment, ThreadRow.id < after.id)
            query = query.where(or_(ThreadRow.active_at < after.moment, same))
    return [_value(row) for row in work.session.execute(query)]


def shown_after(work: Work, thread_id: int, limit: int) -> list[ThreadLine]:
    """Return the threads that everybody may read with a higher id, in the order of ids."""
    query = _LINE.where(ThreadRow.state == State.SHOWN.value, ThreadRow.id > thread_id)
    return [_value(row) for row in work.session.execute(query.order_by(ThreadRow.id).limit(limit))]


def newest(work: Work, limit: int) -> list[ThreadLine]:
    """Return the threads last written to, whatever their space and state, but those that were merged."""
    query = _LINE.where(ThreadRow.state != MERGED).order_by(ThreadRow.active_at.desc(), ThreadRow.id.desc())
    return [_value(row) for row in work.session.execute(query.limit(limit))]


def merge(work: Work, row: ThreadRow, into: int) -> None:
    """Let a thread lead to another one, with all that led to it."""
    row.state, row.merged_into = MERGED, into
    work.session.flush()
    work.session.execute(update(ThreadRow).where(ThreadRow.merged_into == row.id).values(merged_into=into))


def _value(found: Row[ThreadRow, str, int, str, int]) -> ThreadLine:
    row, kind, author_id, name, votes = found
    return ThreadLine(
        row.id, Space(row.space), row.locale, row.title, tuple(row.tags),
        byline(kind, author_id, name), row.state, row.locked, row.answers,
        votes, row.accepted_id, row.merged_into, row.created_at, row.active_at,
    )  # fmt: skip


def byline(kind: str, author_id: int, name: str) -> Byline:
    """Return whoever wrote as everybody may see them."""
    is_staff = kind == AuthorKind.SPECIALIST.value
    return Byline(name, is_staff, None if is_staff else author_id)
