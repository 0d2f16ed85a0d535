"""Specialists prove who they are: by a password (argon2id, RFC 9106) or a personal token."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from helpcenter.domain import credentials as domain
from helpcenter.domain.audit import Deed
from helpcenter.domain.credentials import Token
from helpcenter.domain.faults import NotFound, TooOften
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.domain.text import one_line
from helpcenter.services import audit, people, rights
from helpcenter.store import credentials, limits
from helpcenter.store import people as people_rows
from helpcenter.store.work import Work

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MOST_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=15)
MOST_NAME = 100


def set_password(work: Work, email: str, password: str, by: Specialist | None = None) -> None:
    """Give a specialist a password; everybody their own, admins also others. Raises Invalid, NotFound, Forbidden."""
    whom = _in_hand(work, email, by)
    credentials.set_password(work, whom.id, _hasher().hash(domain.checked_password(password)))
    audit.note(work, by, Deed.PASSWORD_SET, whom.email)


def new_token(work: Work, email: str, name: str, by: Specialist | None = None) -> str:
    """Return a fresh personal token of a specialist; only its hash is kept. Raises NotFound, Forbidden."""
    whom, token = _in_hand(work, email, by), domain.new_token()
    name = one_line(name)[:MOST_NAME]
    credentials.add_token(work, whom.id, name, domain.hashed(token))
    audit.note(work, by, Deed.TOKEN_MADE, whom.email, name=name)
    return token


def tokens(work: Work, email: str, by: Specialist | None = None) -> list[Token]:
    """Return a specialist's tokens, without their secrets, oldest first. Raises NotFound, Forbidden."""
    return credentials.tokens(work, _in_hand(work, email, by).id)


def revoke(work: Work, email: str, token_id: int | None = None, by: Specialist | None = None) -> int:
    """Make a token worthless, or with None all of a specialist's. Returns how many. Raises NotFound, Forbidden."""
    whom = _in_hand(work, email, by)
    count = credentials.revoke(work, whom.id, token_id)
    if count == 0 and token_id is not None:
        raise NotFound("token")
    if count:
        audit.note(work, by, Deed.TOKENS_REVOKED, whom.email, count=count)
    return count


def sign_in(work: Work, email: str, secret: str) -> Specialist | None:
    """Return whom an address with its password or token stands for; None for any kind of wrong, which is counted.

    Raises TooOften after ten failures in a quarter of an hour for one address, also for a right password.
    """
    bucket = domain.hashed(f"specialist-sign-in:{email.strip().lower()}")
    counted = limits.counted(work, bucket)
    if counted and counted[0] >= MOST_FAILURES:
        raise TooOften("sign-in", max(1, int((counted[1] - work.now).total_seconds())))
    found = by_token(work, secret) if domain.is_token(secret) else _by_password(work, email, secret)
    if found is not None and found == people.known_specialist(work, email):
        return found
    limits.count(work, bucket, 1, FAILURE_WINDOW)
    audit.note(work, None, Deed.SIGN_IN_REFUSED, one_line(email))
    return None


def by_token(work: Work, token: str) -> Specialist | None:
    """Return whose token it is, and note that it was used; None for one that is unknown or was revoked."""
    hashed = domain.hashed(token)
    bearer = credentials.bearer(work, hashed)
    if bearer is None:
        return None
    credentials.used(work, hashed)
    return people_rows.specialist(work, bearer)


def is_word_enough(work: Work) -> bool:
    """Whether `--as` is believed: the operator allows it, or nobody has a password or token yet."""
    return work.settings.allow_as or not credentials.any_exists(work)


def _by_password(work: Work, email: str, password: str) -> Specialist | None:
    from argon2.exceptions import InvalidHashError, VerificationError

    found = people.known_specialist(work, email)
    kept = credentials.password(work, found.id) if found else None
    try:
        # Somebody unknown costs as much time as somebody known.
        _hasher().verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return None
    if found is None or kept is None:
        return None
    if _hasher().check_needs_rehash(kept):
        credentials.set_password(work, found.id, _hasher().hash(password))
    return found


def _in_hand(work: Work, email: str, by: Specialist | None) -> Specialist:
    whom = people.specialist(work, email)
    if by is None or by.id != whom.id:
        rights.demand(work, by, Right.SPECIALISTS)
    return whom


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash(domain.new_token())
