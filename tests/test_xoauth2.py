"""XOAUTH2 as Google and Microsoft have it: a real Dovecot behind TLS that asks the provider about each token."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

import pytest

from helpcenter.channels.imap import MailboxFault, opened
from helpcenter.config import load
from helpcenter.domain.mailboxes import Mailbox, mailbox
from tests.imap_servers import dovecot
from tests.mail_servers import certified
from tests.mails import raw

USER = "support@help.example"
SECURE = """
ssl = yes
ssl_cert = <{pem}
ssl_key = <{pem}
auth_mechanisms = plain xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {asking}
}}
service imap-login {{
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""
ASKING = """
introspection_mode = auth
introspection_url = {url}/introspection
username_attribute = email
active_attribute = active
active_value = true
"""


class Provider(BaseHTTPRequestHandler):
    """Sells an access token for the refresh token, and tells the mail server whose a token is."""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        good = form["refresh_token"] == ["refresh"]
        self._say(200 if good else 400, {"access_token": "access"} if good else {"error": "invalid_grant"})

    def do_GET(self) -> None:
        good = self.headers["Authorization"] == "Bearer access"
        self._say(200 if good else 401, {"active": good, "email": "support@help.example"})

    def _say(self, status: int, answer: dict[str, object]) -> None:
        said = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The provider's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def ports(provider: str) -> Iterator[dict[str, int]]:
    """The ports of a mail server with one mail, by the setting `tls` that belongs to each."""
    with TemporaryDirectory(prefix="helpcenter-imap-", ignore_cleanup_errors=True) as name, socket.socket() as free:
        folder = Path(name)
        folder.chmod(0o755)
        certified(folder)
        (folder / "asking").write_text(ASKING.format(url=provider), encoding="utf-8")
        free.bind(("127.0.0.1", 0))
        secure = free.getsockname()[1]
        free.close()
        more = SECURE.format(pem=folder / "certificate.pem", asking=folder / "asking", port=secure)
        with dovecot(folder / "d", more) as server:
            server.put(raw("Hello."), user=USER)
            yield {"starttls": server.port, "tls": secure}


def box(ports: dict[str, int], provider: str, tls: str, refresh: str = "refresh", user: str = USER) -> Mailbox:
    table = {"name": "main", "host": "127.0.0.1", "port": ports[tls], "tls": tls, "user": user, "password": refresh}
    return mailbox(table | {"oauth": "google", "client_id": "us", "token_url": f"{provider}/token"})


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_mailbox_is_read_with_a_token(ports: dict[str, int], provider: str, tls: str, tmp_path: Path) -> None:
    settings = load(environ={}, data_dir=tmp_path)
    with opened(settings, box(ports, provider, tls)) as client:
        (uid,) = client.uids()
        assert b"Hello." in (client.raw(uid) or b"")


def test_a_token_opens_nobody_elses_mailbox(ports: dict[str, int], provider: str, tmp_path: Path) -> None:
    settings = load(environ={}, data_dir=tmp_path)
    with (
        pytest.raises(MailboxFault),
        opened(settings, box(ports, provider, "tls", user="other@help.example")),
    ):
        pass


def test_a_refresh_token_that_is_over_is_said(ports: dict[str, int], provider: str, tmp_path: Path) -> None:
    settings = load(environ={}, data_dir=tmp_path)
    with (
        pytest.raises(MailboxFault, match="invalid_grant"),
        opened(settings, box(ports, provider, "tls", refresh="old")),
    ):
        pass
