"""Sites: their keys, the origins that may embed them, their signing secrets."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.sites import Site
from tui.administration.items import Change, Item, Office, Told, facts, line
from tui.screens.menu import Choice


def read(office: Office) -> Sequence[Item]:
    """Return all sites, oldest first."""
    return [_item(office, site, kids) for site, kids in office.backstage.sites()]


def _item(office: Office, site: Site, kids: Sequence[str]) -> Item:
    gettext = office.language.gettext
    shown = facts(
        office.language,
        site.name,
        [
            (gettext("Key"), site.key),
            (gettext("Origins"), " ".join(site.origins)),
            (gettext("Language"), office.language.language_name(site.default_locale)),
            (gettext("Secrets, newest first"), ", ".join(kids)),
        ],
        gettext("Rotate: add a secret, let the host sign with it, then retire the old one."),
    )
    head = line((site.name, "bold"), (site.key, "$accent"), (" ".join(site.origins), "dim"))
    return Item(site.key, head, shown, _changes(office, site, kids))


def _changes(office: Office, site: Site, kids: Sequence[str]) -> tuple[Change, ...]:
    gettext, backstage = office.language.gettext, office.backstage
    choices = tuple(Choice(str(at), kid, kid) for at, kid in enumerate(kids, 1))

    def rotated(_: str) -> Told:
        secret = backstage.rotate(site.key)
        return Told(gettext("The new secret of this site, for its server"), f"kid: {secret.kid}\n\n{secret.key}")

    return (
        Change("o", gettext("Origins that may embed it"), lambda text: backstage.set_origins(site.key, text.split()),
               gettext("All of them, separated by spaces: https://app.example.com https://example.com"),
               present=" ".join(site.origins)),
        Change("r", gettext("Add a signing secret"), rotated),
        Change("x", gettext("Retire a secret at once"), lambda kid: backstage.retire(site.key, kid), choices=choices),
    )  # fmt: skip
