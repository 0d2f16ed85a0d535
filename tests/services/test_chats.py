"""Live chat on both stores: from the first line to the transcript, said once, taken once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.chats import Chat, ChatState
from helpcenter.domain.people import Contact, Presence, Specialist
from helpcenter.domain.tickets import Status, Submission
from helpcenter.services import chats, deliveries, tickets
from helpcenter.services.idempotency import Once

FORM = Once("session:1", "first")


@pytest.fixture
def hello(carol: Contact) -> Submission:
    return Submission(carol.site_id, "chat", carol.email, "", "Hello, it broke.", "en")


@pytest.fixture
def open_policy(settings) -> None:
    settings.policy_file.write_text('policy = "open"\n[hours.business]\nevery_day = ["00:00-24:00"]\n')


@pytest.fixture
def number(open_policy: None, desk: Desk, carol: Contact, ada: Specialist, hello: Submission) -> int:
    desk.do(chats.set_presence, ada, Presence.ONLINE)
    return desk.do(chats.start, carol, hello, FORM).ticket_id


def test_way(desk: Desk, carol: Contact, ada: Specialist, number: int) -> None:
    assert desk.see(chats.state, carol, number).position == 1
    assert [c.ticket_id for c in desk.see(chats.queue, ada).waiting] == [number]
    assert desk.do(chats.accept, ada, number).state is ChatState.LIVE
    m = desk.do(chats.say, ada, number, "Hi", "a1")
    assert desk.do(chats.say, ada, number, "Hi", "a1") == m
    desk.do(chats.typing, carol, number)
    desk.do(chats.seen, carol, number, m.seq)
    s = desk.see(chats.state, ada, number)
    assert (s.customer_seen, s.typing) == (m.seq, ("Carol",))
    assert [x.message.body for x in desk.see(chats.lines, carol, number) if x.message.body] == [
        "Hello, it broke.",
        "Hi",
    ]
    assert desk.do(chats.leave, carol, number).state is ChatState.BY_MAIL
    [d] = desk.see(deliveries.of_ticket, number)
    assert len(d.letter.values["lines"]) == 2
    assert desk.do(chats.continue_, carol, number).state is ChatState.WAITING
    desk.do(chats.accept, ada, number)
    assert desk.do(chats.finish, ada, number).state is ChatState.ENDED
    assert desk.see(tickets.get, number).status is Status.SOLVED
    assert desk.see(chats.stirred, replace(s, started_at=s.started_at).started_at, queue=True)
    assert desk.do(chats.settle_due) == 0
    assert isinstance(s, Chat)
