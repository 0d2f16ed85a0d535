"""Attachments: files that were taken in, and why others were not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpcenter.domain.faults import Refusal

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_FILES = 10
MAX_FORM_FILE_BYTES = 30 * 1024 * 1024
"""Bytes of all files together in a form that is sent without script; with script each file travels alone."""


class FileFault(StrEnum):
    """Why a file is not taken; the sentence for it lives in `helpcenter.wording_evidence`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_LARGE_TOGETHER = "too_large_together"
    WRONG_KIND = "wrong_kind"
    MARKUP = "markup"
    BROKEN = "broken"
    BROKEN_HAR = "broken_har"
    TOO_BIG_INSIDE = "too_big_inside"
    GONE = "gone"
    TOO_FAST = "too_fast"


@dataclass(frozen=True)
class RefusedFile:
    """A file that is not taken: its name as it may be shown, and why."""

    name: str
    fault: FileFault


class FilesRefused(Refusal):
    """Files that cannot be taken. Nothing of the form they came with was written."""

    def __init__(self, files: Iterable[RefusedFile]) -> None:
        self.files = tuple(files)
        super().__init__(", ".join(f"{file.name}: {file.fault}" for file in self.files))


@dataclass(frozen=True)
class Attachment:
    """A file that was taken in. `size` is in bytes; `removed_secrets` were taken out of it before it was kept,
    and `removed_metadata` tells whether place, camera and the like were.

    `ticket_id` and `message_seq` are None until it is sent with a message. `created_at` is UTC.
    """

    id: int
    sha256: str
    size: int
    name: str
    media_type: str
    removed_secrets: int
    removed_metadata: bool
    ticket_id: int | None
    message_seq: int | None
    created_at: datetime
