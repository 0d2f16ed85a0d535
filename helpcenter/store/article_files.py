"""Rows of what a folder of articles holds beside their texts: pictures, and files written in another way than ours."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BigInteger, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.media import Media
from helpcenter.store import upsert
from helpcenter.store.database import Base, BigId
from helpcenter.store.work import Work


class MediaRow(Base):
    """A picture or another file that articles show; `path` begins with the language: `en/images/menu.png`."""

    __tablename__ = "article_media"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    path: Mapped[str] = mapped_column(String(400), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(60))


class KeptFileRow(Base):
    """The text of an imported file that we would have written in another way; `path` is that in the folder."""

    __tablename__ = "article_file"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    path: Mapped[str] = mapped_column(String(400), unique=True)
    text: Mapped[str] = mapped_column(Text)


def put_media(work: Work, media: Media) -> None:
    """Write a file that articles show, over an older one of the same path."""
    key = {"path": media.path}
    upsert.put(work, MediaRow, key, sha256=media.sha256, size=media.size, media_type=media.media_type)


def media(work: Work, paths: Collection[str]) -> dict[str, Media]:
    """Return by path those of these files that are there."""
    rows = work.session.scalars(select(MediaRow).where(MediaRow.path.in_(paths)))
    return {row.path: _media(row) for row in rows}


def every_media(work: Work) -> list[Media]:
    """Return all files that articles show, by path."""
    return [_media(row) for row in work.session.scalars(select(MediaRow).order_by(MediaRow.path))]


def known(work: Work, hashes: Collection[str]) -> set[str]:
    """Return those of the given hashes (a few hundred at most) that an article's file names."""
    return set(work.session.scalars(select(MediaRow.sha256).where(MediaRow.sha256.in_(hashes)).distinct()))


def keep(work: Work, path: str, text: str) -> None:
    """Keep a file as it was written."""
    upsert.put(work, KeptFileRow, {"path": path}, text=text)


def drop(work: Work, paths: Collection[str]) -> None:
    """Forget how these files were written."""
    work.session.execute(delete(KeptFileRow).where(KeptFileRow.path.in_(paths)))


def kept(work: Work) -> dict[str, str]:
    """Return by path the files that are kept as they were written."""
    return {row.path: row.text for row in work.session.execute(select(KeptFileRow.path, KeptFileRow.text))}


def _media(row: MediaRow) -> Media:
    return Media(row.path, row.sha256, row.size, row.media_type)
