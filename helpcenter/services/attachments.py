"""Attachments: taken in before they are sent, bound to the message they are sent with, read by those who may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from helpcenter.config import Settings
from helpcenter.domain.attachments import MAX_FILES, Attachment, FileFault, FilesRefused, RefusedFile
from helpcenter.domain.evidence.files import accept, refused
from helpcenter.domain.faults import NotFound, Unavailable
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Message
from helpcenter.store import article_files, attachments, blobs, mailroom, tickets, timelines
from helpcenter.store.work import Work

UNSENT_LIFE = timedelta(hours=24)
"""How long a file waits to be sent, and how long bytes that nothing names stay."""
MAX_UNSENT = 4 * MAX_FILES
"""Files that one session may have waiting: a few forms in a few tabs."""
_BRINGING = timedelta(minutes=2)
"""Bytes lie on the disk before their row is written, at most this long."""
_AT_ONCE = 500


@dataclass(frozen=True)
class Stored:
    """A file that was checked and lies on the disk; `keep` gives it its row."""

    name: str
    media_type: str
    sha256: str
    size: int
    removed_secrets: int
    removed_metadata: bool


@dataclass(frozen=True)
class Parcel:
    """The files that go with a message: ids of attachments that the session `scope` has brought."""

    scope: str
    ids: tuple[int, ...] = ()


def store(settings: Settings, name: str, data: bytes) -> Stored:
    """Check a customer's file and put it on the disk. Belongs before the transaction: it takes its time.

    Raises FilesRefused, and Unavailable when the disk does not take it.
    """
    taken = accept(name, data)
    try:
        digest = blobs.put(settings, taken.data)
    except OSError as fault:
        raise Unavailable(str(fault)) from fault
    removed = (taken.removed_secrets, taken.removed_metadata)
    return Stored(taken.name, taken.kind.media_type, digest, len(taken.data), *removed)


def keep(work: Work, scope: str, stored: Stored) -> Attachment:
    """Note a stored file as waiting to be sent. Raises FilesRefused when too many of this session wait already."""
    if attachments.unsent(work, scope) >= MAX_UNSENT:
        raise refused(stored.name, FileFault.TOO_MANY)
    return attachments.add(work, scope, **asdict(stored))


def waiting(work: Work, parcel: Parcel) -> list[Attachment]:
    """Return those files of a parcel that this session has brought and not sent yet, to show them again."""
    found = attachments.of_scope(work, parcel.scope, _possible(parcel))
    return [each for each in found if each.ticket_id is None]


def opened(work: Work, parcel: Parcel) -> list[Attachment]:
    """Return the files of a parcel, sent or not. Raises FilesRefused when some are gone or they are too many."""
    ids = _possible(parcel)
    found = attachments.of_scope(work, parcel.scope, ids)
    if len(found) < len(ids):
        raise refused("", FileFault.GONE)
    if len(found) > MAX_FILES:
        raise refused(found[MAX_FILES].name, FileFault.TOO_MANY)
    return found


def send(work: Work, files: Sequence[Attachment], message: Message) -> None:
    """Bind files to the message they are sent with. Raises FilesRefused for one that is gone or was sent before."""
    gone = [
        RefusedFile(file.name, FileFault.GONE)
        for file in files
        if not attachments.send(work, file.id, message.ticket_id, message.seq)
    ]
    if gone:
        raise FilesRefused(gone)


def names(files: Sequence[Attachment]) -> dict[str, Any]:
    """Return what of the files makes one form differ from another: the same ones may have been brought twice."""
    return {"files": sorted([file.sha256, file.name] for file in files)} if files else {}


def _possible(parcel: Parcel) -> set[int]:
    return {each for each in parcel.ids[: 2 * MAX_UNSENT] if 0 < each < 2**62}


def remove(work: Work, scope: str, attachment_id: int) -> None:
    """Take a file back before it is sent. Raises NotFound."""
    if not (0 < attachment_id < 2**62 and attachments.remove_unsent(work, scope, attachment_id)):
        raise NotFound("attachment")


def of_ticket(work: Work, ticket_id: int) -> list[Attachment]:
    """Return all files of a ticket in the order of its timeline, for specialists."""
    return attachments.of_ticket(work, ticket_id)


def by_message(files: Sequence[Attachment]) -> dict[int, list[Attachment]]:
    """Return files by the sequence number of the message that they were sent with."""
    found: dict[int, list[Attachment]] = {}
    for file in files:
        if file.message_seq is not None:
            found.setdefault(file.message_seq, []).append(file)
    return found


def read_as_contact(work: Work, contact: Contact | None, scope: str, attachment_id: int) -> Attachment:
    """Return a file that this session brought, or one of an entry that this customer may see. Raises NotFound."""
    found = attachments.get(work, attachment_id) if 0 < attachment_id < 2**62 else None
    if found is None:
        raise NotFound("attachment")
    file, brought_by = found
    if file.ticket_id is None or file.message_seq is None:
        if brought_by != scope:
            raise NotFound("attachment")
        return file
    ticket, message = tickets.get(work, file.ticket_id), timelines.entry(work, file.ticket_id, file.message_seq)
    if contact is None or ticket is None or ticket.contact.id != contact.id or not message or not message.customer_sees:
        raise NotFound("attachment")
    return file


def read(work: Work, attachment_id: int) -> Attachment:
    """Return a file of any ticket, for specialists. Raises NotFound."""
    found = attachments.get(work, attachment_id) if 0 < attachment_id < 2**62 else None
    if found is None:
        raise NotFound("attachment")
    return found[0]


def path(settings: Settings, file: Attachment) -> Path:
    """Return where the bytes of an attachment lie on this machine. Raises NotFound when they are lost, Unavailable."""
    return bytes_at(settings, file.sha256)


def bytes_at(settings: Settings, sha256: str) -> Path:
    """Return where the bytes of a hash lie on this machine; from a bucket they are brought first, so not within a

    transaction. Raises NotFound when they are lost, Unavailable when disk or bucket cannot be read.
    """
    try:
        return blobs.fetched(settings, sha256)
    except FileNotFoundError as fault:
        raise NotFound("attachment") from fault
    except OSError as fault:
        raise Unavailable(str(fault)) from fault


def look_into(settings: Settings) -> None:
    """Look whether the bucket can be read. Raises OSError."""
    blobs.look_into(settings)


def forget_unsent(work: Work) -> int:
    """Forget what was brought a day ago and never sent. Returns how many. Its bytes go with the next `sweep`."""
    return attachments.forget_unsent(work, work.now - UNSENT_LIFE)


def sweep(work: Work) -> int:
    """Remove bytes that nothing names and nobody has brought within a day. Returns how many files went.

    Only reads the store, and belongs in a transaction that only reads: a bucket takes its time, and what was removed
    no rollback brings back. Raises OSError when a bucket cannot be reached.
    """
    before = work.now - UNSENT_LIFE
    old = list(blobs.old(work.settings, before))
    removed = 0
    for at in range(0, len(old), _AT_ONCE):
        part = {key.rpartition("/")[2]: key for key in old[at : at + _AT_ONCE]}
        removed += sum(blobs.remove(work.settings, part[name], before) for name in _unnamed(work, list(part)))
    blobs.forget_copies(work.settings, before)
    return removed


def sweep_these(work: Work, hashes: Sequence[str]) -> int:
    """Remove those of these bytes that nothing names any more. Returns how many files went.

    What somebody is bringing at this moment waits for the daily sweep. In a transaction that only reads, as above.
    """
    before = work.now - _BRINGING
    return sum(blobs.remove(work.settings, blobs.key(digest), before) for digest in _unnamed(work, hashes))


def _unnamed(work: Work, hashes: Sequence[str]) -> set[str]:
    return set(hashes).difference(*(rows.known(work, hashes) for rows in (article_files, attachments, mailroom)))
