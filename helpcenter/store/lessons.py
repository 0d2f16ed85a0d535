"""Rows of what questions taught: who found which article for which question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class LessonState(StrEnum):
    """Heard so far, taken into the index, or thrown out by an editor for good."""

    HEARD = "heard"
    LEARNED = "learned"
    REMOVED = "removed"


class LessonRow(Base):
    """A document, and a question that it is said to answer. `topic` is the same for questions of the same words."""

    __tablename__ = "answer_lesson"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    document: Mapped[str] = mapped_column(String(80))
    topic: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (UniqueConstraint("document", "topic"),)


class VoiceRow(Base):
    """One person's word for a lesson; a person has one, however often it is said."""

    __tablename__ = "answer_voice"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("answer_lesson.id", ondelete="CASCADE"))
    person: Mapped[str] = mapped_column(String(64))
    weight: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (UniqueConstraint("lesson_id", "person"), Index(None, "person", "created_at"))


@dataclass(frozen=True)
class Lesson:
    """What editors see: the question, the document's key, how much was said for it and by how many people."""

    id: int
    document: str
    question: str
    state: LessonState
    weight: int
    people: int


def hear(work: Work, document: str, topic: str, question: str, person: str, weight: int) -> Lesson:
    """Write a person's word for a lesson, once. Returns the lesson as it stands then."""
    insert_ignore(
        work, LessonRow, document=document, topic=topic, question=question,
        state=LessonState.HEARD.value, created_at=work.now,
    )  # fmt: skip
    lesson_id = work.session.scalars(
        select(LessonRow.id).where(LessonRow.document == document, LessonRow.topic == topic)
    ).one()
    insert_ignore(work, VoiceRow, lesson_id=lesson_id, person=person, weight=weight, created_at=work.now)
    return get(work, lesson_id)


def said_since(work: Work, person: str, since: datetime) -> int:
    """Return how many lessons a person spoke for since a moment (UTC)."""
    query = select(func.count()).select_from(VoiceRow).where(VoiceRow.person == person, VoiceRow.created_at >= since)
    return work.session.scalar(query) or 0


def set_state(work: Work, lesson_id: int, state: LessonState) -> None:
    """Write a lesson's state."""
    row = work.session.get_one(LessonRow, lesson_id)
    row.state = state.value
    work.session.flush()


def get(work: Work, lesson_id: int) -> Lesson:
    """Return a lesson. Raises sqlalchemy.exc.NoResultFound when there is none."""
    row = work.session.get_one(LessonRow, lesson_id)
    return _lesson(work, row)


def find(work: Work, lesson_id: int) -> Lesson | None:
    """Return a lesson, or None when there is none."""
    row = work.session.get(LessonRow, lesson_id)
    return _lesson(work, row) if row else None


def listed(work: Work, limit: int) -> list[Lesson]:
    """Return the newest lessons that nobody removed."""
    kept = LessonRow.state != LessonState.REMOVED.value
    rows = work.session.scalars(select(LessonRow).where(kept).order_by(LessonRow.id.desc()).limit(limit))
    return [_lesson(work, row) for row in rows]


def learned(work: Work, documents: Collection[str]) -> dict[str, list[str]]:
    """Return by document the questions learned for it, oldest first."""
    query = select(LessonRow.document, LessonRow.question).where(
        LessonRow.document.in_(documents), LessonRow.state == LessonState.LEARNED.value
    )
    found: dict[str, list[str]] = {each: [] for each in documents}
    for row in work.session.execute(query.order_by(LessonRow.id)):
        found[row.document].append(row.question)
    return found


def forget_voices(work: Work, person: str) -> list[Lesson]:
    """Remove all that a person said. Returns the lessons for which nobody speaks any more."""
    said = delete(VoiceRow).where(VoiceRow.person == person).returning(VoiceRow.lesson_id)
    ids = list(work.session.scalars(said))
    spoken = select(VoiceRow.lesson_id).where(VoiceRow.lesson_id == LessonRow.id).exists()
    rows = work.session.scalars(select(LessonRow).where(LessonRow.id.in_(ids), ~spoken))
    return [_lesson(work, row) for row in rows]


def forget_words(work: Work, lesson: Lesson) -> None:
    """Remove a lesson that nobody speaks for. Of one that an editor threw out stays that it is out."""
    row = work.session.get_one(LessonRow, lesson.id)
    if lesson.state is LessonState.REMOVED:
        row.question = ""
    else:
        work.session.delete(row)
    work.session.flush()


def _lesson(work: Work, row: LessonRow) -> Lesson:
    said = select(func.coalesce(func.sum(VoiceRow.weight), 0), func.count()).where(VoiceRow.lesson_id == row.id)
    weight, people = work.session.execute(said).one()
    return Lesson(row.id, row.document, row.question, LessonState(row.state), int(weight), int(people))
