"""Rows of what sites and specialists put on their letters."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.letterheads import SiteLetters
from helpcenter.store.database import Base, BigId, Json
from helpcenter.store.work import Work


class SiteLettersRow(Base):
    """The sender of a site's letters, and their signatures by language."""

    __tablename__ = "site_letters"

    site_id: Mapped[int] = mapped_column(BigId, ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    signatures: Mapped[dict[str, str]] = mapped_column(Json)


class SpecialistSignatureRow(Base):
    """A specialist's own signatures by language."""

    __tablename__ = "specialist_signature"

    specialist_id: Mapped[int] = mapped_column(BigId, ForeignKey("specialist.id", ondelete="CASCADE"), primary_key=True)
    signatures: Mapped[dict[str, str]] = mapped_column(Json)


def of_site(work: Work, site_id: int) -> SiteLetters:
    """Return what a site says of its letters; nothing when it says nothing."""
    row = work.session.get(SiteLettersRow, site_id)
    return SiteLetters(row.address, row.name, row.signatures) if row else SiteLetters()


def put_site(work: Work, site_id: int, letters: SiteLetters) -> None:
    """Write what a site says of its letters."""
    values = {"address": letters.address, "name": letters.name, "signatures": dict(letters.signatures)}
    work.session.merge(SiteLettersRow(site_id=site_id, **values))
    work.session.flush()


def of_specialist(work: Work, specialist_id: int) -> Mapping[str, str]:
    """Return a specialist's own signatures by language."""
    row = work.session.get(SpecialistSignatureRow, specialist_id)
    return row.signatures if row else {}


def put_specialist(work: Work, specialist_id: int, signatures: Mapping[str, str]) -> None:
    """Write a specialist's own signatures."""
    work.session.merge(SpecialistSignatureRow(specialist_id=specialist_id, signatures=dict(signatures)))
    work.session.flush()


def addresses(work: Work) -> set[str]:
    """Return the addresses that sites send from."""
    query = select(SiteLettersRow.address).where(SiteLettersRow.address != "")
    return {address.lower() for address in work.session.scalars(query)}
