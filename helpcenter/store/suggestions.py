"""Rows of lists of suggested questions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Integer, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.suggestions import SuggestionList
from helpcenter.store.database import Base, BigId, Json
from helpcenter.store.work import Work


class SuggestionListRow(Base):
    """One list in one language; `position` is its place in the file it came from."""

    __tablename__ = "suggestion_list"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    locale: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    questions: Mapped[list[str]] = mapped_column(Json)
    pages: Mapped[list[str]] = mapped_column(Json)
    plans: Mapped[list[str]] = mapped_column(Json)

    __table_args__ = (UniqueConstraint("locale", "name"),)


def replace_all(work: Work, locale: str, lists: Sequence[SuggestionList]) -> None:
    """Write the lists of a language over those that are there."""
    work.session.execute(delete(SuggestionListRow).where(SuggestionListRow.locale == locale))
    for position, each in enumerate(lists):
        work.session.add(
            SuggestionListRow(
                locale=locale, name=each.name, position=position, questions=list(each.questions),
                pages=list(each.pages), plans=list(each.plans),
            )
        )  # fmt: skip
    work.session.flush()


def of_locale(work: Work, locale: str) -> list[SuggestionList]:
    """Return the lists of a language, in order."""
    query = select(SuggestionListRow).where(SuggestionListRow.locale == locale).order_by(SuggestionListRow.position)
    return [
        SuggestionList(row.name, row.locale, tuple(row.questions), tuple(row.pages), tuple(row.plans))
        for row in work.session.scalars(query)
    ]
