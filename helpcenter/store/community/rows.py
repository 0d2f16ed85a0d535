"""The community's tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, BigId, Json, UtcTime


class ThreadRow(Base):
    """A thread: what lists need of it. `state` is its question's, or "merged"; counts are of what everybody reads."""

    __tablename__ = "thread"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    space: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    tags: Mapped[list[str]] = mapped_column(Json)
    asked_as: Mapped[list[str]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(20))
    locked: Mapped[bool] = mapped_column(Boolean)
    answers: Mapped[int] = mapped_column(Integer)
    question_id: Mapped[int | None] = mapped_column(BigId)
    accepted_id: Mapped[int | None] = mapped_column(BigId)
    merged_into: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    active_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (
        Index("ix_thread_active", "space", "state", "active_at", "id"),
        Index("ix_thread_locale", "space", "state", "locale", "active_at", "id"),
        Index("ix_thread_newest", "space", "state", "id"),
    )


class ThreadTagRow(Base):
    """One tag of one thread, beside the list in the thread: this is what makes a tag quick to find."""

    __tablename__ = "thread_tag"

    thread_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    tag: Mapped[str] = mapped_column(String(30), primary_key=True)

    __table_args__ = (Index("ix_thread_tag_tag", "tag", "thread_id"),)


class PostRow(Base):
    """A question or an answer. `author_name` is the public name; `reports` counts those that nobody looked at yet."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    is_question: Mapped[bool] = mapped_column(Boolean)
    author_kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int] = mapped_column(BigId)
    author_name: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    votes: Mapped[int] = mapped_column(Integer)
    reports: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcTime)

    __table_args__ = (
        Index("ix_post_thread", "thread_id", "state", "id"),
        Index("ix_post_author", "author_kind", "author_id", "state"),
        Index("ix_post_state", "state", "id"),
        Index("ix_post_reports", "reports", "id"),
    )


class RevisionRow(Base):
    """What stood in a post before a change."""

    __tablename__ = "post_revision"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(UtcTime)


class PublicNameRow(Base):
    """The name under which a contact writes; `key` is what names are told apart by."""

    __tablename__ = "public_name"

    contact_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200), unique=True)


class PostVoteRow(Base):
    """One person's vote for a post."""

    __tablename__ = "post_vote"

    post_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    contact_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )


class PostReportRow(Base):
    """One person's complaint about a post; `settled` once a specialist looked at it."""

    __tablename__ = "post_report"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
    settled: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (UniqueConstraint("post_id", "contact_id"),)


class SubscriptionRow(Base):
    """Who gets a letter when somebody answers. Never removed while the person is there: letters name it by its id."""

    __tablename__ = "thread_subscription"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    wanted: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (UniqueConstraint("thread_id", "contact_id"), {"sqlite_autoincrement": True})
