"""Rows of questions that customers asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Float, ForeignKey, Index, String, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.answers import Verdict
from helpcenter.domain.questions import Question, Shown, Unhelpful
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


class QuestionRow(Base):
    """A question with what was shown, read and decided afterwards."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    locale: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(String(64))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    verdict: Mapped[str] = mapped_column(String(10))
    confidence: Mapped[float] = mapped_column(Float)
    shown: Mapped[list[list[str]]] = mapped_column(Json)
    opened: Mapped[list[str]] = mapped_column(Json)
    helpful: Mapped[bool | None] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(String(20))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    contacted_at: Mapped[datetime | None] = mapped_column(UtcTime)

    __table_args__ = (Index(None, "person", "asked_at"), Index(None, "contact_id", "asked_at"))


def add(work: Work, question: Question) -> int:
    """Write a new question (its id does not count). Returns the id."""
    row = QuestionRow(
        site_id=question.site_id, locale=question.locale, text=question.text, page=question.page,
        person=question.person, contact_id=question.contact_id, verdict=question.verdict.value,
        confidence=question.confidence, shown=_listed(question.shown), opened=list(question.opened),
        helpful=question.helpful, reason="", ticket_id=None, asked_at=question.asked_at, contacted_at=None,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row.id


def same(work: Work, question: Question, since: datetime) -> int | None:
    """Return the newest question of the same person and words, asked at the same site after `since`."""
    query = (
        select(QuestionRow.id)
        .where(
            QuestionRow.person == question.person, QuestionRow.asked_at > since, QuestionRow.text == question.text,
            QuestionRow.locale == question.locale, QuestionRow.site_id == question.site_id,
        )
        .order_by(QuestionRow.asked_at.desc())
    )  # fmt: skip
    return work.session.scalars(query.limit(1)).first()


def show_again(work: Work, question_id: int, question: Question) -> None:
    """Write what was shown this time."""
    change(
        work, question_id, shown=_listed(question.shown), verdict=question.verdict.value,
        confidence=question.confidence,
    )  # fmt: skip


def get(work: Work, question_id: int) -> Question | None:
    """Return a question."""
    row = work.session.get(QuestionRow, question_id)
    return _question(row) if row else None


def change(work: Work, question_id: int, **values: Any) -> None:
    """Write some columns of a question."""
    work.session.execute(update(QuestionRow).where(QuestionRow.id == question_id).values(**values))


def contacted(work: Work, ids: Sequence[int], contact_id: int, persons: Sequence[str], since: datetime) -> None:
    """Note that a contact wrote to us now: for these questions, and all of theirs asked after `since`."""
    theirs = or_(QuestionRow.contact_id == contact_id, QuestionRow.person.in_(persons))
    asked = or_(QuestionRow.id.in_(ids), theirs & (QuestionRow.asked_at > since))
    work.session.execute(
        update(QuestionRow)
        .where(asked, QuestionRow.contacted_at.is_(None))
        .values(contacted_at=work.now, contact_id=contact_id)
        .execution_options(synchronize_session=False)
    )


def adopt(work: Work, anonymous: str, contact_id: int, person: str) -> None:
    """Let the questions of somebody unknown be a contact's."""
    theirs = (QuestionRow.person == anonymous) & QuestionRow.contact_id.is_(None)
    work.session.execute(
        update(QuestionRow)
        .where(theirs)
        .values(contact_id=contact_id, person=person)
        .execution_options(synchronize_session=False)
    )


def of_ticket(work: Work, ticket_id: int) -> Question | None:
    """Return the question that a ticket came from."""
    query = select(QuestionRow).where(QuestionRow.ticket_id == ticket_id).order_by(QuestionRow.id.desc())
    row = work.session.scalars(query.limit(1)).first()
    return _question(row) if row else None


def of_contact(work: Work, contact_id: int) -> list[Question]:
    """Return everything that a contact asked, oldest first."""
    query = select(QuestionRow).where(QuestionRow.contact_id == contact_id).order_by(QuestionRow.asked_at)
    return [_question(row) for row in work.session.scalars(query)]


def since(work: Work, moment: datetime, most: int) -> list[Question]:
    """Return questions asked after a moment, the newest first, at most `most`."""
    query = select(QuestionRow).where(QuestionRow.asked_at > moment).order_by(QuestionRow.asked_at.desc())
    return [_question(row) for row in work.session.scalars(query.limit(most))]


def tickets_of(work: Work, contact_ids: Sequence[int], moment: datetime) -> list[tuple[int, datetime]]:
    """Return (contact, when) of every ticket that these contacts opened after a moment, by whatever channel."""
    query = select(TicketRow.contact_id, TicketRow.created_at).where(
        TicketRow.contact_id.in_(contact_ids), TicketRow.created_at > moment
    )
    return [(contact_id, at) for contact_id, at in work.session.execute(query)]


def forget_before(work: Work, moment: datetime, most: int) -> int:
    """Remove the oldest questions asked before a moment, at most so many. Returns how many were removed."""
    old = select(QuestionRow.id).where(QuestionRow.asked_at < moment).order_by(QuestionRow.asked_at).limit(most)
    ids = list(work.session.scalars(old))
    if ids:
        work.session.execute(delete(QuestionRow).where(QuestionRow.id.in_(ids)))
    return len(ids)


def forget_of(work: Work, contact_id: int, persons: Sequence[str], ticket_ids: Sequence[int]) -> int:
    """Remove what a contact asked, by whatever it is known to be theirs. Returns how many questions."""
    theirs = or_(
        QuestionRow.contact_id == contact_id, QuestionRow.person.in_(persons), QuestionRow.ticket_id.in_(ticket_ids)
    )
    return len(work.session.execute(delete(QuestionRow).where(theirs).returning(QuestionRow.id)).all())


def _listed(shown: Sequence[Shown]) -> list[list[str]]:
    return [[one.kind, one.id, one.locale, one.title, one.path] for one in shown]


def _question(row: QuestionRow) -> Question:
    return Question(
        row.id, row.site_id, row.locale, row.text, row.page, row.person, row.contact_id, Verdict(row.verdict),
        row.confidence, tuple(Shown(*one) for one in row.shown), tuple(row.opened), row.helpful,
        Unhelpful(row.reason) if row.reason else None, row.ticket_id, row.asked_at, row.contacted_at,
    )  # fmt: skip
