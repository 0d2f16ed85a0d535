"""Taking a file in: what it is, whether it holds together, what it may be called, and what has to go out of it."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.domain.attachments import MAX_FILE_BYTES, FileFault, FilesRefused, RefusedFile
from helpcenter.domain.evidence import har
from helpcenter.domain.evidence.faults import Broken, TooBigInside
from helpcenter.domain.evidence.kinds import HAR, TEXT, Kind, MarkupFound, recognise, text_of
from helpcenter.domain.evidence.metadata import bare
from helpcenter.domain.evidence.names import safe_name, shown_name


@dataclass(frozen=True)
class Accepted:
    """A file as it is kept: without place and camera, and without the secrets that `removed_secrets` counts."""

    name: str
    kind: Kind
    data: bytes
    removed_secrets: int = 0
    removed_metadata: bool = False


def accept(name: str, data: bytes) -> Accepted:
    """Return a customer's file in the form in which it is kept. Raises FilesRefused, naming it and its fault."""
    fault = _fault_before_reading(data)
    if fault is None:
        try:
            return _accepted(name, data)
        except MarkupFound:
            fault = FileFault.MARKUP
        except Broken:
            fault = FileFault.BROKEN
        except TooBigInside:
            fault = FileFault.TOO_BIG_INSIDE
    raise refused(name, fault)


def refused(name: str, fault: FileFault) -> FilesRefused:
    """Return the refusal of one file."""
    return FilesRefused([RefusedFile(shown_name(name), fault)])


def _fault_before_reading(data: bytes) -> FileFault | None:
    if not data:
        return FileFault.EMPTY
    return FileFault.TOO_LARGE if len(data) > MAX_FILE_BYTES else None


def _accepted(name: str, data: bytes) -> Accepted:
    kind = recognise(data)
    if kind is TEXT and name.lower().endswith(".har"):
        kind = HAR
    if kind is None:
        raise refused(name, FileFault.WRONG_KIND)
    if kind is HAR:
        return _without_secrets(name, text_of(data) or "")
    kept = bare(kind.media_type, data)
    return Accepted(safe_name(name, kind.extensions), kind, kept, removed_metadata=kept != data)


def _without_secrets(name: str, text: str) -> Accepted:
    """An archive that cannot be read cannot be stripped either, so it is never kept as mere text."""
    try:
        cleaned = har.clean(text)
    except Broken as fault:
        raise refused(name, FileFault.BROKEN_HAR) from fault
    return Accepted(safe_name(name, HAR.extensions), HAR, cleaned.data, cleaned.count)
