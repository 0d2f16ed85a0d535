"""A chat without script: started from the contact page, written, left, continued, ended; and what goes wrong in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.chats import MAX_LINE, ChatState
from helpcenter.domain.people import Contact, Presence, Specialist
from helpcenter.domain.tickets import Status
from helpcenter.services import chats, inbox, people, tickets
from tests.services.chatting import open_always, spoken


@pytest.fixture
def ada_is_there(desk: Desk, settings: Settings, ada: Specialist) -> Specialist:
    """Ada takes chats, at any hour."""
    open_always(settings)
    desk.do(chats.set_presence, ada, Presence.ONLINE, 5)
    return ada


@pytest.fixture
def chat(customer: Any, ada_is_there: Specialist) -> int:
    """The number of a chat of Carol's that waits; her browser shows it."""
    customer.go("/contact?channel=chat&question=Why+is+it+red%3F").send("/chats")
    assert customer.status == 200, customer.text
    return int(customer.path.rpartition("/")[2].partition("#")[0])


def test_the_question_is_the_first_line(customer: Any, desk: Desk, chat: int) -> None:
    ticket = desk.see(tickets.get, chat)
    assert (ticket.channel, ticket.subject, ticket.question) == ("chat", "Why is it red?", "Why is it red?")
    assert "You are next." in customer.text
    assert "Why is it red?" in customer.text


def test_writing_and_reading_without_script(
    customer: Any, desk: Desk, ada: Specialist, carol: Contact, chat: int
) -> None:
    customer.send("/lines", body="Are you there?")
    desk.do(chats.accept, ada, chat)
    desk.do(chats.say, ada, chat, "I am.", "one")
    customer.go(f"/inbox/{chat}")
    assert [text in customer.text for text in ("Are you there?", "Ada joined the chat", "I am.", "Ada is here.")] == [
        True
    ] * 4
    assert desk.see(chats.state, ada, chat).customer_seen == desk.see(chats.state, ada, chat).last_seq


def test_a_line_is_said_once_and_script_is_answered_with_nothing(
    customer: Any, desk: Desk, carol: Contact, chat: int
) -> None:
    form = customer.form("/lines")
    for _again in range(2):
        values = form.fields | {"body": "Once"}
        answer = customer.client.post(form.action, data=values, headers={"HC-Chat": "line"})
        assert answer.status_code == 204
    assert [line.message.body for line in desk.see(chats.lines, carol, chat)].count("Once") == 1
    customer.go(f"/inbox/{chat}")
    assert customer.page.all("li", data_client=form.fields["key"])


def test_what_cannot_be_said_is_kept(customer: Any, desk: Desk, carol: Contact, ada: Specialist, chat: int) -> None:
    for long in ("x" * (MAX_LINE + 1), "x" * 990_000):
        customer.send("/lines", body=long)
        assert customer.status == 422
        assert customer.form("/lines").fields["body"] == long
    line = customer.form("/lines")
    customer.go(line.action, "POST", data=line.fields | {"body": "x" * 2**20})
    assert (customer.status, "That is too large" in customer.text) == (413, True)
    customer.go(f"/inbox/{chat}")
    assert spoken(desk, carol, chat) == ["Why is it red?"]
    customer.send("/lines", body=" ")
    assert (customer.status, "Please write something first." in customer.text) == (422, True)
    desk.do(chats.close, carol, chat)
    customer.send("/lines", body="Too late")
    assert customer.status == 409
    assert "Continue this chat" in customer.text


def test_what_could_harm_others_is_not_in_a_line(
    customer: Any, desk: Desk, carol: Contact, ada: Specialist, chat: int
) -> None:
    customer.send("/lines", body="pay \u202eevil\u202c\x07 <b>now</b>")
    assert spoken(desk, carol, chat)[-1] == "pay evil <b>now</b>"
    assert "pay evil &lt;b&gt;now&lt;/b&gt;" in customer.html
    customer.send("/lines", body="Forged", key="<script>")
    assert customer.status == 422
    assert spoken(desk, carol, chat)[-1] == "pay evil <b>now</b>"


def test_a_line_from_a_stale_tab_is_kept_and_can_be_sent_after_all(
    customer: Any, desk: Desk, carol: Contact, ada: Specialist, chat: int
) -> None:
    desk.do(chats.accept, ada, chat)
    line = customer.form("/lines")
    desk.do(chats.finish, ada, chat, Status.WAITING)
    customer.go(line.action, "POST", data=line.fields | {"body": "One more thing"})
    assert (customer.status, "something changed in the meantime" in customer.text) == (409, True)
    assert customer.form("/messages").fields["body"] == "One more thing"
    assert customer.send("/messages").status == 200
    desk.do(inbox.close, carol, chat)
    customer.go(line.action, "POST", data=line.fields | {"body": "And another"})
    assert (customer.status, "Send opens the ticket again" in customer.text) == (409, True)
    assert customer.send("/messages").status == 200
    assert spoken(desk, carol, chat)[-2:] == ["One more thing", "And another"]
    assert desk.see(tickets.get, chat).status is Status.OPEN


