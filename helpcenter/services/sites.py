"""Sites: adding them, their origins, their signing secrets."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.domain.sites import Secret, Site, new_key, new_secret, origin_of
from helpcenter.domain.text import one_line
from helpcenter.services import audit, rights
from helpcenter.store import sites
from helpcenter.store.work import Work


def add(work: Work, name: str, origins: Sequence[str], *, key: str | None = None, locale: str | None = None) -> Site:
    """Add a site with a first HS256 secret. Raises Invalid on `origins` when one is not an http(s) origin."""
    made = sites.add(work, key or new_key(), one_line(name), _origins(origins), locale or work.settings.default_locale)
    sites.add_secret(work, made.id, _fresh())
    audit.note(work, None, Deed.SITE_ADDED, made.key, name=made.name, origins=list(made.origins))
    return made


def get(work: Work, key: str) -> Site:
    """Return the site with this key. Raises NotFound."""
    found = sites.by_key(work, key)
    if found is None:
        raise NotFound("site")
    return found


def by_id(work: Work, site_id: int) -> Site:
    """Return the site with this id. Raises NotFound."""
    found = sites.by_id(work, site_id)
    if found is None:
        raise NotFound("site")
    return found


def every(work: Work) -> list[Site]:
    """Return all sites, oldest first."""
    return sites.every(work)


def first(work: Work) -> Site:
    """Return the site that the help-centre pages belong to: the oldest. Raises NotFound before there is one."""
    found = sites.every(work)
    if not found:
        raise NotFound("site")
    return found[0]


def set_origins(work: Work, key: str, origins: Sequence[str], by: Specialist | None = None) -> Site:
    """Replace the origins that may embed a site. Raises NotFound, Invalid, Forbidden."""
    rights.demand(work, by, Right.SITES)
    site, wanted = get(work, key), _origins(origins)
    sites.set_origins(work, site.id, wanted)
    audit.note(work, by, Deed.SITE_ORIGINS, key, origins=wanted)
    return get(work, key)


def secrets_of(work: Work, site: Site) -> list[Secret]:
    """Return a site's active signing keys, newest first."""
    return sites.secrets_of(work, site.id)


def rotate(work: Work, key: str, *, retire: str | None = None, by: Specialist | None = None) -> Secret:
    """Add a fresh signing secret to a site and, when named, retire an old one. Raises NotFound, Forbidden."""
    rights.demand(work, by, Right.SITES)
    site, secret = get(work, key), _fresh()
    sites.add_secret(work, site.id, secret)
    audit.note(work, by, Deed.SITE_ROTATED, key, kid=secret.kid)
    if retire is not None:
        _retire(work, site, retire, by)
    return secret


def retire(work: Work, key: str, kid: str, by: Specialist | None = None) -> None:
    """Stop believing a signing secret at once. Raises NotFound, Forbidden; Conflict for a site's only one."""
    rights.demand(work, by, Right.SITES)
    site = get(work, key)
    if [secret.kid for secret in sites.secrets_of(work, site.id)] == [kid]:
        raise Conflict("a site needs one secret")
    _retire(work, site, kid, by)


def _retire(work: Work, site: Site, kid: str, by: Specialist | None) -> None:
    if not sites.retire_secret(work, site.id, kid):
        raise NotFound("secret")
    audit.note(work, by, Deed.SITE_RETIRED, site.key, kid=kid)


def _fresh() -> Secret:
    return Secret(new_key(), "HS256", new_secret())


def _origins(addresses: Sequence[str]) -> list[str]:
    try:
        return list(dict.fromkeys(origin_of(address) for address in addresses))
    except ValueError as fault:
        raise Invalid({"origins": Fault.WRONG}) from fault
