"""Files beside articles: pictures, and texts of files that we would have written in another way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from helpcenter.config import Settings
from helpcenter.domain.evidence.faults import Broken
from helpcenter.domain.evidence.kinds import HAR, recognise
from helpcenter.domain.faults import NotFound
from helpcenter.domain.media import Media
from helpcenter.services import attachments
from helpcenter.store import article_files as store
from helpcenter.store import blobs
from helpcenter.store.work import Work


def store_media(settings: Settings, path: str, data: bytes) -> Media:
    """Put a file that articles show on the disk; `put_media` lets articles show it. Belongs before the transaction.

    Raises ValueError for a kind that is not taken, and OSError when the disk does not take it.
    """
    try:
        kind = recognise(data)
    except Broken as fault:
        raise ValueError(f"not taken: {fault}") from fault
    if kind is None or kind is HAR:
        raise ValueError("not a kind of file that articles may show: PNG, JPEG, GIF, WebP, MP4, WebM, PDF or text")
    return Media(path, blobs.put(settings, data), len(data), kind.media_type)


def is_shown(work: Work, media: Media) -> bool:
    """Whether articles show just this file under its path."""
    return store.media(work, [media.path]).get(media.path) == media


def put_media(work: Work, media: Media) -> None:
    """Let articles show a file, in place of an older one of the same path."""
    store.put_media(work, media)


def find(work: Work, locale: str, path: str) -> Media:
    """Return the file that an article in `locale` shows, else that of the default language. Raises NotFound."""
    wanted = [f"{locale}/{path}", f"{work.settings.default_locale}/{path}"]
    found = store.media(work, wanted)
    if media := next((found[each] for each in wanted if each in found), None):
        return media
    raise NotFound("media")


def every_media(work: Work) -> list[Media]:
    """Return all files that articles show, by path."""
    return store.every_media(work)


def place(settings: Settings, media: Media) -> Path:
    """Return where a file's bytes lie. Raises NotFound when they are gone, Unavailable."""
    return attachments.bytes_at(settings, media.sha256)


def read(settings: Settings, media: Media) -> bytes:
    """Return a file's bytes. Raises NotFound when they are gone."""
    return place(settings, media).read_bytes()


def keep(work: Work, odd: Mapping[str, str], seen: Collection[str]) -> None:
    """Keep by path the texts of files that we would have written in another way; of all `seen` others, forget it."""
    store.drop(work, [path for path in seen if path not in odd])
    for path, text in odd.items():
        if "\x00" not in text:  # which PostgreSQL does not take; such a file goes out without it
            store.keep(work, path, text)


def kept(work: Work) -> dict[str, str]:
    """Return by path the texts of files that are kept as they were written."""
    return store.kept(work)
