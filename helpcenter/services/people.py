"""People: who a host's signature or a proven address stands for, and the specialists who answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import jwt

from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound
from helpcenter.domain.locales import resolve
from helpcenter.domain.people import Contact, Identity, Presence, Role, Specialist
from helpcenter.domain.rights import Right
from helpcenter.domain.sites import ALGORITHMS, MAX_IDENTITY_AGE, Secret, Site
from helpcenter.domain.text import normal_address, one_line
from helpcenter.services import audit, rights
from helpcenter.store import people, sessions, sites
from helpcenter.store.work import Work

CLOCK_SKEW_SECONDS = 30
MAX_NAME = 200


def identify(work: Work, site: Site, token: str) -> Contact:
    """Return the contact that a host's signed token stands for, taking over what it says.

    The token is a JWT (RFC 7519) signed with one of the site's secrets: `aud` the site key, `exp` at most ten
    minutes away, `jti` used once, `email`; optional `name`, `locale`, `plan` (the lowest one when absent), `seat`,
    `account` {id, name, created}.
    Raises NotFound, the same for every kind of bad token.
    """
    claims = _verified(work, site, token)
    try:
        expires = datetime.fromtimestamp(claims["exp"], UTC)
    except (OverflowError, ValueError, OSError) as fault:  # a year that no calendar has
        raise NotFound("token") from fault
    jti = claims["jti"]
    # Printable: PostgreSQL takes no U+0000.
    if expires - work.now > MAX_IDENTITY_AGE or not isinstance(jti, str) or len(jti) > 200 or not jti.isprintable():
        raise NotFound("token")
    identity = _identity(claims)
    if not sessions.spend_token(work, site.id, jti, expires):
        raise NotFound("token")
    return _known(work, site, identity)


def prove(work: Work, site_id: int, email: str, locale: str) -> Contact:
    """Return the contact of an address that was just proven, made if new."""
    contact = ensure(work, site_id, email, locale)
    people.mark_proven(work, contact.id)
    return get(work, contact.id)


def ensure(work: Work, site_id: int, email: str, locale: str, name: str = "") -> Contact:
    """Return the contact with this normalised address, made if new; `name` is that of a new one."""
    return people.contact_by_email(work, site_id, email) or people.add_contact(work, site_id, email, name, locale)


def vouched(work: Work, site: Site, claims: Mapping[str, Any]) -> Contact:
    """Return the contact of whom a trusted program says what a host's token says, taking it over. Raises NotFound."""
    return _known(work, site, _identity(claims))


def get(work: Work, contact_id: int) -> Contact:
    """Return a contact. Raises NotFound."""
    found = people.contact(work, contact_id)
    if found is None:
        raise NotFound("contact")
    return found


def find(work: Work, words: str, limit: int) -> list[Contact]:
    """Return the contacts whose address, name or account's name holds the words, who came last first."""
    return people.find_contacts(work, one_line(words), limit)


def specialist(work: Work, email: str) -> Specialist:
    """Return the specialist with this address. Raises NotFound."""
    found = known_specialist(work, email)
    if found is None:
        raise NotFound("specialist")
    return found


def known_specialist(work: Work, email: str) -> Specialist | None:
    """Return the specialist with this address, None when there is none."""
    try:
        return people.specialist_by_email(work, normal_address(email))
    except ValueError:
        return None


def specialists(work: Work, *, also_left: bool = False) -> list[Specialist]:
    """Return today's team by name, and if wanted those who left it."""
    return people.specialists(work, also_left=also_left)


def put_specialist(
    work: Work, email: str, name: str, locales: tuple[str, ...], role: Role, by: Specialist | None = None
) -> Specialist:
    """Add a specialist or change one. Raises ValueError for a bad address, Forbidden.

    Raises Conflict when an admin would leave the team without any.
    """
    rights.demand(work, by, Right.SPECIALISTS)
    address = normal_address(email)
    before = people.specialist_by_email(work, address)
    if by is not None and before is not None and role is not Role.ADMIN and is_last_admin(work, before):
        raise Conflict("somebody has to be admin")
    made = people.put_specialist(work, address, one_line(name), locales, role)
    if before != made:
        deed = Deed.SPECIALIST_CHANGED if before else Deed.SPECIALIST_ADDED
        audit.note(work, by, deed, made.email, name=made.name, role=made.role.value, locales=list(made.locales))
    return made