def test_an_answer_to_a_ticket_that_is_gone_is_shown_again(customer: Any) -> None:
    form = customer.go("/contact?channel=email").form("/tickets")
    customer.go("/inbox/4711/messages", "POST", data=form.fields | {"body": "Long\nand dear"})
    assert customer.status == 404
    [kept] = customer.page.all("textarea")
    assert "readonly" in kept.attributes
    assert "Long and dear" in customer.text


def test_more_lines_than_anybody_types_are_slowed_down(customer: Any, chat: int) -> None:
    form = customer.form("/lines")
    with time_machine.travel(datetime.now(UTC), tick=False):  # thirty in one moment, on a slow machine too
        for index in range(30):
            customer.go(form.action, "POST", data=form.fields | {"key": f"k{index}", "body": str(index)})
    assert customer.status == 429
    assert int(customer.answer.headers["Retry-After"]) > 0


def test_secrets_nobody_was_asked_about_are_masked(customer: Any, desk: Desk, carol: Contact, chat: int) -> None:
    customer.send("/lines", body="password: hunter2hunter2")
    assert desk.see(chats.lines, carol, chat)[-1].message.body == "password: ••••"


def test_leaving_goes_on_by_mail_and_may_be_continued(customer: Any, desk: Desk, carol: Contact, chat: int) -> None:
    customer.send("/departure")
    assert "This chat goes on by e-mail to carol@customer.example." in customer.text
    assert desk.see(chats.state, carol, chat).state is ChatState.BY_MAIL
    customer.send("/messages", body="By mail, then")
    assert "By mail, then" in customer.text
    customer.send("/continuation")
    assert "You are next." in customer.text


def test_ending_closes_the_ticket(customer: Any, desk: Desk, carol: Contact, chat: int) -> None:
    customer.send("/closure")
    assert "You closed this ticket" in customer.text
    assert desk.see(tickets.get, chat).status is Status.CLOSED
    assert desk.see(chats.state, carol, chat).state is ChatState.ENDED
    customer.send("/continuation")
    assert desk.see(tickets.get, chat).status is not Status.CLOSED


def test_where_nobody_is_there_chat_says_why(customer: Any, desk: Desk, settings: Settings, ada: Specialist) -> None:
    assert settings.policy_file
    settings.policy_file.write_text('[hours.business]\nevery_day = ["00:00-24:00"]\n', encoding="utf-8")
    customer.go("/contact?channel=chat")
    assert "Nobody who speaks English is available right now." in customer.text
    assert not [form for form in customer.page.forms if form.action.endswith("/chats")]


def test_a_chat_of_somebody_else_is_no_chat(
    sign_in: Any, desk: Desk, site: Any, sign: Any, customer: Any, chat: int
) -> None:
    mallory = sign_in(desk.do(people.identify, site, sign("mallory@other.example")))
    csrf = mallory.go("/contact").page.all("input", name="csrf")[0].attributes["value"]
    for path in ("lines", "typing", "departure", "continuation"):
        assert mallory.go(f"/chats/{chat}/{path}", "POST", data={"csrf": csrf, "body": "x", "key": "k"}).status == 404


def test_in_the_panel(panel: Any, desk: Desk, ada_is_there: Specialist) -> None:
    panel.go("/w/acme/contact?channel=chat&question=Hello").send("/chats")
    assert panel.page.all("form", class_="composer form")[0].attributes["data-script"]
    assert "You are next." in panel.text
    panel.send("/lines", body="From the panel")
    assert "From the panel" in panel.text


def test_whatever_a_stale_tab_of_a_closed_ticket_still_does_it_says_what_the_chat_is_now(
    customer: Any, desk: Desk, carol: Contact, chat: int
) -> None:
    stale = [customer.form(f"/{name}") for name in ("lines", "departure", "closure")]
    desk.do(inbox.close, carol, chat)
    for form in stale:
        customer.go(form.action, "POST", data=form.fields | {"body": "Too late"})
        assert customer.status in (200, 409)
        assert "Continue this chat" in customer.text
    assert desk.see(tickets.get, chat).status is Status.CLOSED
    assert "Too late" not in spoken(desk, carol, chat)
