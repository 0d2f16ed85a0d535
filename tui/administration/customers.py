"""Customers: contacts and accounts, and what the policy says to each of them now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel.dates import format_date

from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.policy import ChannelDecision
from helpcenter.wording import Reader, channel_name, note, promise_text, what_opens, why_closed
from tui.administration.items import Change, Item, Office, facts, line
from tui.language import now
from tui.screens.menu import Choice
from tui.wording import seat_word

LETTERS = "abcdefghijklmnopqrstuvwyz"


def read(office: Office) -> Sequence[Item]:
    """Return the contacts whose address, name or account holds the words, those who came last first."""
    team = office.backstage.specialists()
    return [_item(office, contact, decisions, team) for contact, decisions in office.backstage.contacts(office.words)]


def _item(office: Office, contact: Contact, decisions: Sequence[ChannelDecision], team: Sequence[Specialist]) -> Item:
    account = contact.account
    head = line(
        (contact.shown_name, "bold"),
        (account.plan if account else "", "$accent"),
        (contact.email, "dim"),
    )
    shown = facts(
        office.language, contact.shown_name, _facts(office, contact, team), "\n".join(_policy(office, decisions))
    )
    return Item(str(contact.id), head, shown, _changes(office, contact, team))


def _facts(office: Office, contact: Contact, team: Sequence[Specialist]) -> Iterator[tuple[str, str]]:
    gettext, account, language = office.language.gettext, contact.account, office.language
    yield gettext("Address"), contact.email
    yield gettext("E-mail confirmed"), gettext("yes") if contact.proven_at else gettext("no")
    yield gettext("Language"), language.language_name(contact.locale)
    yield gettext("Seat"), seat_word(contact.seat, language) if contact.seat else gettext("none")
    if account is None:
        yield gettext("Account"), gettext("none")
        return
    yield gettext("Account"), account.name or account.key
    yield gettext("Plan"), account.plan
    if account.created_on:
        yield gettext("Created"), format_date(account.created_on, "medium", locale=language.locale)
    yield gettext("Staff access"), gettext("allowed") if account.staff_access else gettext("not allowed")
    manager = next((each.name for each in team if each.id == account.success_manager_id), None)
    yield gettext("Success manager"), manager or gettext("none")


def _policy(office: Office, decisions: Sequence[ChannelDecision]) -> Iterator[str]:
    """What the policy decides for this person now, with its reasons."""
    language = office.language
    reader = Reader(language.gettext, language.ngettext, language.locale, language.zone)
    at = now()
    for each in decisions:
        yield f"{'✓' if each.open else '×'} {channel_name(each.channel, reader)}"
        if each.open and each.promise:
            yield f"  {promise_text(each.promise, at, reader)}"
        for reason in each.reasons:
            yield f"  {why_closed(reason, at, reader)} {what_opens(reason, at, reader)}".rstrip()
        for remark in each.notes:
            yield f"  {note(remark, at, reader)}"


def _changes(office: Office, contact: Contact, team: Sequence[Specialist]) -> tuple[Change, ...]:
    if contact.account is None:
        return ()
    gettext = office.language.gettext
    choices = [Choice(letter, each.name, str(each.id)) for letter, each in zip(LETTERS, team, strict=False)]
    choices.append(Choice("-", gettext("Nobody"), ""))

    def chosen(number: str) -> None:
        office.backstage.set_success_manager(contact.id, int(number) if number else None)

    present = str(contact.account.success_manager_id or "")
    return (Change("m", gettext("Success manager"), chosen, choices=tuple(choices), present=present),)
