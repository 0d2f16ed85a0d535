"""Access tokens from a provider that answers as Google and Microsoft do (RFC 6749, 5)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from helpcenter.channels.oauth import access_token
from helpcenter.config import load
from helpcenter.domain.mailboxes import Mailbox, mailbox

VALID = {"first": "second", "second": "third"}
"""Refresh tokens that are taken, each with the one that follows it."""


class Provider(BaseHTTPRequestHandler):
    """Gives an access token for a valid refresh token."""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        refresh = form["refresh_token"][0]
        good = refresh in VALID and form["grant_type"] == ["refresh_token"] and form["client_id"] == ["us"]
        answer = {"access_token": f"for {refresh}", "refresh_token": VALID[refresh]} if good else {"error": "expired"}
        self.send_response(200 if good else 400)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    """The provider's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/token"
    server.shutdown()
    thread.join()
    server.server_close()


def box(url: str, refresh: str) -> Mailbox:
    table = {"name": "main", "host": "imap.example", "user": "us@example.com", "password": refresh}
    return mailbox(table | {"oauth": "microsoft", "client_id": "us", "token_url": url})


def test_a_new_refresh_token_is_kept_for_its_owner_and_used_next(url: str, tmp_path: Path) -> None:
    settings = load(environ={}, data_dir=tmp_path)
    assert [access_token(settings, box(url, "first")) for _ in range(2)] == ["for first", "for second"]
    kept = tmp_path / "oauth" / "main"
    assert (kept.read_text(encoding="utf-8"), kept.stat().st_mode & 0o777) == ("third", 0o600)
    assert access_token(settings, box(url, "first")) == "for first"  # what was kept is no good any more


def test_the_providers_words_are_said(url: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="expired"):
        access_token(load(environ={}, data_dir=tmp_path), box(url, "stale"))


def test_a_secret_goes_nowhere_unencrypted(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="https"):
        access_token(load(environ={}, data_dir=tmp_path), box("http://provider.example/token", "first"))
