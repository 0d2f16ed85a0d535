"""Rows of surveys: one a ticket, written and changed by its customer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.surveys import Survey
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class SurveyRow(Base):
    """A ticket's rating."""

    __tablename__ = "survey"

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    rating: Mapped[int] = mapped_column(Integer)
    comment: Mapped[str] = mapped_column(Text)
    specialist_id: Mapped[int | None] = mapped_column(BigId)
    rated_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (Index("ix_survey_rated", "rated_at"),)


def put(work: Work, ticket_id: int, rating: int, comment: str, specialist_id: int | None) -> None:
    """Write a rating, or change the one that is there; when it was first given stays."""
    now = work.now
    values = {"rating": rating, "comment": comment, "changed_at": now}
    if insert_ignore(work, SurveyRow, ticket_id=ticket_id, specialist_id=specialist_id, rated_at=now, **values):
        return
    row = work.session.get_one(SurveyRow, ticket_id)
    row.rating, row.comment, row.changed_at = rating, comment, now
    work.session.flush()


def get(work: Work, ticket_id: int) -> Survey | None:
    """Return a ticket's rating, if it has one."""
    row = work.session.get(SurveyRow, ticket_id)
    return survey_value(row) if row else None


def between(work: Work, start: datetime, end: datetime) -> list[Survey]:
    """Return the ratings first given from `start` on and before `end` (UTC), oldest first: the feed of reports."""
    query = select(SurveyRow).where(SurveyRow.rated_at >= start, SurveyRow.rated_at < end)
    return [survey_value(row) for row in work.session.scalars(query.order_by(SurveyRow.rated_at, SurveyRow.ticket_id))]


def survey_value(row: SurveyRow) -> Survey:
    """Return the row as a value."""
    return Survey(row.ticket_id, row.rating, row.comment, row.specialist_id, row.rated_at, row.changed_at)
