"""The reception: raw bytes in, a line of the ledger out, whatever the mail is. For pipe and mailboxes alike."""

from __future__ import annotations

import logging

from helpcenter.desk import Desk
from helpcenter.domain.faults import NotFound, Unavailable
from helpcenter.domain.mail.envelope import envelope
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mailroom import Entry, Place
from helpcenter.services import mail_arrival, mailroom

_log = logging.getLogger(__name__)


class NotKept(NotFound):
    """The raw bytes of a mail are not here."""


def take(desk: Desk, place: Place, raw: bytes) -> Entry:
    """Receive one mail; when this returns, it is safe here. What cannot be read is kept and counted as a failure.

    Raises Unavailable when store or disk is gone: nothing is written then, and bringing the mail again is right.
    """
    try:
        arrived = mail_arrival.arrive(desk.settings, place, raw)
        return desk.do(mailroom.receive, arrived)
    except Unavailable:
        raise
    except Exception as fault:
        _log.exception("a mail in %s (UID %s) could not be received", place.mailbox, place.uid)
        digest = mail_arrival.keep(desk.settings, raw)
        reason = f"{type(fault).__name__}: {fault}"
        return desk.do(mailroom.failed, place, digest, len(raw), _header(raw), reason, kept=True)


def refuse(desk: Desk, place: Place, size: int, header: bytes) -> Entry:
    """Put a mail aside that is too large to be taken; it stays where it is, and the ledger names it."""
    digest = mail_arrival.digest_of(header + str(size).encode())
    reason = f"larger than mail_max_megabytes ({desk.settings.mail_max_megabytes}): {size} bytes, not taken"
    return desk.do(mailroom.failed, place, digest, size, _header(header), reason, kept=False)


def replay(desk: Desk, entry_id: int) -> Entry:
    """Receive a mail of the ledger anew. Raises NotFound, NotKept, Conflict, Unreadable, Unavailable."""
    entry = desk.see(mailroom.get, entry_id)
    return desk.do(mailroom.replay, entry_id, mail_arrival.arrive(desk.settings, entry.place, raw(desk, entry)))


def raw(desk: Desk, entry: Entry) -> bytes:
    """Return a mail's bytes as they came. Raises NotKept."""
    found = mail_arrival.raw_of(desk.settings, entry.digest) if entry.kept else None
    if found is None:
        raise NotKept(f"the bytes of mail {entry.id} are not here")
    return found


def _header(raw: bytes) -> ParsedMail:
    return envelope(raw[:200_000])
