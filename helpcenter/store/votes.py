"""Rows of votes on articles: one a person and translation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, ForeignKey, Index, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.votes import Voice, Vote
from helpcenter.store import upsert
from helpcenter.store.articles import ArticleRow, TranslationRow
from helpcenter.store.database import Base, UtcTime
from helpcenter.store.work import Work


class VoteRow(Base):
    """One person's last word on one translation. `person` tells people apart and names nobody."""

    __tablename__ = "article_vote"

    translation_id: Mapped[int] = mapped_column(
        ForeignKey("translation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    helpful: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(Text)
    voted_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (Index(None, "person"), Index(None, "voted_at"))


_QUERY = (
    select(VoteRow, ArticleRow.slug, TranslationRow.locale, TranslationRow.title)
    .join(TranslationRow, TranslationRow.id == VoteRow.translation_id)
    .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
)


def put(work: Work, translation_id: int, person: str, helpful: bool, reason: str, comment: str) -> None:
    """Write a vote over the same person's earlier one."""
    key = {"translation_id": translation_id, "person": person}
    upsert.put(work, VoteRow, key, helpful=helpful, reason=reason, comment=comment, voted_at=work.now)


def get(work: Work, translation_id: int, person: str) -> Vote | None:
    """Return a person's vote on a translation."""
    found = _read(work, VoteRow.translation_id == translation_id, VoteRow.person == person)
    return found[0] if found else None


def of_person(work: Work, person: str) -> list[Vote]:
    """Return all votes of a person, oldest first."""
    return _read(work, VoteRow.person == person)


def since(work: Work, moment: datetime) -> list[Vote]:
    """Return the votes given or changed from a moment (UTC) on, oldest first."""
    return _read(work, VoteRow.voted_at >= moment)


def voices(work: Work, moment: datetime, most: int) -> list[Voice]:
    """Return the votes given or changed from a moment (UTC) on with whose they are, the newest first."""
    query = _QUERY.where(VoteRow.voted_at >= moment).order_by(VoteRow.voted_at.desc(), VoteRow.translation_id)
    found = work.session.execute(query.limit(most).execution_options(populate_existing=True))
    return [Voice(row.person, title, _vote(row, slug, locale)) for row, slug, locale, title in found]


def adopt(work: Work, before: str, person: str) -> None:
    """Let one person's votes be another's; where both voted, the other's stay."""
    theirs = select(VoteRow.translation_id).where(VoteRow.person == person)
    free = (VoteRow.person == before) & VoteRow.translation_id.not_in(theirs)
    work.session.execute(update(VoteRow).where(free).values(person=person).execution_options(synchronize_session=False))
    forget(work, [before])


def forget(work: Work, persons: Sequence[str]) -> int:
    """Remove all votes of these. Returns how many."""
    gone = delete(VoteRow).where(VoteRow.person.in_(persons)).returning(VoteRow.translation_id)
    return len(work.session.execute(gone).all())


def _read(work: Work, *conditions: ColumnElement[bool]) -> list[Vote]:
    query = _QUERY.where(*conditions).order_by(VoteRow.voted_at, VoteRow.translation_id)
    found = work.session.execute(query.execution_options(populate_existing=True))
    return [_vote(row, slug, locale) for row, slug, locale, _ in found]


def _vote(row: VoteRow, slug: str, locale: str) -> Vote:
    reason = Unhelpful(row.reason) if row.reason else None
    return Vote(slug, locale, row.helpful, reason, row.comment, row.voted_at)
