"""The mailboxes, by the real conversation: encryption, password, folders, IDLE. No mail is touched."""

from __future__ import annotations

import imaplib
import os
import ssl
from collections.abc import Iterator
from pathlib import Path

from helpcenter.config import Settings
from helpcenter.doctor.finding import Finding, fault, fine, warning
from helpcenter.domain.mailboxes import Mailbox
from helpcenter.domain.text import harmless_line

AREA = "imap"
SECONDS = 8.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
MENDS = (
    ("auth", "check user and password; some providers want an app password, or oauth"),
    ("login", "check user and password; some providers want an app password, or oauth"),
    ("certificate", "the certificate does not fit the host name: use the name that the provider gives"),
    ("wrong_version", 'this port speaks plainly first: tls = "starttls"'),
    ("refused", "check host and port: 993 with tls, 143 with starttls"),
    ("timed out", "a firewall may be in the way; check host and port"),
    ("name", "check the host name"),
)


def look(settings: Settings) -> Iterator[Finding]:
    """Talk with the server of each mailbox."""
    if not settings.mailboxes:
        yield fine(AREA, "no mailbox is set: answers come by `helpcenter mail receive` or in the support inbox only")
    for box in settings.mailboxes:
        try:
            yield from _mailbox(box)
        except (imaplib.IMAP4.error, OSError) as wrong:
            said = harmless_line(" ".join(str(wrong).split())) or type(wrong).__name__
            mend = next((mend for word, mend in MENDS if word in said.lower()), "ask the mail server's operator")
            yield fault(AREA, f"{box.name}: {said}", mend)


def _mailbox(box: Mailbox) -> Iterator[Finding]:
    secret = _secret(box)
    if not secret:
        yield fault(AREA, f"{box.name}: no password was found", "mend password_env or password_file")
        return
    with _connected(box) as server:
        server.noop()
        if box.oauth:
            able = "AUTH=XOAUTH2" in server.capabilities
            yield (
                fine(AREA, f"{box.name}: {box.host} takes XOAUTH2; the token itself is tried when mail is collected")
                if able
                else fault(AREA, f"{box.name}: {box.host} takes no XOAUTH2", "remove oauth, or use the provider's host")
            )
            return
        server.login(box.user, secret)
        yield from _folders(server, box)


def _folders(server: imaplib.IMAP4, box: Mailbox) -> Iterator[Finding]:
    for folder in filter(None, (box.folder, box.moved_to)):
        answer, data = server.select(f'"{folder}"', readonly=True)
        if answer == "OK":
            yield fine(AREA, f"{box.name}: {folder} has {int(data[0] or 0)} mails")
        else:
            yield fault(AREA, f"{box.name}: there is no folder {folder}", "make it, or name another one")
    if "IDLE" not in server.capabilities:
        mend = f"nothing to do: it is looked at every {box.poll_seconds} seconds"
        yield warning(AREA, f"{box.name}: {box.host} does not wake us (no IDLE)", mend)


def _connected(box: Mailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if box.host in _LOOPBACK:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if box.tls == "tls":
        return imaplib.IMAP4_SSL(box.host, box.port or 993, ssl_context=context, timeout=SECONDS)
    server = imaplib.IMAP4(box.host, box.port or 143, timeout=SECONDS)
    if box.tls == "starttls":
        server.starttls(context)
    return server


def _secret(box: Mailbox) -> str:
    if box.password_env:
        return os.environ.get(box.password_env, "")
    if box.password_file:
        return Path(box.password_file).read_text(encoding="utf-8").strip()
    return box.password
