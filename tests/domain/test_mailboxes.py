"""Mailboxes as the settings describe them: what cannot be used is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpcenter.config import ConfigError, load
from helpcenter.domain.mailboxes import mailbox

GOOD = {"name": "main", "host": "imap.example", "user": "support@help.example", "password_env": "IMAP_PASSWORD"}


def test_mailboxes_come_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "helpcenter.toml"
    file.write_text(
        'mail_from = "support@help.example"\n[[mailboxes]]\nname = "main"\nhost = "imap.example"\n'
        'user = "Support@help.example"\npassword_env = "X"\nsince = 2026-01-02\nlocale = "fr"\n',
        encoding="utf-8",
    )
    (box,) = load(file, environ={}, data_dir=tmp_path).mailboxes
    assert (box.tls, box.since, box.locale, box.own_address) == ("tls", date(2026, 1, 2), "fr", "support@help.example")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"hosts": "x"}, "hosts"),
        ({"host": ""}, "host"),
        ({"tls": "maybe"}, "tls"),
        ({"tls": "none"}, "in the clear"),
        ({"oauth": "yahoo", "client_id": "x"}, "oauth"),
        ({"oauth": "google"}, "client_id"),
        ({"password_env": ""}, "password"),
        ({"name": "pipe"}, "pipe"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        mailbox(GOOD | change)


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="same name"):
        load(environ={}, data_dir=tmp_path, mailboxes=[GOOD, GOOD])


def test_secrets_are_never_shown() -> None:
    assert "hush" not in repr(mailbox(GOOD | {"password": "hush", "client_secret": "hush"}))
