"""Mail by SMTP (RFC 5321): one connection a mail, every answer of the server told apart by what it means for us."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from helpcenter.channels import NotTaken, Outgoing
from helpcenter.config import ConfigError

STEP_SECONDS = 8.0
"""How long the server may take for one step. Short, because all steps together must fit into a delivery's lease."""

WHOLE_SECONDS = 100.0
"""How long a mail may take in all; what the earlier steps left is the patience for the answer to the final dot."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Greeting:
    """How a server received us: `size` is the largest mail it takes in bytes, 0 when it does not say."""

    place: str
    encrypted: bool
    signed_in: bool
    utf8: bool
    size: int


class SmtpChannel:
    """Sends through the server of an address such as `smtp://user:password@host:587` or `smtps://host`.

    With `smtp` the line is encrypted as soon as the server offers STARTTLS; a password never leaves unencrypted
    except to this machine itself. Certificates are checked, except those of this machine itself.
    """

    def __init__(
        self, url: str, name: str, *, step_seconds: float = STEP_SECONDS, whole_seconds: float = WHOLE_SECONDS
    ) -> None:
        """Introduce ourselves as `name` (a host name). Raises ConfigError when `url` cannot be used."""
        self._step, self._whole = step_seconds, whole_seconds
        self._name = name
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ConfigError("smtp_url: write smtp://[user:password@]host[:port] or smtps://…")
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname
        self._port = parts.port or (465 if self._tls else 587 if parts.username else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")

    def send(self, mail: Outgoing) -> None:
        """Hand one mail over. Raises NotTaken: permanent only when the server refuses this mail or its recipient."""
        deadline = time.monotonic() + self._whole
        recipient = _envelope(mail.recipient)
        with _faults(), self._connected() as server:
            code, answer = server.mail(mail.sender, _options(server, recipient, len(mail.raw)))
            _demand(code, answer, permanent=code == 552)  # too large (RFC 1870); else it refuses us, not this mail
            code, answer = server.rcpt(recipient)
            _demand(code, answer, permanent=code >= 500)
            assert server.sock is not None
            server.sock.settimeout(max(self._step, deadline - time.monotonic()))
            code, answer = server.data(mail.raw)
            _demand(code, answer, permanent=code >= 500)

    def greet(self, sender: str) -> Greeting:
        """Talk with the server as for a mail from `sender`, and leave before there is one. Raises NotTaken."""
        with _faults(), self._connected() as server:
            code, answer = server.mail(sender)
            _demand(code, answer, permanent=False)
            server.rset()
            size = server.esmtp_features.get("size", "")
            encrypted = isinstance(server.sock, ssl.SSLSocket)
            utf8 = server.has_extn("smtputf8")
            return Greeting(
                f"{self._host}:{self._port}", encrypted, bool(self._user), utf8, int(size) if size.isdigit() else 0
            )

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Give a connection that is greeted, encrypted and signed in as far as settings and server allow."""
        server = self._connect()
        try:
            self._prepare(server)
            yield server
            _farewell(server)
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        if self._tls:
            return _TlsLine(
                self._whole, self._host, self._port, self._name, timeout=self._step, context=self._context()
            )
        return _Bounded(self._whole, self._host, self._port, self._name, timeout=self._step)

    def _prepare(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if not self._tls and server.has_extn("starttls"):
            server.starttls(context=self._context())
            server.ehlo_or_helo_if_needed()
        if self._user:
            if not isinstance(server.sock, ssl.SSLSocket) and self._host not in _LOOPBACK:
                raise NotTaken("the mail server offers no encryption, so the password is kept back", permanent=False)
            server.login(self._user, self._password)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._host in _LOOPBACK:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


class _Bounded(smtplib.SMTP):
    """A conversation that ends after `whole` seconds, however slowly the other side drips its answers.

    Each byte of an answer would begin the patience for a step anew, and the lease of the delivery would run out.
    """

    def __init__(self, whole: float, *arguments: Any, **options: Any) -> None:
        self._alarm = threading.Timer(whole, self._cut)
        self._alarm.daemon = True
        super().__init__(*arguments, **options)

    def connect(self, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        self._alarm.start()
        try:
            return super().connect(*arguments, **options)
        except BaseException:
            self._alarm.cancel()
            raise

    def close(self) -> None:
        self._alarm.cancel()
        super().close()

    def _cut(self) -> None:
        if (line := self.sock) is not None:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)


class _TlsLine(_Bounded, smtplib.SMTP_SSL):
    """Encrypted from the start."""


def _envelope(recipient: str) -> str:
    """Return the recipient as the envelope takes it: the host name in ASCII (RFC 5891)."""
    local, _, domain = recipient.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as fault:
        raise NotTaken(f"{domain!r} is no host name", permanent=True) from fault


def _options(server: smtplib.SMTP, recipient: str, size: int) -> list[str]:
    options = [f"SIZE={size}"] if server.has_extn("size") else []
    if not recipient.isascii():
        if not server.has_extn("smtputf8"):
            raise NotTaken("the mail server takes no addresses beyond ASCII (SMTPUTF8)", permanent=True)
        options.append("SMTPUTF8")
    return options


def _demand(code: int, answer: bytes, *, permanent: bool) -> None:
    if not 200 <= code < 300:
        raise NotTaken(f"{code} {answer.decode('utf-8', 'replace')}", permanent=permanent)


@contextmanager
def _faults() -> Iterator[None]:
    """Say what smtplib raises in our words; what is left here speaks against the server or us, not against the mail."""
    try:
        yield
    except smtplib.SMTPDataError as fault:
        permanent = fault.smtp_code >= 500
        raise NotTaken(f"{fault.smtp_code} {_text(fault.smtp_error)}", permanent=permanent) from fault
    except smtplib.SMTPResponseException as fault:
        raise NotTaken(f"{fault.smtp_code} {_text(fault.smtp_error)}", permanent=False) from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise NotTaken(str(fault) or type(fault).__name__, permanent=False) from fault


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _farewell(server: smtplib.SMTP) -> None:
    """Say goodbye. The mail is taken already, so what goes wrong here is no fault."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        return
