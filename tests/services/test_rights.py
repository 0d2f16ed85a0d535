"""What each role may do: one table, held against what the services really let through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from helpcenter.desk import Desk, Work
from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Conflict, Forbidden
from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.rights import RIGHTS, Right
from helpcenter.domain.sites import Site
from helpcenter.services import article_states, audit, credentials, macros, people, postroom, sites, views

SPECIALIST, LEAD, ADMIN = Role.SPECIALIST, Role.LEAD, Role.ADMIN
Deeds = dict[str, Callable[[Work, Specialist, Specialist, Site, Contact], object]]

DEEDS: Deeds = {
    "own password": lambda work, me, other, site, carol: credentials.set_password(
        work, me.email, "twelve and more", by=me
    ),
    "own token": lambda work, me, other, site, carol: credentials.new_token(work, me.email, "here", by=me),
    "another's password": lambda work, me, other, site, carol: credentials.set_password(
        work, other.email, "twelve and more", by=me
    ),
    "another's token": lambda work, me, other, site, carol: credentials.new_token(work, other.email, "", by=me),
    "see another's tokens": lambda work, me, other, site, carol: credentials.tokens(work, other.email, by=me),
    "revoke another's tokens": lambda work, me, other, site, carol: credentials.revoke(work, other.email, by=me),
    "add a specialist": lambda work, me, other, site, carol: people.put_specialist(
        work, "new@team.example", "New", ("en",), SPECIALIST, by=me
    ),
    "promote oneself": lambda work, me, other, site, carol: people.put_specialist(
        work, me.email, me.name, me.locales, ADMIN, by=me
    ),
    "success manager": lambda work, me, other, site, carol: people.set_success_manager(work, carol, other.id, by=me),
    "origins of a site": lambda work, me, other, site, carol: sites.set_origins(work, site.key, ["https://a.b"], by=me),
    "rotate a secret": lambda work, me, other, site, carol: sites.rotate(work, site.key, by=me),
    "retire a secret": lambda work, me, other, site, carol: sites.retire(
        work, site.key, sites.rotate(work, site.key).kid, by=me
    ),
    "keep a macro": lambda work, me, other, site, carol: macros.put(work, Macro("hi", {"en": "Hi"}), me),
    "share a view": lambda work, me, other, site, carol: views.keep(work, me, "Mine", "status:open", shared=True),
    "publish without review": lambda work, me, other, site, carol: _publish(work, me),
    "hold all mail": lambda work, me, other, site, carol: postroom.hold_all(work, me),
    "release all mail": lambda work, me, other, site, carol: postroom.release_all(work, me),
    "read the audit log": lambda work, me, other, site, carol: audit.log(work, me),
}
ALLOWED = {
    "own password": {SPECIALIST, LEAD, ADMIN},
    "own token": {SPECIALIST, LEAD, ADMIN},
    "another's password": {ADMIN},
    "another's token": {ADMIN},
    "see another's tokens": {ADMIN},
    "revoke another's tokens": {ADMIN},
    "add a specialist": {ADMIN},
    "promote oneself": {ADMIN},
    "success manager": {LEAD, ADMIN},
    "origins of a site": {ADMIN},
    "rotate a secret": {ADMIN},
    "retire a secret": {ADMIN},
    "keep a macro": {LEAD, ADMIN},
    "share a view": {LEAD, ADMIN},
    "publish without review": {LEAD, ADMIN},
    "hold all mail": {LEAD, ADMIN},
    "release all mail": {LEAD, ADMIN},
    "read the audit log": {ADMIN},
}


def _publish(work: Work, me: Specialist) -> None:
    work.settings = replace(work.settings, article_review=True)
    if not article_states.may_publish(work, me):
        raise Forbidden(Right.PUBLISH.value)


@pytest.fixture
def other(desk: Desk) -> Specialist:
    return desk.do(people.put_specialist, "other@team.example", "Other", ("en",), ADMIN)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", DEEDS)
def test_who_may_do_what(name: str, role: Role, desk: Desk, other: Specialist, site: Site, carol: Contact) -> None:
    me = desk.do(people.put_specialist, "me@team.example", "Me", ("en",), role)
    before = len(desk.see(audit.log))
    if role in ALLOWED[name]:
        desk.do(DEEDS[name], me, other, site, carol)
        return
    with pytest.raises(Forbidden):
        desk.do(DEEDS[name], me, other, site, carol)
    assert len(desk.see(audit.log)) == before, "what is refused leaves nothing behind"


def test_roles_only_grow() -> None:
    assert RIGHTS[SPECIALIST] < RIGHTS[LEAD] < RIGHTS[ADMIN] == frozenset(Right)


def test_a_role_taken_away_counts_at_once(desk: Desk, other: Specialist, ada: Specialist) -> None:
    desk.do(people.put_specialist, ada.email, ada.name, ada.locales, SPECIALIST, by=other)
    with pytest.raises(Forbidden):
        desk.do(audit.log, ada)


def test_the_last_admin_stays_admin(desk: Desk, ada: Specialist) -> None:
    with pytest.raises(Conflict):
        desk.do(people.put_specialist, ada.email, ada.name, ada.locales, LEAD, by=ada)
    desk.do(people.put_specialist, ada.email, "Ada L.", ada.locales, ADMIN, by=ada)


def test_a_site_keeps_one_secret(desk: Desk, ada: Specialist, site: Site) -> None:
    (only,) = desk.see(sites.secrets_of, site)
    with pytest.raises(Conflict):
        desk.do(sites.retire, site.key, only.kid, by=ada)


def test_the_log_says_who_did_what_and_holds_no_secret(desk: Desk, ada: Specialist, site: Site, carol: Contact) -> None:
    token = desk.do(credentials.new_token, ada.email, "laptop", by=ada)
    desk.do(credentials.set_password, ada.email, "correct horse battery", by=ada)
    secret = desk.do(sites.rotate, site.key, by=ada)
    desk.do(people.set_success_manager, carol, ada.id, by=ada)
    desk.do(people.put_specialist, ada.email, "Ada", ("en", "fr"), ADMIN, by=ada)
    entries = desk.see(audit.log, ada)
    assert [each.deed for each in entries] == [
        *(Deed.SUCCESS_MANAGER, Deed.SITE_ROTATED, Deed.PASSWORD_SET, Deed.TOKEN_MADE),
        *(Deed.SITE_ADDED, Deed.SPECIALIST_ADDED)[:: 1 if entries[4].deed is Deed.SITE_ADDED else -1],
    ]
    assert {each.who for each in entries[:4]} == {"Ada"}
    whole = repr(entries)
    assert token not in whole
    assert secret.key not in whole
    assert "correct horse" not in whole
    assert carol.email not in whole
    older = desk.see(audit.log, ada, limit=2, before=entries[2].id)
    assert older == entries[3:5]
