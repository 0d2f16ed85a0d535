"""What is done with a mail before its transaction: kept on the disk, read in a child, its files checked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from helpcenter.config import Settings
from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.faults import NotFound, Unavailable
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mailroom import Place, fingerprint
from helpcenter.domain.tickets import MAX_BODY
from helpcenter.mail_reading import read
from helpcenter.services import attachments
from helpcenter.services.attachments import Stored
from helpcenter.store import blobs

SECONDS = 20.0
"""How long a mail may be read: nobody waits, so slower machines and larger files get their time."""


class Unreadable(Exception):  # noqa: N818 - what the mail is, not a failure of ours
    """The mail could not be read to its end; the message says how far it came."""


@dataclass(frozen=True)
class Arrived:
    """A mail that lies on the disk, is read, and has its files stored; `refused` names those that are not taken."""

    place: Place
    digest: str
    size: int
    mail: ParsedMail
    content: str
    files: tuple[Stored, ...] = ()
    refused: tuple[str, ...] = ()


def keep(settings: Settings, raw: bytes) -> str:
    """Keep the raw bytes on the disk and return their SHA-256. Raises Unavailable when the disk does not take them."""
    try:
        return blobs.put(settings, raw)
    except OSError as fault:
        raise Unavailable(str(fault)) from fault


def arrive(settings: Settings, place: Place, raw: bytes) -> Arrived:
    """Read a mail and store its files. Raises Unreadable, and Unavailable when the disk does not take it."""
    digest = keep(settings, raw)
    mail = read(raw, seconds=SECONDS)
    if "unread" in mail.cuts:
        raise Unreadable("the reader gave up before the end of the mail")
    files: list[Stored] = []
    refused: list[str] = []
    for file in mail.attachments:
        try:
            files.append(attachments.store(settings, file.name, file.content))
        except FilesRefused as fault:
            refused += [f"{each.name}: {each.fault}" for each in fault.files]
    refused += [f"{each.name}: too_many" for each in files[attachments.MAX_UNSENT :]]
    if len(mail.text) > MAX_BODY:
        files.insert(0, attachments.store(settings, "mail.txt", mail.text.encode()))
    return Arrived(place, digest, len(raw), mail, fingerprint(mail, raw), tuple(files), tuple(refused))


def raw_of(settings: Settings, digest: str) -> bytes | None:
    """Return the raw bytes of a mail, None when they are lost. Raises Unavailable."""
    try:
        return attachments.bytes_at(settings, digest).read_bytes()
    except NotFound:
        return None


def digest_of(raw: bytes) -> str:
    """Return the SHA-256 of raw bytes as the ledger names it."""
    return hashlib.sha256(raw).hexdigest()
