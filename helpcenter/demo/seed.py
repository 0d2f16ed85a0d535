"""Filling a store with the demo; doing it again changes nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

from helpcenter.article_folder import import_folder
from helpcenter.config import Settings
from helpcenter.demo.cast import COLLEAGUES, CUSTOMERS, OTHERS, SITE_KEY, Colleague, Customer
from helpcenter.demo.clockwork import wind_up
from helpcenter.demo.community import talk
from helpcenter.demo.conversations import play
from helpcenter.demo.happenings import happen, receive
from helpcenter.desk import Desk, Work
from helpcenter.domain.faults import NotFound
from helpcenter.domain.macro_files import macros_of
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site, origin_of
from helpcenter.domain.views import ALL
from helpcenter.services import macros, people, sites, views

ARTICLES = Path(__file__).with_name("articles")
MACROS = Path(__file__).with_name("macros.toml")


def seed(desk: Desk) -> None:
    """Put site, people, articles and, where there are no tickets yet, tickets into the store."""
    desk.do(open_site, desk.settings)
    import_folder(desk, ARTICLES)
    if desk.do(_fill):
        receive(desk)


def open_site(work: Work, settings: Settings) -> Site:
    """Let the demo host page of these settings, and only it, embed the widget. Returns the site."""
    origins = [host_origin(settings), origin_of(settings.public_url)]
    try:
        if set(origins) <= set(sites.get(work, SITE_KEY).origins):
            return sites.get(work, SITE_KEY)
        return sites.set_origins(work, SITE_KEY, origins)
    except NotFound:
        return sites.add(work, "Acme Deliveries", origins, key=SITE_KEY, locale="en")


def host_origin(settings: Settings) -> str:
    """The origin of the demo host page: the server by its number, so that the help centre is another origin."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - every address of ours
    return origin_of(f"http://{host}:{settings.port}")


def _fill(work: Work) -> bool:
    """Put people and tickets into a store that holds no tickets. Returns whether it did."""
    colleagues = {colleague.key: _hired(work, colleague) for colleague in COLLEAGUES}
    if views.page(work, ALL, 0, limit=1):
        return False
    site = sites.get(work, SITE_KEY)
    customers = {customer.key: _vouched(work, site, customer) for customer in (*CUSTOMERS, *OTHERS)}
    people.set_success_manager(work, customers["enterprise"], colleagues["ada"].id)
    people.set_success_manager(work, customers["japanese"], colleagues["kenji"].id)
    known = {key: people.get(work, customer.id) for key, customer in customers.items()}
    play(work, known, colleagues)
    wind_up(work, known, colleagues)
    talk(work, known, colleagues)
    happen(work, known, colleagues)
    macros.put_all(work, macros_of(tomllib.loads(MACROS.read_text(encoding="utf-8"))), colleagues["ada"])
    views.keep(work, colleagues["ada"], "Faults", "tag:bug -status:solved,closed", shared=True)
    return True


def _hired(work: Work, colleague: Colleague) -> Specialist:
    """The specialist, made with their presence when new; one who is there keeps what was changed since."""
    try:
        return people.specialist(work, colleague.email)
    except NotFound:
        made = people.put_specialist(work, colleague.email, colleague.name, colleague.locales, colleague.role)
        people.set_presence(work, made.id, colleague.presence)
        return people.specialist(work, colleague.email)


def _vouched(work: Work, site: Site, customer: Customer) -> Contact:
    """The contact, made known by the Acme app's signature like any other."""
    return people.identify(work, site, customer.token(site.key, sites.secrets_of(work, site)[0], work.now))
