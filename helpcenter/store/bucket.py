"""Bytes of attachments in a bucket (Amazon S3 and what speaks like it), so that several machines share them.

Reached through fsspec, which takes keys and endpoint from where the bucket's own tools do: `AWS_ACCESS_KEY_ID`,
`AWS_ENDPOINT_URL`, `~/.aws`. An object is there whole or not at all, and stays, once the bucket has said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

WAIT = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 2}}
"""Somebody waits for a page meanwhile."""


class Bucket:
    """A folder of a bucket. Every method may block on the network and raises OSError when the bucket does not do it."""

    def __init__(self, url: str) -> None:
        from fsspec.core import url_to_fs  # only who has a bucket loads its libraries

        options: dict[str, Any] = {"config_kwargs": WAIT} if url.startswith("s3:") else {}
        self._files, root = url_to_fs(url, use_listings_cache=False, **options)
        self._root = root.rstrip("/")

    def look(self) -> None:
        """Look whether the bucket is there."""
        with _told():
            if not self._files.exists(self._root.partition("/")[0]):
                raise FileNotFoundError("there is no such bucket")

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key; what is there already is as new afterwards."""
        with _told():
            self._files.pipe_file(self._path(key), data)

    def get(self, key: str) -> bytes:
        """Return the bytes under a key. Raises FileNotFoundError."""
        with _told():
            data: bytes = self._files.cat_file(self._path(key))
            return data

    def old(self, before: datetime) -> Iterator[str]:
        """Give the keys of all that was put before a moment, and not again since."""
        with _told():
            found = self._files.find(self._root, detail=True)
        for path, told in found.items():
            if _moment(told) < before:
                yield path.removeprefix(f"{self._root}/")

    def remove(self, key: str, before: datetime) -> bool:
        """Remove what is under a key, unless it was put again since `before`. Returns whether it is gone."""
        with _told():
            try:
                if _moment(self._files.info(self._path(key))) >= before:
                    return False
                self._files.rm_file(self._path(key))
            except FileNotFoundError:
                return False
            return True

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"


@cache
def bucket(url: str) -> Bucket:
    """Return the bucket at a URL; its connections are kept."""
    return Bucket(url)


def _moment(told: dict[str, Any]) -> datetime:
    """When an object was put: S3 says `LastModified`, others `created`."""
    moment: datetime = told.get("LastModified") or told["created"]
    return moment


@contextmanager
def _told() -> Iterator[None]:
    """Every kind of bucket fails in its own way; here all are an OSError."""
    try:
        yield
    except OSError:
        raise
    except Exception as fault:
        raise OSError(f"{type(fault).__name__}: {fault}") from fault
