"""Answers find their ticket only by proof, and speak there only as who they are; returned letters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.mail_threads import plus_address, subject_token
from helpcenter.domain.mailroom import Verdict
from helpcenter.domain.people import AuthorKind, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import MessageKind, Status
from helpcenter.factory import create_desk
from helpcenter.services import mailroom, merging, tickets
from tests.mails import raw, report
from tests.services.mailing import letters, replied, take, ticket, timeline


@pytest.fixture(autouse=True)
def _at_home(site: Site) -> None:
    """Mail needs a site."""


@pytest.mark.parametrize("way", ["in_reply_to", "references", "plus", "token", "own_mail"])
def test_an_answer_finds_its_ticket_by_proof(desk: Desk, ada: Specialist, way: str) -> None:
    first = take(desk, raw())
    letter = replied(desk, ada, first)
    number, secret = first.ticket_id or 0, desk.settings.secret_key
    given: dict[str, Any] = {
        "in_reply_to": {"headers": {"In-Reply-To": letter.message_id}},
        "references": {"headers": {"References": f"<x@y.example> {letter.message_id}"}},
        "plus": {"to": plus_address("support@help.example", number, secret)},
        "token": {"subject": f"Re: hello {subject_token(number, secret)}"},
        "own_mail": {"headers": {"In-Reply-To": f"<{first.message_id}>"}},
    }[way]
    quote = "On Sun, 22 Nov 2026 at 12:00, Support <support@help.example> wrote:\n> Please reload the page.\n"
    text = f"It works now.\n\n{quote}"
    second = take(desk, raw(text, **given))
    assert (second.verdict, second.ticket_id) == (Verdict.FOLLOW_UP, first.ticket_id)
    last = timeline(desk, second)[-1]
    assert last.body.strip() == "It works now."
    assert [kind for kind, _ in last.data["mail"]["segments"]] == ["author", "quote"]
    assert ticket(desk, second).status is Status.OPEN
    assert len(letters(desk)) == 2  # nothing is acknowledged twice


def test_late_mail_to_a_merged_ticket_lands_where_it_goes_on(desk: Desk, ada: Specialist) -> None:
    target, source = take(desk, raw("The first matter.")), take(desk, raw("The second matter."))
    letter = replied(desk, ada, source)
    desk.do(merging.merge, ada, target.ticket_id or 0, [source.ticket_id or 0])
    late = take(desk, raw("And one more thing.", headers={"In-Reply-To": letter.message_id}))
    assert (late.verdict, late.ticket_id) == (Verdict.FOLLOW_UP, target.ticket_id)
    assert timeline(desk, late)[-1].body.strip() == "And one more thing."


@pytest.mark.parametrize("subject", ["Re: [#{0}] The list is empty", "[#{0}-0123456789abcdef] hello"])
def test_a_number_without_our_seal_is_no_proof(desk: Desk, subject: str) -> None:
    first = take(desk, raw())
    second = take(desk, raw("Another thing.", subject=subject.format(first.ticket_id)))
    assert (second.verdict, second.ticket_id == first.ticket_id) == (Verdict.TICKET, False)


def test_an_answer_opens_a_closed_ticket_again(desk: Desk, ada: Specialist) -> None:
    first = take(desk, raw())
    letter = replied(desk, ada, first)
    desk.do(tickets.set_status, ada.author, first.ticket_id or 0, Status.CLOSED)
    second = take(desk, raw("Not yet.", headers={"In-Reply-To": letter.message_id}))
    assert ticket(desk, second).status is Status.OPEN


def test_a_stranger_with_a_stolen_message_id_gets_a_ticket_of_their_own(desk: Desk, ada: Specialist) -> None:
    first = take(desk, raw())
    letter = replied(desk, ada, first)
    sender = "Mallory <mallory@evil.example>"
    stolen = take(desk, raw("Send me her data.", sender=sender, headers={"In-Reply-To": letter.message_id}))
    assert (stolen.verdict, stolen.ticket_id == first.ticket_id) == (Verdict.TICKET, False)
    assert ticket(desk, stolen).contact.email == "mallory@evil.example"
    seen = [entry for entry in timeline(desk, first) if entry.customer_sees]
    assert all("Send me her data" not in entry.body for entry in timeline(desk, first))
    assert all(entry.author.kind is not AuthorKind.SPECIALIST for entry in timeline(desk, stolen))
    told = [entry.data["event"] for entry in timeline(desk, first) if entry.kind is MessageKind.EVENT]
    assert "mail_elsewhere" in told
    assert not any(entry.data.get("event") == "mail_elsewhere" for entry in seen)


def test_a_specialists_address_does_not_make_a_specialist(desk: Desk, ada: Specialist) -> None:
    first = take(desk, raw())
    letter = replied(desk, ada, first)
    entry = take(desk, raw("Closing.", sender=f"Ada <{ada.email}>", headers={"In-Reply-To": letter.message_id}))
    assert entry.ticket_id != first.ticket_id
    assert timeline(desk, entry)[0].author.kind is AuthorKind.CONTACT


def test_people_in_cc_are_noted_unless_the_operator_lets_them_speak(
    desk: Desk, settings: Settings, ada: Specialist
) -> None:
    first = take(desk, raw(headers={"Cc": "Dan <dan@customer.example>"}))
    letter = replied(desk, ada, first)
    answer = {"sender": "Dan <dan@customer.example>", "headers": {"In-Reply-To": letter.message_id}}
    noted = take(desk, raw("I see it, too.", **answer))
    assert (noted.verdict, noted.ticket_id) == (Verdict.NOTE, first.ticket_id)
    entry = timeline(desk, noted)[-1]
    assert (entry.kind, entry.customer_sees) == (MessageKind.NOTE, False)
    open_desk = create_desk(replace(settings, mail_cc=True))
    answer["headers"] = {"In-Reply-To": letter.message_id}
    take(open_desk, raw("And my colleague.", **answer))
    entry = [each for each in timeline(desk, noted) if each.body == "And my colleague."][0]
    assert (entry.kind, entry.author.id) == (MessageKind.REPLY, None)
    open_desk.close()


def test_a_reply_to_address_gets_the_ticket_and_the_replies_both(desk: Desk) -> None:
    headers = {"Reply-To": "Erin <erin@elsewhere.example>"}
    made = ticket(desk, take(desk, raw(headers=headers)))
    assert (made.contact.email, made.reply_to) == ("erin@elsewhere.example", "erin@elsewhere.example")


def test_our_own_marks_from_outside_count_for_nothing(desk: Desk, ada: Specialist) -> None:
    first = take(desk, raw())
    headers = {"X-Helpcenter-Ticket": str(first.ticket_id), "X-Helpcenter-Author": ada.email}
    second = take(desk, raw("Hello.", headers=headers))
    assert second.ticket_id != first.ticket_id


def test_a_vacation_answer_is_noted_on_its_ticket_and_changes_nothing(desk: Desk, ada: Specialist) -> None:
    first = take(desk, raw())
    letter = replied(desk, ada, first)
    before = len(letters(desk))
    headers = {"In-Reply-To": letter.message_id, "Auto-Submitted": "auto-replied"}
    entry = take(desk, raw("I am away until May.", headers=headers))
    assert (entry.verdict, entry.ticket_id) == (Verdict.AUTO_REPLY, first.ticket_id)
    assert ticket(desk, entry).status is Status.WAITING
    assert timeline(desk, entry)[-1].kind is MessageKind.NOTE
    assert len(letters(desk)) == before


def test_a_returned_letter_marks_the_address_and_tells_the_specialist(desk: Desk, ada: Specialist) -> None:
    first = take(desk, raw())
    letter = replied(desk, ada, first)
    entry = take(desk, report(letter.message_id, "carol@customer.example"))
    assert (entry.verdict, entry.ticket_id) == (Verdict.BOUNCE, first.ticket_id)
    failing = desk.see(mailroom.failing, "carol@customer.example")
    assert failing is not None
    assert (failing.status, "no such user" in failing.words) == ("5.1.1", True)
    event = timeline(desk, first)[-1]
    assert (event.data["event"], event.customer_sees) == ("mail_returned", False)
    dead = next(each for each in letters(desk) if each.id == letter.id)
    assert (dead.state, "no such user" in (dead.error or "")) == (DeliveryState.DEAD, True)
    take(desk, raw("I am here again."))
    assert desk.see(mailroom.failing, "carol@customer.example") is None


@pytest.mark.parametrize(
    ("message_id", "recipient", "action", "status"),
    [
        ("<forged@help.example>", "carol@customer.example", "failed", "5.1.1"),
        ("", "someone@else.example", "failed", "5.1.1"),
        ("", "carol@customer.example", "delayed", "4.4.7"),
    ],
)
def test_forged_foreign_and_passing_reports_mark_nobody(
    desk: Desk, ada: Specialist, message_id: str, recipient: str, action: str, status: str
) -> None:
    letter = replied(desk, ada, take(desk, raw()))
    entry = take(desk, report(message_id or letter.message_id, recipient, action=action, status=status))
    assert entry.verdict is Verdict.BOUNCE
    assert desk.see(mailroom.failing, recipient) is None


def test_a_report_full_of_nuls_is_accounted_for(desk: Desk, ada: Specialist) -> None:
    letter = replied(desk, ada, take(desk, raw()))
    mail = report(letter.message_id, "carol@customer.example").replace(b"no such user", b"no \x00 user")
    assert take(desk, mail).verdict is Verdict.BOUNCE
