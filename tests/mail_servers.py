"""Real SMTP servers for tests: one that takes mail or refuses it as told, one that hangs up in the middle."""

from __future__ import annotations

import queue
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

PATIENCE = 60.0
HOUR = timedelta(hours=1)


@dataclass
class Mailbox:
    """What the server took, and what it answers at each step when told to: `answers["RCPT"] = "550 no"`."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: queue.Queue[tuple[str, bytes]] = field(default_factory=queue.Queue)
    url: str = ""

    def next(self) -> EmailMessage:
        """Return the next mail that was taken, waiting for it."""
        message = message_from_bytes(self.taken.get(timeout=PATIENCE)[1], policy=default)
        assert isinstance(message, EmailMessage)
        return message

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("250"):
            self.taken.put((envelope.rcpt_tos[0], envelope.content))
        return answer


@contextmanager
def mail_server(**options: Any) -> Iterator[Mailbox]:
    """Run an SMTP server on a free port; `options` go to aiosmtpd."""
    box = Mailbox()
    controller = _Server(box, hostname="127.0.0.1", port=0, ready_timeout=PATIENCE, **options)
    controller.start()
    try:
        box.url = f"smtp://127.0.0.1:{controller.server.sockets[0].getsockname()[1]}"
        yield box
    finally:
        controller.stop()


class _Server(Controller):
    """A controller on a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def takes_password(_server: SMTP, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    """Let in whoever says secret."""
    return AuthResult(success=data.password == b"secret: with @ sign", handled=False)


def certified(folder: Path) -> ssl.SSLContext:
    """Return a server's side of TLS, with a certificate that only it vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + HOUR)
    file = folder / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


class _Cutter(socketserver.StreamRequestHandler):
    """Takes everything up to some of the mail, then hangs up before its final dot."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                self.rfile.readline()
                return
            self.wfile.write(b"250 OK\r\n")


@contextmanager
def cutting_server() -> Iterator[str]:
    """Run a server that cuts each mail in the middle; gives its address."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Cutter) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