def is_last_admin(work: Work, whom: Specialist) -> bool:
    """Whether nobody else may administer."""
    return [each.id for each in people.specialists(work) if each.role is Role.ADMIN] == [whom.id]


def set_presence(work: Work, specialist_id: int, presence: Presence) -> None:
    """Say whether a specialist takes live work now."""
    people.set_presence(work, specialist_id, presence)


def settle(work: Work, contact: Contact, name: str, locale: str, *, mail_on_reply: bool) -> Contact:
    """Take over what a contact decides about themselves; from then on no host changes their name or language.

    Raises Invalid on `name`, `locale`.
    """
    name, faults = one_line(name), dict[str, Fault]()
    if len(name) > MAX_NAME:
        faults["name"] = Fault.TOO_LONG
    if locale not in work.settings.locales:
        faults["locale"] = Fault.NOT_OFFERED
    if faults:
        raise Invalid(faults)
    people.settle(work, contact.id, name=name, locale=locale, mail_on_reply=mail_on_reply)
    return get(work, contact.id)


def set_success_manager(work: Work, contact: Contact, specialist_id: int | None, by: Specialist | None = None) -> None:
    """Say who looks after a contact's account. Raises NotFound for a contact without account, Forbidden."""
    rights.demand(work, by, Right.SUCCESS_MANAGERS)
    if contact.account is None:
        raise NotFound("account")
    people.set_success_manager(work, contact.account.id, specialist_id)
    audit.note(work, by, Deed.SUCCESS_MANAGER, f"account {contact.account.id}", specialist=specialist_id)


def _verified(work: Work, site: Site, token: str) -> dict[str, Any]:
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, UnicodeError) as fault:
        raise NotFound("token") from fault
    for secret in sites.secrets_of(work, site.id):
        if kid in (None, secret.kid) and (claims := _decoded(token, secret, site)):
            return claims
    raise NotFound("token")


def _decoded(token: str, secret: Secret, site: Site) -> dict[str, Any] | None:
    if secret.algorithm not in ALGORITHMS:
        return None
    try:
        return jwt.decode(
            token,
            secret.key,
            algorithms=[secret.algorithm],
            audience=site.key,
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": ["exp", "aud", "jti", "email"]},
        )
    except (jwt.PyJWTError, ValueError, UnicodeError):
        return None


def _identity(claims: Mapping[str, Any]) -> Identity:
    try:
        account = claims.get("account") or {}
        created = account.get("created")
        return Identity(
            email=normal_address(str(claims["email"])),
            name=one_line(str(claims.get("name") or ""))[:200],
            locale=str(claims.get("locale") or "")[:20],
            plan=_word(claims.get("plan")),
            seat=_word(claims.get("seat")),
            account_key=_word(account.get("id"), 200),
            account_name=one_line(str(account.get("name") or ""))[:200],
            account_created=date.fromisoformat(str(created)) if created else None,
        )
    except (ValueError, AttributeError, TypeError) as fault:
        raise NotFound("token") from fault


def _word(value: Any, most: int = 40) -> str | None:
    return one_line(str(value))[:most] or None if value is not None else None


def _known(work: Work, site: Site, identity: Identity) -> Contact:
    plan = identity.plan or next(iter(work.policy.plans), "")
    key = identity.account_key or f"contact:{identity.email}"
    account = people.put_account(work, site.id, key, identity.account_name or "", plan, identity.account_created)
    locale = resolve([identity.locale], work.settings.locales, site.default_locale)
    contact = ensure(work, site.id, identity.email, locale)
    people.update_contact(
        work,
        contact.id,
        name=identity.name or contact.name,
        locale=locale if identity.locale else contact.locale,
        seat=identity.seat,
        account_id=account.id,
    )
    people.mark_proven(work, contact.id)
    return get(work, contact.id)
