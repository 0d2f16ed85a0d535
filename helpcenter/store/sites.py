"""Rows of sites and their signing secrets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.sites import Secret, Site
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.work import Work


class SiteRow(Base):
    """An app or website that embeds the widget."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    origins: Mapped[list[str]] = mapped_column(Json)
    default_locale: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class SiteSecretRow(Base):
    """A signing key; several may be active while a site rotates them."""

    __tablename__ = "site_secret"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    kid: Mapped[str] = mapped_column(String(60), unique=True)
    algorithm: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


def add(work: Work, key: str, name: str, origins: Sequence[str], default_locale: str) -> Site:
    """Write a new site."""
    row = SiteRow(key=key, name=name, origins=list(origins), default_locale=default_locale, created_at=work.now)
    work.session.add(row)
    work.session.flush()
    return _site(row)


def by_key(work: Work, key: str) -> Site | None:
    """Return the site with this key."""
    row = work.session.scalar(select(SiteRow).where(SiteRow.key == key))
    return _site(row) if row else None


def by_id(work: Work, site_id: int) -> Site | None:
    """Return the site with this id."""
    row = work.session.get(SiteRow, site_id)
    return _site(row) if row else None


def every(work: Work) -> list[Site]:
    """Return all sites, oldest first."""
    return [_site(row) for row in work.session.scalars(select(SiteRow).order_by(SiteRow.id))]


def set_origins(work: Work, site_id: int, origins: Sequence[str]) -> None:
    """Replace the origins that may embed a site's widget."""
    row = work.session.get_one(SiteRow, site_id)
    row.origins = list(origins)


def add_secret(work: Work, site_id: int, secret: Secret) -> None:
    """Write a new active signing key of a site."""
    work.session.add(
        SiteSecretRow(
            site_id=site_id,
            kid=secret.kid,
            algorithm=secret.algorithm,
            key=secret.key,
            active=True,
            created_at=work.now,
        )
    )


def secrets_of(work: Work, site_id: int) -> list[Secret]:
    """Return a site's active signing keys, newest first."""
    query = (
        select(SiteSecretRow)
        .where(SiteSecretRow.site_id == site_id, SiteSecretRow.active)
        .order_by(SiteSecretRow.id.desc())
    )
    return [Secret(row.kid, row.algorithm, row.key) for row in work.session.scalars(query)]


def retire_secret(work: Work, site_id: int, kid: str) -> bool:
    """Stop believing a signing key. Returns whether there was such an active key."""
    row = work.session.scalar(
        select(SiteSecretRow).where(SiteSecretRow.site_id == site_id, SiteSecretRow.kid == kid, SiteSecretRow.active)
    )
    if row:
        row.active = False
    return row is not None


def _site(row: SiteRow) -> Site:
    return Site(row.id, row.key, row.name, tuple(row.origins), row.default_locale)
