"""Rows by which specialists prove who they are: a password's hash, and the hashes of personal tokens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, delete, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.credentials import Token
from helpcenter.store import upsert
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.work import Work


class PasswordRow(Base):
    """A specialist's password, as argon2 writes it down."""

    __tablename__ = "specialist_password"

    specialist_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("specialist.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    hash: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class TokenRow(Base):
    """A personal token; only the SHA-256 of it is kept."""

    __tablename__ = "specialist_token"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    specialist_id: Mapped[int] = mapped_column(BigId, ForeignKey("specialist.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


def password(work: Work, specialist_id: int) -> str | None:
    """Return the hash of a specialist's password, None of who has none."""
    return work.session.scalar(select(PasswordRow.hash).where(PasswordRow.specialist_id == specialist_id))


def set_password(work: Work, specialist_id: int, hashed: str) -> None:
    """Write the hash of a specialist's password."""
    upsert.put(work, PasswordRow, {"specialist_id": specialist_id}, hash=hashed, changed_at=work.now)


def add_token(work: Work, specialist_id: int, name: str, hashed: str) -> None:
    """Write a new token."""
    work.session.add(TokenRow(specialist_id=specialist_id, name=name, hash=hashed, created_at=work.now, used_at=None))
    work.session.flush()


def bearer(work: Work, hashed: str) -> int | None:
    """Return whose token has this hash."""
    return work.session.scalar(select(TokenRow.specialist_id).where(TokenRow.hash == hashed))


def used(work: Work, hashed: str) -> None:
    """Note that a token was used now."""
    row = work.session.scalars(select(TokenRow).where(TokenRow.hash == hashed)).one()
    row.used_at = work.now
    work.session.flush()


def tokens(work: Work, specialist_id: int) -> list[Token]:
    """Return a specialist's tokens, oldest first."""
    query = select(TokenRow).where(TokenRow.specialist_id == specialist_id).order_by(TokenRow.id)
    return [Token(row.id, row.name, row.created_at, row.used_at) for row in work.session.scalars(query)]


def revoke(work: Work, specialist_id: int, token_id: int | None) -> int:
    """Remove a token, or with None all tokens, of a specialist. Returns how many."""
    which = TokenRow.specialist_id == specialist_id
    if token_id is not None:
        which &= TokenRow.id == token_id
    return len(work.session.execute(delete(TokenRow).where(which).returning(TokenRow.id)).all())


def forget(work: Work, specialist_id: int) -> None:
    """Remove a specialist's password and all tokens."""
    work.session.execute(delete(PasswordRow).where(PasswordRow.specialist_id == specialist_id))
    revoke(work, specialist_id, None)


def any_exists(work: Work) -> bool:
    """Return whether anybody has a password or a token."""
    has_one = or_(exists(select(PasswordRow.specialist_id)), exists(select(TokenRow.id)))
    return bool(work.session.scalar(select(has_one)))
