"""Sessions of customers, and the tokens that open them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

WIDGET_LIFE = timedelta(hours=12)
PAGE_LIFE = timedelta(days=30)
PROOF_LIFE = timedelta(minutes=15)
PROOF_TRIES = 5
RESEND_AFTER = timedelta(minutes=1)
"""How long an address gets no second link: one mail a minute is enough for its owner, and too few to be a nuisance."""


@dataclass(frozen=True)
class Session:
    """A customer's session on one site: `face` is `widget` (bearer token) or `page` (cookie).

    `vouched` when the host's signature opened it, and not a proof of the e-mail address.
    """

    id: int
    face: str
    site_id: int
    contact_id: int | None
    locale: str | None
    expires_at: datetime
    vouched: bool = False

    @property
    def scope(self) -> str:
        """The name under which this session's idempotency keys are unique."""
        return f"session:{self.id}"


@dataclass(frozen=True)
class Proof:
    """What a proven one-time link or code stands for."""

    site_id: int
    email: str
    locale: str
    next_path: str


def new_token() -> str:
    """Return a fresh opaque 256-bit token."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a fresh six-digit code, for people who read mail on another device."""
    return f"{secrets.randbelow(1_000_000):06d}"


def fingerprint(secret: str) -> str:
    """Return the SHA-256 of a token as hex: what the store keeps instead of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def resume_cookie(public_url: str) -> str:
    """Return the name of the cookie by which a widget's session survives a reload (prefix: RFC 6265bis, 4.1.3)."""
    return "__Secure-helpcenter-resume" if public_url.startswith("https://") else "helpcenter-resume"


def page_cookie(public_url: str) -> str:
    """Return the name of the page session's cookie.

    The `__Host-` prefix (RFC 6265bis) makes browsers insist on https, no Domain and Path=/; only an address
    without https, as on localhost, gets the plain name.
    """
    return "__Host-helpcenter" if public_url.startswith("https://") else "helpcenter"
