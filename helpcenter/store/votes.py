"""Rows of votes on articles: one a person and translation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.votes import Vote
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


def counts(work: Work, moment: datetime) -> list[tuple[str, str, bool, str, int]]:
    """Return (slug, locale, helpful, reason, how many) of the votes from a moment (UTC) on."""
    said = (ArticleRow.slug, TranslationRow.locale, VoteRow.helpful, VoteRow.reason)
    query = (
        select(*said, func.count())
        .join(TranslationRow, TranslationRow.id == VoteRow.translation_id)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(VoteRow.voted_at >= moment)
        .group_by(*said)
    )
    return [
        (slug, locale, helpful, reason, count) for slug, locale, helpful, reason, count in work.session.execute(query)
    ]


def comments(work: Work, moment: datetime, most: int) -> list[Vote]:
    """Return the newest votes from a moment (UTC) on that say something, at most `most`, the newest first."""
    return _read(work, VoteRow.voted_at >= moment, VoteRow.comment != "", newest=most)


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


def _read(work: Work, *conditions: object, newest: int | None = None) -> list[Vote]:
    order = VoteRow.voted_at.desc() if newest else VoteRow.voted_at
    query = (
        select(VoteRow, ArticleRow.slug, TranslationRow.locale)
        .join(TranslationRow, TranslationRow.id == VoteRow.translation_id)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(order, VoteRow.translation_id)
        .limit(newest)
        .execution_options(populate_existing=True)
    )
    return [
        Vote(slug, locale, row.helpful, Unhelpful(row.reason) if row.reason else None, row.comment, row.voted_at)
        for row, slug, locale in work.session.execute(query)
    ]
