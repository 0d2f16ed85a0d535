"""Specialists: who answers, in which languages, in which role, and how they sign in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from helpcenter.domain.people import Presence, Role, Specialist
from tui.administration.items import Change, Item, Office, Told, facts, line
from tui.language import N_, Language
from tui.screens.menu import Choice

ROLES = {Role.SPECIALIST: N_("Specialist"), Role.LEAD: N_("Lead"), Role.ADMIN: N_("Admin")}
MAY = {
    Role.SPECIALIST: N_("Answers tickets, chats and callbacks, writes articles, reads the reports."),
    Role.LEAD: N_("All that a specialist does; also decides on macros, shared views, tags and success managers."),
    Role.ADMIN: N_("All that a lead does; also decides on specialists, sites and secrets, and reads the audit log."),
}
PRESENCES = {Presence.ONLINE: N_("available"), Presence.AWAY: N_("away"), Presence.OFFLINE: N_("not here")}
LETTERS = {Role.SPECIALIST: "s", Role.LEAD: "l", Role.ADMIN: "a"}


def read(office: Office) -> Sequence[Item]:
    """Return everybody who answers, by name."""
    return [_item(office, each) for each in office.backstage.specialists()]


def add(office: Office) -> Change:
    """Return what adds somebody: address, name and languages in one line."""
    gettext = office.language.gettext
    hint = gettext("Address, name, and after a colon the languages: ben@example.com Ben Ode: en,fr")
    return Change("n", gettext("Add a specialist"), partial(_added, office), hint)


def _item(office: Office, who: Specialist) -> Item:
    gettext, language = office.language.gettext, office.language
    names = language.listed([language.language_name(locale) for locale in who.locales])
    shown = facts(
        language,
        who.name,
        [
            (gettext("Address"), who.email),
            (gettext("Role"), gettext(ROLES[who.role])),
            (gettext("Languages"), names),
            (gettext("Now"), gettext(PRESENCES[who.presence])),
        ],
        gettext(MAY[who.role]),
    )
    head = line((who.name, "bold"), (gettext(ROLES[who.role]), "$accent"), (",".join(who.locales), "dim"))
    return Item(who.email, head, shown, _changes(office, who))


def _changes(office: Office, who: Specialist) -> tuple[Change, ...]:
    gettext, put = office.language.gettext, partial(_put, office, who)
    roles = tuple(Choice(LETTERS[role], gettext(word), role.value) for role, word in ROLES.items())
    return (
        Change("r", gettext("Role"), lambda role: put(role=Role(role)), choices=roles, present=who.role.value),
        Change(
            "l",
            gettext("Languages"),
            lambda text: put(locales=_locales(text)),
            gettext("Such as: en,fr"),
            present=",".join(who.locales),
        ),
        Change(
            "m", gettext("Name"), lambda name: put(name=name), gettext("Customers see this name."), present=who.name
        ),
        Change("t", gettext("Create a token for signing in"), lambda _: _token(office, who)),
        Change("x", gettext("Revoke all tokens"), lambda _: _revoked(office, who)),
        Change("d", gettext("Remove from the team"), lambda _: _left(office, who)),
    )


def _put(
    office: Office, who: Specialist, *, role: Role | None = None, locales: tuple[str, ...] = (), name: str = ""
) -> None:
    office.backstage.put_specialist(who.email, name or who.name, locales or who.locales, role or who.role)


def _added(office: Office, text: str) -> None:
    head, _, locales = text.partition(":")
    email, _, name = head.strip().partition(" ")
    office.backstage.put_specialist(email, name.strip() or email, _locales(locales) or ("en",), Role.SPECIALIST)


def _token(office: Office, who: Specialist) -> Told:
    token = office.backstage.new_token(who.email)
    return Told(_said(office.language), f"{who.email}\n\n{token}")


def _revoked(office: Office, who: Specialist) -> None:
    office.backstage.revoke_tokens(who.email)


def _left(office: Office, who: Specialist) -> None:
    office.backstage.remove_specialist(who.email)


def _said(language: Language) -> str:
    return language.gettext("This token is shown once; it opens the terminal like a password")


def _locales(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())
