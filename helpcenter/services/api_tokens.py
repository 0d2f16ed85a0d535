"""Tokens of the API: made and removed by the operator, shown once, kept as a hash."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from helpcenter.domain import api_tokens as domain
from helpcenter.domain.api_tokens import ApiToken
from helpcenter.domain.audit import Deed
from helpcenter.domain.credentials import hashed
from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.domain.text import is_blank, one_line
from helpcenter.services import audit, people, rights
from helpcenter.store import api_tokens
from helpcenter.store.work import Work

MOST_NAME = 100
NOTED_EVERY = timedelta(minutes=5)
"""So often it is written down that a token is used, however busy its program is."""


def add(work: Work, name: str, email: str, wanted: Collection[str], by: Specialist | None = None) -> str:
    """Return a fresh token of a program that acts as the specialist `email`. Raises Invalid, NotFound, Forbidden."""
    rights.demand(work, by, Right.SPECIALISTS)
    name = one_line(name)[:MOST_NAME]
    if is_blank(name):
        raise Invalid({"name": Fault.MISSING})
    allowed, who, token = domain.checked_rights(wanted), people.specialist(work, email), domain.new_token()
    api_tokens.add(work, name, who.id, allowed, hashed(token))
    audit.note(work, by, Deed.API_TOKEN_ADDED, name, specialist=who.email, rights=[right.value for right in allowed])
    return token


def every(work: Work) -> list[ApiToken]:
    """Return all tokens without their secrets, oldest first."""
    return api_tokens.every(work)


def remove(work: Work, token_id: int, by: Specialist | None = None) -> ApiToken:
    """Make a token worthless. Raises NotFound, Forbidden."""
    rights.demand(work, by, Right.SPECIALISTS)
    found = next((each for each in api_tokens.every(work) if each.id == token_id), None)
    if found is None:
        raise NotFound("token")
    api_tokens.remove(work, token_id)
    audit.note(work, by, Deed.API_TOKEN_REMOVED, found.name)
    return found


def bearer(work: Work, token: str) -> ApiToken | None:
    """Return what a token allows; None for one that is unknown or was removed."""
    return api_tokens.by_hash(work, hashed(token))


def note_use(work: Work, token: ApiToken) -> None:
    """Write down that a token is in use."""
    api_tokens.used(work, token.id)


def is_use_to_be_noted(work: Work, token: ApiToken) -> bool:
    """Whether it was last written down long enough ago."""
    return token.used_at is None or work.now - token.used_at > NOTED_EVERY
