"""Rows of sessions, one-time proofs, used identity tokens and idempotency keys: all of them expire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    and_,
    cast,
    delete,
    false,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.sessions import Session
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class SessionRow(Base):
    """A widget or page session. Only the token's hash is kept. `vouched`: a host's signature opened it."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    face: Mapped[str] = mapped_column(String(10))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    locale: Mapped[str | None] = mapped_column(String(20))
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    vouched: Mapped[bool] = mapped_column(Boolean, server_default=false())


class ProofRow(Base):
    """A one-time link or code that proves an address."""

    __tablename__ = "proof"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(Integer)
    locale: Mapped[str] = mapped_column(String(20))
    next_path: Mapped[str] = mapped_column(String(500))
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)

    __table_args__ = (UniqueConstraint("site_id", "email"),)


class UsedTokenRow(Base):
    """A host's identity token that was taken in: each is good once."""

    __tablename__ = "used_token"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    jti: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)

    __table_args__ = (UniqueConstraint("site_id", "jti"),)


class IdempotencyRow(Base):
    """The result of a form that was taken, under the key it carried."""

    __tablename__ = "idempotency"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    scope: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(80))
    body_hash: Mapped[str] = mapped_column(String(64))
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)

    __table_args__ = (UniqueConstraint("scope", "key"),)


def open_session(work: Work, session: Session, token_hash: str) -> None:
    """Write a session."""
    work.session.add(
        SessionRow(
            token_hash=token_hash,
            face=session.face,
            site_id=session.site_id,
            contact_id=session.contact_id,
            locale=session.locale,
            expires_at=session.expires_at,
            vouched=session.vouched,
        )
    )


def find_session(work: Work, token_hash: str, face: str) -> Session | None:
    """Return the live session with this token hash."""
    row = work.session.scalar(
        select(SessionRow).where(
            SessionRow.token_hash == token_hash, SessionRow.face == face, SessionRow.expires_at > work.now
        )
    )
    if row is None:
        return None
    return Session(row.id, row.face, row.site_id, row.contact_id, row.locale, row.expires_at, row.vouched)


def over(work: Work, owners: Mapping[int, int]) -> set[int]:
    """Return those sessions, given with their contacts, that are not live or somebody else's by now.

    The store compares and answers with the few: thousands are asked about every few seconds.
    """
    asked = literal({str(session_id): contact_id for session_id, contact_id in owners.items()}, JSON)
    pairs = (func.json_each(asked) if work.is_sqlite else func.json_each_text(asked)).table_valued("key", "value")
    own = and_(
        SessionRow.id == cast(pairs.c.key, BigInteger),
        SessionRow.contact_id == cast(pairs.c.value, BigInteger),
        SessionRow.expires_at > work.now,
    )
    query = select(cast(pairs.c.key, BigInteger)).outerjoin(SessionRow, own).where(SessionRow.id.is_(None))
    return set(work.session.scalars(query))


def change_session(work: Work, session_id: int, **values: Any) -> None:
    """Change contact_id, locale or expires_at of a session."""
    work.session.execute(update(SessionRow).where(SessionRow.id == session_id).values(**values))


def close_session(work: Work, session_id: int) -> None:
    """End a session at once."""
    work.session.execute(delete(SessionRow).where(SessionRow.id == session_id))


def spend_token(work: Work, site_id: int, jti: str, expires_at: datetime) -> bool:
    """Note an identity token as used. Returns False when it had been used before."""
    return insert_ignore(work, UsedTokenRow, site_id=site_id, jti=jti, expires_at=expires_at)


def forget_expired(work: Work) -> None:
    """Remove what no longer counts."""
    for row in (SessionRow, ProofRow, UsedTokenRow, IdempotencyRow):
        work.session.execute(delete(row).where(row.expires_at <= work.now))
