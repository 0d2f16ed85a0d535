"""How specialists prove who they are: passwords long enough, and personal tokens."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.faults import Fault, Invalid

SHORTEST, LONGEST = 12, 200
"""Characters of a password; see NIST SP 800-63B: length instead of rules about signs."""

_PREFIX = "hct_"


@dataclass(frozen=True)
class Token:
    """A personal token as it is listed, without its secret. Times are UTC; `used_at` is None before its first use."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


def checked_password(password: str) -> str:
    """Return a new password. Raises Invalid on `password` when it is too short or too long."""
    if len(password) < SHORTEST:
        raise Invalid({"password": Fault.TOO_SHORT})
    if len(password) > LONGEST:
        raise Invalid({"password": Fault.TOO_LONG})
    return password


def new_token() -> str:
    """Return a fresh token: 256 bits behind a mark by which people and scanners know what it is."""
    return _PREFIX + secrets.token_urlsafe(32)


def is_token(secret: str) -> bool:
    """Whether what somebody typed or kept is a token, not a password."""
    return secret.startswith(_PREFIX)


def hashed(token: str) -> str:
    """Return what is kept of a token; a plain hash, for nobody guesses 256 bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
