"""Merging, splitting, linking, spam and fields from the terminal, each with taking back."""

from __future__ import annotations

import json

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Role
from helpcenter.domain.ticket_fields import TicketField
from helpcenter.domain.tickets import Status
from helpcenter.services import people, ticket_links, tickets
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


async def test_marked_tickets_are_merged_and_parted(desk: Desk, write: Writer, at_work: AtWork) -> None:
    first, second = write("First", "the first matter"), write("Second", "the second matter")
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("asterisk", "M")
        await shown(pilot, "Merge 2 tickets into")
        at = next(at for at in (1, 2) if f"{at}  #{first}" in picture(pilot.app))
        await pilot.press(str(at))
        await until(pilot, lambda: desk.see(tickets.get, second).merged_into == first, "merged")
        await until(pilot, lambda: bool(queue_of(pilot).workplace.done), "it can be taken back")
        await pilot.press("U")
        await until(pilot, lambda: desk.see(tickets.get, second).merged_into is None, "parted")
        assert desk.see(tickets.get, second).status is Status.NEW


async def test_a_ticket_is_merged_by_number_and_the_terminal_goes_on_there(
    desk: Desk, write: Writer, at_work: AtWork
) -> None:
    first, second = write("First", "the first matter"), write("Second", "the second matter")
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "the second matter")
        await pilot.press("M", *"abc", "enter")
        await shown(pilot, "A ticket's number is needed")
        await pilot.press("M", *"999", "enter")
        await shown(pilot, "This ticket no longer exists.")
        await pilot.press("M", *f"#{first}", "enter")
        await shown(pilot, f"merged ticket #{second} into this one")
        await shown(pilot, "the first matter")


async def test_a_message_is_split_off(desk: Desk, carol: Contact, write: Writer, at_work: AtWork) -> None:
    number = write("Two", "one thing")
    desk.do(tickets.answer_as_contact, carol, number, "another [bold]thing")
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "another [bold]thing")
        await pilot.press("S")
        await shown(pilot, "Which message becomes a ticket of its own?")
        await pilot.press("1")
        await shown(pilot, f"split this off from ticket #{number}")
        await pilot.press("U")
        await shown(pilot, "Undone for 2 tickets.")


async def test_tickets_are_linked(desk: Desk, write: Writer, at_work: AtWork) -> None:
    first, second = write("First", "one"), write("Second", "two")
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "two")
        await pilot.press("L", *str(first), "enter")
        await shown(pilot, "Linked tickets")
        assert desk.see(ticket_links.of_ticket, second)[0].id == first
        await pilot.press("U")
        await until(pilot, lambda: not desk.see(ticket_links.of_ticket, second), "unlinked")


async def test_spam_goes_and_comes_back(desk: Desk, write: Writer, at_work: AtWork) -> None:
    number = write("Buy", "cheap")
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("number_sign")
        await shown(pilot, "block this address")
        await pilot.press("b")
        await until(pilot, lambda: desk.see(tickets.get, number).tags == ("spam",), "it is spam")
        await until(pilot, lambda: bool(queue_of(pilot).workplace.done), "it can be taken back")
        await pilot.press("U")
        await until(pilot, lambda: desk.see(tickets.get, number).status is Status.NEW, "it is back")


async def test_own_fields_are_set_and_asked_for(desk: Desk, write: Writer, at_work: AtWork) -> None:
    number = write("a", "body")
    write("b", "other")
    fields = (TicketField("area", "Area", ("Billing", "Routes")), TicketField("order", "Order"))
    async with at_work(size=(120, 40), ticket_fields=fields) as pilot:
        await pilot.press("j", "enter")
        await shown(pilot, "body")
        await pilot.press("e")
        await shown(pilot, "Area: –")
        await pilot.press("1", "2")
        await shown(pilot, "area: Routes")
        await pilot.press("e", "2", *"A-17", "enter")
        await shown(pilot, "order: A-17")
        await pilot.press("escape", "f", *"field.area:routes field.order:a-17", "enter")
        await until(pilot, lambda: [each.id for each in queue_of(pilot).rows] == [number], json.dumps("found"))


async def test_a_ticket_is_passed_on_with_a_note(desk: Desk, write: Writer, at_work: AtWork) -> None:
    number = write()
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("T")
        await shown(pilot, "There is no colleague yet.")
        ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
        await pilot.press("T")
        await shown(pilot, "Pass #1 on to")
        await pilot.press("1", *"Please call", "enter")
        await until(pilot, lambda: desk.see(tickets.get, number).assignee is not None, "passed on")
        await until(pilot, lambda: bool(queue_of(pilot).workplace.done), "it can be taken back")
        assert "Please call" in [each.body for each in desk.see(tickets.timeline, number)]
        who = desk.see(tickets.get, number).assignee
        assert who is not None
        assert who.id == ben.id
