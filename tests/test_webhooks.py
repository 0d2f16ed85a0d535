"""Webhooks against a real HTTP server: signed, told in the change's own transaction, tried again, never misled."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result

from helpcenter.channels import NotTaken, webhook
from helpcenter.channels.webhook import is_public, post
from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus
from helpcenter.domain.deliveries import Delivery, DeliveryState
from helpcenter.domain.faults import Conflict, Invalid
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Status, Submission
from helpcenter.domain.webhooks import Event
from helpcenter.factory import create_desk
from helpcenter.messenger import Messenger
from helpcenter.services import article_states, articles, deliveries, erasures, surveys, tickets, webhooks
from tests.serving import environment, served
from tests.webhook_servers import Listener, listener

on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def ear() -> Iterator[Listener]:
    with listener() as made:
        yield made


@pytest.fixture
def near(settings: Settings, desk: Desk) -> Iterator[Desk]:
    """A desk that may tell this machine."""
    made = create_desk(replace(settings, webhook_private=True))
    yield made
    made.close()


def opened(desk: Desk, carol: Contact) -> int:
    return desk.do(tickets.submit, carol, _submission(carol)).ticket_id


def _submission(carol: Contact) -> Submission:
    return Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")


def messages(desk: Desk) -> list[Delivery]:
    return [each for each in desk.see(deliveries.recent) if each.letter.name == "webhook"]


def told(ear: Listener) -> list[dict[str, Any]]:
    return [json.loads(ear.came.get_nowait()[1]) for _ in range(ear.came.qsize())]


def test_every_event_is_told_in_order_and_signed(near: Desk, ear: Listener, carol: Contact, ada: Specialist) -> None:
    hook = near.do(webhooks.add, ear.url)
    number = opened(near, carol)
    near.do(tickets.reply, ada, number, "Try <this>, ça va?")
    near.do(tickets.answer_as_contact, carol, number, "It did not help.")
    near.do(tickets.reply, ada, number, "Between us.", note=True)
    near.do(tickets.set_status, ada.author, number, Status.SOLVED)
    near.do(surveys.rate, carol, number, 5, "Kind.")
    draft = ArticleSource("reset", "en", "Reset", "How to.", "Do it.", "", status=ArticleStatus.DRAFT)
    near.do(articles.put, draft)
    near.do(article_states.publish, ada, "reset", "en")
    assert ear.came.empty(), "nothing leaves within a transaction"
    assert Messenger(near).carry_due() == len(messages(near))
    kept = list(ear.came.queue)
    seen = told(ear)
    assert [each["type"] for each in seen] == [
        "ticket.created",
        "ticket.status_changed",
        "ticket.replied",
        "ticket.status_changed",
        "ticket.replied",
        "ticket.status_changed",
        "ticket.closed",
        "survey.given",
        "article.published",
    ]
    assert seen[2]["data"]["message"]["body"] == "Try <this>, ça va?"
    assert seen[0]["data"]["ticket"]["contact"]["email"] == carol.email
    assert (seen[6]["data"]["before"], seen[6]["data"]["after"]) == ("open", "solved")
    assert seen[7]["data"]["rating"] == 5
    assert seen[8]["data"]["article"]["url"] == "http://localhost:8080/en/articles/reset"
    assert "Between us" not in str(seen)
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    for headers, body in kept:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        seal = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{seal}"
        assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60
        assert headers["content-type"] == "application/json"
    assert len({headers["webhook-id"] for headers, _ in kept}) == len(kept)
    assert {each.state for each in messages(near)} == {DeliveryState.SENT}


def test_only_what_is_wanted_is_told_and_nothing_of_what_did_not_happen(
    near: Desk, ear: Listener, carol: Contact
) -> None:
    near.do(webhooks.add, ear.url, ["ticket.closed"])
    opened(near, carol)
    assert messages(near) == []
    near.do(webhooks.add, f"{ear.url}/all")
    with pytest.raises(ZeroDivisionError):
        near.do(lambda work: tickets.submit(work, carol, _submission(carol)).ticket_id / 0)
    assert messages(near) == []


@pytest.mark.parametrize("answer", [500, 404, 302, "cut", "hang", "drip"])
def test_whatever_goes_wrong_is_tried_again_with_the_same_bytes(
    near: Desk, ear: Listener, carol: Contact, answer: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "WHOLE_SECONDS", 0.5)
    near.do(webhooks.add, ear.url, ["ticket.created"])
    first, second = opened(near, carol), opened(near, carol)
    ear.answer = answer
    messenger = Messenger(near)
    assert messenger.carry_due() == 1, "the second one waits with the first"
    waiting = messages(near)
    assert {each.state for each in waiting} == {DeliveryState.QUEUED}
    assert {each.next_at for each in waiting} == {waiting[0].next_at}
    assert waiting[-1].error
    assert ear.came.qsize() == 1, "no redirect is followed"
    headers, body = ear.came.get()
    ear.answer = 200
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2), tick=True):
        assert messenger.carry_due() == 2
    again, same = ear.came.get()
    assert (again["webhook-id"], same) == (headers["webhook-id"], body)
    assert again["webhook-timestamp"] != headers["webhook-timestamp"]
    assert json.loads(body)["data"]["ticket"]["id"] == first
    assert json.loads(ear.came.get()[1])["data"]["ticket"]["id"] == second


def test_gone_is_gone_until_somebody_replays_it(near: Desk, ear: Listener, carol: Contact) -> None:
    near.do(webhooks.add, ear.url, ["ticket.created"])
    number = opened(near, carol)
    ear.answer = 410
    Messenger(near).carry_due()
    [dead] = messages(near)
    assert (dead.state, dead.error) == (DeliveryState.DEAD, "answered 410")
    events = [each.data.get("event") for each in near.see(tickets.timeline, number)]
    assert "mail_failed" not in events, "the customer's mail has not failed"
    ear.answer = 200
    assert near.do(deliveries.retry, dead.id)
    assert Messenger(near).carry_due() == 1
    assert ear.came.qsize() == 2


def test_a_program_hears_no_letter_and_the_post_no_message(near: Desk, ear: Listener, carol: Contact) -> None:
    near.do(webhooks.add, ear.url, ["ticket.created"])
    number = opened(near, carol)
    letter = next(each for each in near.see(deliveries.of_ticket, number) if each.letter.name != "webhook")
    Messenger(near).carry_due()
    assert near.see(deliveries.get, letter.id).state is DeliveryState.QUEUED
    assert "msg_" not in str(near.do(_thread, number))


def _thread(work: Any, number: int) -> list[str]:
    from helpcenter.services.outbox import _earlier

    return _earlier(work, number)


def test_who_is_removed_or_erased_is_not_told_of(near: Desk, ear: Listener, carol: Contact) -> None:
    hook = near.do(webhooks.add, ear.url, ["ticket.created"])
    with pytest.raises(Conflict):
        near.do(webhooks.add, ear.url)
    opened(near, carol)
    near.do(erasures.erase, carol.email)
    assert messages(near) == []
    near.do(webhooks.tell, Event.TICKET_CREATED, None, x=1)
    near.do(webhooks.remove, hook.id)
    assert messages(near) == []
    assert near.see(webhooks.every) == []


@on_sqlite
@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "ftp://example.com/", "https://", "https://a b/", "https://u:p@example.com/", "x"]
    + [
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://exämple.com/",
        f"https://example.com/{'x' * 250}",
    ],
)
def test_what_is_no_safe_address_is_refused(desk: Desk, url: str) -> None:
    with pytest.raises(Invalid):
        desk.do(webhooks.add, url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2a00:1450:4001::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
    ]
    + [("::1", False), ("fd00::1", False), ("::ffff:10.0.0.1", False), ("::ffff:8.8.8.8", True), ("0.0.0.0", False)]
    + [("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("100.64.0.1", False), ("224.0.1.1", False), ("::", False)],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_no_private_network_is_told_without_leave(ear: Listener) -> None:
    for url in (ear.url, ear.url.replace("127.0.0.1", "localhost")):
        with pytest.raises(NotTaken, match="private network"):
            post(url, {}, b"{}", private=False)
    assert ear.came.empty()


def test_a_certificate_that_nobody_vouches_for_is_not_believed(ear: Listener) -> None:
    with pytest.raises(NotTaken, match="SSL"):
        post(ear.url.replace("http:", "https:"), {}, b"{}", private=True)


def run(settings: Settings, *arguments: str) -> Result:
    changes = {"HELPCENTER_WEBHOOK_PRIVATE": "yes"}
    return CliRunner(env=environment(settings, **changes)).invoke(main, ["webhook", *arguments])


@on_sqlite
def test_by_the_command_line_and_a_real_server(desk: Desk, settings: Settings, ear: Listener, carol: Contact) -> None:
    added = run(settings, "add", ear.url, "--event", "ticket.created").output
    assert added.startswith("id:     1\nsecret: whsec_")
    assert ear.url in run(settings, "list").output
    assert f"{ear.url} answered 204 in " in run(settings, "test", "1").output
    assert told(ear)[0]["type"] == "webhook.test"
    ear.answer = 500
    assert run(settings, "test", "1").output == f"Error: {ear.url}: answered 500\n"
    ear.came.get()
    ear.answer = 204
    with served(settings, HELPCENTER_WEBHOOK_PRIVATE="yes"):
        number = opened(desk, carol)
        assert json.loads(ear.came.get(timeout=60)[1])["data"]["ticket"]["id"] == number
    assert run(settings, "remove", "1").output == f"{ear.url} is told no more\n"
    assert run(settings, "remove", "1").output == "Error: NotFound: webhook\n"
    assert run(settings, "add", "ftp://x").exit_code == 1
