"""Mail through a server that goes wrong in every way: none lost, none twice but in the one gap that SMTP leaves."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from helpcenter.channels import NotTaken, Outgoing
from helpcenter.channels.mail import SmtpChannel
from helpcenter.config import Settings
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import DeliveryState, Letter
from helpcenter.factory import desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import deliveries, outbox
from tests.faulty_smtp import FAULTS, faulty_server

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
MAIL = Outgoing("support@help.example", "x@y.example", b"Message-ID: <1@x>\r\n" + b"To: x\r\n" * 9 + b"\r\nHi\r\n")


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_apart(fault: str, store_url: str) -> None:
    with faulty_server(lambda: fault) as server:
        channel = SmtpChannel(server.url, "help.example", step_seconds=0.3, whole_seconds=0.6)
        with pytest.raises(NotTaken) as refusal:
            channel.send(MAIL)
        assert refusal.value.permanent is (fault == "550")
        assert server.faults.total() == 1
        assert sum(server.taken.values()) == (1 if fault == "cut after dot" else 0)


def test_none_is_lost_and_none_comes_twice(desk: Desk, app: Any, settings: Settings) -> None:
    count = 60
    for number in range(count):
        desk.do(outbox.send, Letter("sign_in", f"p{number}@customer.example", "en", {"token": "t", "code": "1"}))
    order = list(FAULTS) * 2
    random.Random(7).shuffle(order)  # noqa: S311 - the same faults in each run
    faults = itertools.chain(order, itertools.repeat(""))
    with faulty_server(lambda: next(faults)) as server:
        channel = SmtpChannel(server.url, "help.example", step_seconds=0.3, whole_seconds=0.6)
        courier = Courier(desk_of(app), LetterWriter(app, settings), channel)
        for rounds in range(1, 40):
            with time_machine.travel(datetime.now(UTC) + timedelta(hours=5 * rounds), tick=True):
                if not courier.carry_due():
                    break
    ended = desk.see(deliveries.recent, count)
    dead = {each.letter.to for each in ended if each.state is DeliveryState.DEAD}
    sent = {each.message_id for each in ended if each.state is DeliveryState.SENT}
    assert len(dead) + len(sent) == count
    assert dead == server.refused
    assert sent == server.taken.keys()
    assert {name for name, times in server.taken.items() if times > 1} <= server.gaps.keys()
    assert all(times <= 1 + server.gaps[name] for name, times in server.taken.items())
