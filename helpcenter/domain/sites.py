"""Sites: the apps and websites that embed the widget, and what their signatures must look like."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

MAX_IDENTITY_AGE = timedelta(minutes=10)
"""A host's token may live this long at most, so that a leaked one is soon worthless."""

ALGORITHMS = ("HS256", "EdDSA")


@dataclass(frozen=True)
class Secret:
    """A signing key of a site: a shared secret for HS256, a public key (PEM) for EdDSA."""

    kid: str
    algorithm: str
    key: str


@dataclass(frozen=True)
class Site:
    """An app or website that embeds the widget."""

    id: int
    key: str
    name: str
    origins: tuple[str, ...]
    default_locale: str


def new_key() -> str:
    """Return a fresh site key: public, short, not guessable in sequence."""
    return secrets.token_urlsafe(9).replace("-", "x").replace("_", "y")


def new_secret() -> str:
    """Return a fresh 256-bit signing secret."""
    return secrets.token_urlsafe(32)


def origin_of(address: str) -> str:
    """Return `scheme://host[:port]` of an address, as browsers send it in `Origin` (RFC 6454).

    Raises ValueError for anything but an http(s) address without user, path or wildcard host.
    """
    parts = urlsplit(address.strip().lower())
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9.-]+|[0-9a-f:]+", host) or parts.username:
        raise ValueError(f"not an http(s) origin: {address!r}")
    default = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port and parts.port != default else "")
