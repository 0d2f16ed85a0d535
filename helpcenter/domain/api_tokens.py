"""Tokens of the API: one for each program, with rights, acting in the name of a specialist."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import Specialist

_PREFIX = "hca_"


class ApiRight(StrEnum):
    """What a token allows."""

    TICKETS_READ = "tickets:read"
    TICKETS_WRITE = "tickets:write"
    CONTACTS_WRITE = "contacts:write"
    ARTICLES_READ = "articles:read"


@dataclass(frozen=True)
class ApiToken:
    """A token without its secret. What it does is done by `specialist`; times are UTC, `used_at` to some minutes."""

    id: int
    name: str
    specialist: Specialist
    rights: tuple[ApiRight, ...]
    created_at: datetime
    used_at: datetime | None


def new_token() -> str:
    """Return a fresh token: 256 bits behind a mark by which people and scanners know what it is."""
    return _PREFIX + secrets.token_urlsafe(32)


def checked_rights(names: Collection[str]) -> tuple[ApiRight, ...]:
    """Return rights by name. Raises Invalid on `rights` for none and for unknown ones."""
    try:
        wanted = {ApiRight(name) for name in names}
    except ValueError:
        raise Invalid({"rights": Fault.WRONG}) from None
    if not wanted:
        raise Invalid({"rights": Fault.MISSING})
    return tuple(right for right in ApiRight if right in wanted)
