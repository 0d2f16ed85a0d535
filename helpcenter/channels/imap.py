"""A mailbox by IMAP (RFC 9051): UIDs, bytes without the read mark, moved or marked once a mail is safe here."""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError
from imap_tools.imap_utf7 import utf7_encode

from helpcenter.channels.oauth import access_token, secret_of
from helpcenter.config import Settings
from helpcenter.domain.mailboxes import Mailbox

SECONDS = 60.0
"""How long the server may take for one step."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxFault(Exception):  # noqa: N818 - an answer of the other side, or none
    """The mailbox cannot be collected now; the message says why."""


@contextmanager
def opened(settings: Settings, box: Mailbox) -> Iterator[ImapMailbox]:
    """Give a signed-in mailbox with its folder selected. Raises MailboxFault, also for what happens in the block."""
    with _faults():
        client = _connected(box)
        try:
            _sign_in(settings, box, client)
            yield ImapMailbox(box, client)
            client.logout()
        finally:
            with suppress(OSError):  # closed already after a farewell
                client.client.shutdown()


class ImapMailbox:
    """A selected folder. Every method raises what `opened` turns into MailboxFault."""

    def __init__(self, box: Mailbox, client: BaseMailBox) -> None:
        """Select the folder of `box`."""
        self._box = box
        self._imap = client.client
        self._tools = client
        client.folder.set(box.folder)
        _, answer = self._imap.response("UIDVALIDITY")
        self.uidvalidity = int(answer[0]) if answer and answer[0] else 0
        """The number that says whether UIDs still mean what they meant (RFC 9051, 2.3.1.1)."""
        self._can = {str(each).upper() for each in self._imap.capabilities}
        self._refresh()

    def uids(self) -> list[int]:
        """Return the UIDs of all mails that are to be collected, read or not, oldest first."""
        self._imap.untagged_responses.pop("EXISTS", None)
        wanted = ["SINCE", self._box.since.strftime("%d-%b-%Y")] if self._box.since else ["ALL"]
        answer = self._command("SEARCH", *wanted)
        return sorted(int(each) for line in answer if line for each in line.split())

    def size(self, uid: int) -> int | None:
        """Return how many bytes a mail has; None when it is gone."""
        found = _SIZE.search(b" ".join(_flat(self._command("FETCH", str(uid), "(RFC822.SIZE)"))))
        return int(found[1]) if found else None

    def raw(self, uid: int) -> bytes | None:
        """Return a mail's bytes, leaving its read mark alone; None when it is gone."""
        return self._literal(uid, "(BODY.PEEK[])")

    def header(self, uid: int) -> bytes:
        """Return a mail's header, leaving its read mark alone."""
        return self._literal(uid, "(BODY.PEEK[HEADER])") or b""

    def settle(self, uid: int) -> None:
        """Move a mail that is safe here to its folder; mark it as seen where it stays or the server cannot move."""
        if self._box.moved_to and "MOVE" in self._can:
            self._command("MOVE", str(uid), _quoted(self._box.moved_to))
        else:
            self._command("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    @property
    def moves(self) -> bool:
        """Whether settled mails leave the folder."""
        return bool(self._box.moved_to) and "MOVE" in self._can

    def wait(self, seconds: float, stopping: Callable[[], bool]) -> None:
        """Wait until something changes in the folder, as far as the server tells (RFC 2177), or the time is over."""
        self._imap.noop()
        if "EXISTS" in self._imap.untagged_responses:
            return  # came after the last look; the server tells it once only, and not again while we idle
        until = time.monotonic() + seconds
        if "IDLE" not in self._can:
            while not stopping() and time.monotonic() < until:
                time.sleep(min(0.5, seconds))
            self._imap.noop()
            return
        with self._tools.idle as idle:
            while not stopping() and time.monotonic() < until:
                began = time.monotonic()
                if idle.poll(timeout=0.5) or time.monotonic() - began < 0.4:
                    return  # something came, or the line is dead: the next command tells

    def _literal(self, uid: int, what: str) -> bytes | None:
        answer = self._command("FETCH", str(uid), what)
        found = [each for each in answer if isinstance(each, tuple) and _uid_of(each[0]) in (uid, None)]
        return bytes(found[0][1]) if found else None

    def _command(self, *words: str) -> list[Any]:
        status, answer = self._imap.uid(*words)
        if status != "OK":
            raise MailboxFault(f"{words[0]}: {_words(answer)}")
        return answer

    def _refresh(self) -> None:
        """A server may offer more once somebody is signed in."""
        status, answer = self._imap.capability()
        if status == "OK" and answer and answer[0]:
            self._can |= set(answer[0].decode("ascii", "replace").upper().split())


def _connected(box: Mailbox) -> BaseMailBox:
    port = box.port or (993 if box.tls == "tls" else 143)
    if box.tls == "none":
        return MailBoxUnencrypted(box.host, port, timeout=SECONDS)
    context = ssl.create_default_context()
    if box.host in _LOOPBACK:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    made = MailBox if box.tls == "tls" else MailBoxStartTls
    return made(box.host, port, timeout=SECONDS, ssl_context=context)


def _sign_in(settings: Settings, box: Mailbox, client: BaseMailBox) -> None:
    if box.oauth:
        client.xoauth2(box.user, access_token(settings, box), initial_folder=None)
    elif box.user.isascii() and secret_of(box).isascii():
        client.login(box.user, secret_of(box), initial_folder=None)
    else:
        client.login_utf8(box.user, secret_of(box), initial_folder=None)


@contextmanager
def _faults() -> Iterator[None]:
    """Say in one way what server, line and libraries raise."""
    try:
        yield
    except (imaplib.IMAP4.error, ImapToolsError, OSError, EOFError) as fault:
        raise MailboxFault(" ".join(str(fault).split())[:500] or type(fault).__name__) from fault


def _uid_of(line: bytes) -> int | None:
    found = re.search(rb"\bUID (\d+)", line)
    return int(found[1]) if found else None


def _flat(answer: list[Any]) -> list[bytes]:
    return [part for each in answer for part in (each if isinstance(each, tuple) else (each,)) if part]


def _quoted(folder: str) -> str:
    name = utf7_encode(folder).decode("ascii").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}"'


def _words(answer: Any) -> str:
    return b" ".join(_flat(answer or [])).decode("utf-8", "replace")[:300]
