"""Mailboxes that are collected by IMAP, as `[[mailboxes]]` in the settings describe them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

TLS = ("tls", "starttls", "none")
PROVIDERS = ("google", "microsoft")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Mailbox:
    """One mailbox. One docstring line a field; secrets are never shown."""

    name: str
    """What the ledger calls it; unique."""
    host: str
    """IMAP server."""
    user: str
    """Who signs in."""
    port: int = 0
    """Port; by itself 993 with `tls`, else 143."""
    tls: str = "tls"
    """`tls`, `starttls`, or `none`, which only this machine itself may have."""
    password: str = field(default="", repr=False)
    """Password; better said by one of the next two."""
    password_env: str = ""
    """Variable of the environment that holds the password."""
    password_file: str = ""
    """File that holds the password."""
    oauth: str = ""
    """`google` or `microsoft`: sign in by XOAUTH2; the secret above is then the refresh token."""
    client_id: str = ""
    """The application's id at the provider."""
    client_secret: str = field(default="", repr=False)
    """The application's secret at the provider; `$NAME` takes it from the environment."""
    tenant: str = "common"
    """Microsoft's directory."""
    token_url: str = ""
    """Where access tokens are fetched; by itself the provider's own address."""
    folder: str = "INBOX"
    """Folder that is collected."""
    moved_to: str = ""
    """Folder into which mail goes once it is safe here; empty: it stays and is marked as seen."""
    site: str = ""
    """Key of the site that its tickets belong to; by itself the oldest site."""
    locale: str = ""
    """Language of tickets whose own language cannot be told."""
    address: str = ""
    """Its own mail address; by itself `user`. Mail from here is our own."""
    since: date | None = None
    """Mail that arrived before this day is left alone; by itself all of it is collected."""
    poll_seconds: int = 60
    """Seconds between two looks where the server cannot wake us (IDLE)."""

    @property
    def own_address(self) -> str:
        """The address of this mailbox, in lower case."""
        return (self.address or self.user).lower()


def mailbox(table: Mapping[str, Any]) -> Mailbox:
    """Return the mailbox that a table of the settings describes. Raises ValueError naming what is wrong."""
    known = {each.name for each in fields(Mailbox)}
    if unknown := sorted(set(table) - known):
        raise ValueError(f"unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    if missing := [name for name in ("name", "host", "user") if not table.get(name)]:
        raise ValueError(f"{missing[0]!r} is missing")
    made = Mailbox(**{name: _value(name, value) for name, value in table.items()})
    _check(made)
    return made


def mailboxes(tables: Any) -> tuple[Mailbox, ...]:
    """Return all of them. Raises ValueError, for names that are not unique too."""
    if not isinstance(tables, list | tuple) or not all(isinstance(each, Mapping | Mailbox) for each in tables):
        raise ValueError("write one [[mailboxes]] table for each mailbox")
    made = tuple(each if isinstance(each, Mailbox) else mailbox(each) for each in tables)
    if len({each.name for each in made}) < len(made):
        raise ValueError("two mailboxes have the same name")
    return made


def _value(name: str, value: Any) -> Any:
    if name == "since":
        made = date.fromisoformat(value) if isinstance(value, str) else value
        return made.date() if isinstance(made, datetime) else made
    return int(value) if name in ("port", "poll_seconds") else str(value)


def _check(box: Mailbox) -> None:
    if box.tls not in TLS:
        raise ValueError(f"tls {box.tls!r} is none of {', '.join(TLS)}")
    if box.tls == "none" and box.host not in _LOOPBACK:
        raise ValueError(f"tls 'none' would send the password of {box.user!r} in the clear to {box.host!r}")
    if box.oauth and box.oauth not in PROVIDERS:
        raise ValueError(f"oauth {box.oauth!r} is none of {', '.join(PROVIDERS)}")
    if box.oauth and not box.client_id:
        raise ValueError("oauth needs client_id")
    if not (box.password or box.password_env or box.password_file):
        raise ValueError("one of password, password_env, password_file is missing")
    if len(box.name) > 80 or box.name == "pipe":
        raise ValueError(f"the name {box.name!r} is taken or too long")
