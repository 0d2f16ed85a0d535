"""Rows of the API's tokens; only the SHA-256 of a token is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.api_tokens import ApiRight, ApiToken
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.people import SpecialistRow, specialist_value
from helpcenter.store.work import Work


class ApiTokenRow(Base):
    """A program's token."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    specialist_id: Mapped[int] = mapped_column(BigId, ForeignKey("specialist.id", ondelete="CASCADE"), index=True)
    rights: Mapped[list[str]] = mapped_column(Json)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


def add(work: Work, name: str, specialist_id: int, rights: tuple[ApiRight, ...], hashed: str) -> None:
    """Write a new token."""
    work.session.add(
        ApiTokenRow(
            name=name, specialist_id=specialist_id, rights=[right.value for right in rights], hash=hashed,
            created_at=work.now, used_at=None,
        )
    )  # fmt: skip
    work.session.flush()


def every(work: Work) -> list[ApiToken]:
    """Return all tokens, oldest first."""
    return [_token(*row) for row in work.session.execute(_rows().order_by(ApiTokenRow.id))]


def by_hash(work: Work, hashed: str) -> ApiToken | None:
    """Return the token with this hash."""
    row = work.session.execute(_rows().where(ApiTokenRow.hash == hashed)).first()
    return _token(*row) if row else None


def used(work: Work, token_id: int) -> None:
    """Note that a token was used now."""
    work.session.execute(update(ApiTokenRow).where(ApiTokenRow.id == token_id).values(used_at=work.now))


def remove(work: Work, token_id: int) -> None:
    """Remove a token."""
    work.session.execute(delete(ApiTokenRow).where(ApiTokenRow.id == token_id))


def remove_of(work: Work, specialist_id: int) -> None:
    """Remove the tokens of all programs that act as a specialist."""
    work.session.execute(delete(ApiTokenRow).where(ApiTokenRow.specialist_id == specialist_id))


def _rows() -> Select[ApiTokenRow, SpecialistRow]:
    return select(ApiTokenRow, SpecialistRow).join(SpecialistRow, SpecialistRow.id == ApiTokenRow.specialist_id)


def _token(row: ApiTokenRow, who: SpecialistRow) -> ApiToken:
    rights = tuple(ApiRight(name) for name in row.rights)
    return ApiToken(row.id, row.name, specialist_value(who), rights, row.created_at, row.used_at)
