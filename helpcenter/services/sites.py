"""Sites: adding them, their origins, their signing secrets."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.sites import Secret, Site, new_key, new_secret, origin_of
from helpcenter.domain.text import one_line
from helpcenter.store import sites
from helpcenter.store.work import Work


def add(work: Work, name: str, origins: Sequence[str], *, key: str | None = None, locale: str | None = None) -> Site:
    """Add a site with a first HS256 secret. Raises Invalid on `origins` when one is not an http(s) origin."""
    return _with_secret(
        work,
        sites.add(work, key or new_key(), one_line(name), _origins(origins), locale or work.settings.default_locale),
    )


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


def set_origins(work: Work, key: str, origins: Sequence[str]) -> Site:
    """Replace the origins that may embed a site. Raises NotFound, Invalid."""
    site = get(work, key)
    sites.set_origins(work, site.id, _origins(origins))
    return get(work, key)


def secrets_of(work: Work, site: Site) -> list[Secret]:
    """Return a site's active signing keys, newest first."""
    return sites.secrets_of(work, site.id)


def rotate(work: Work, key: str, *, retire: str | None = None) -> Secret:
    """Add a fresh signing secret to a site and, when named, retire an old one. Raises NotFound."""
    site = get(work, key)
    secret = Secret(new_key(), "HS256", new_secret())
    sites.add_secret(work, site.id, secret)
    if retire is not None and not sites.retire_secret(work, site.id, retire):
        raise NotFound("secret")
    return secret


def _with_secret(work: Work, site: Site) -> Site:
    sites.add_secret(work, site.id, Secret(new_key(), "HS256", new_secret()))
    return site


def _origins(addresses: Sequence[str]) -> list[str]:
    try:
        return list(dict.fromkeys(origin_of(address) for address in addresses))
    except ValueError as fault:
        raise Invalid({"origins": Fault.WRONG}) from fault
