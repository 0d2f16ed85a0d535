"""Rules of chats: what a line may hold, who may take one, how long somebody waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from helpcenter.domain.chats import (
    MAX_LINE,
    AtDesk,
    Chat,
    ChatState,
    Refused,
    binds,
    checked_line,
    expected_wait,
    may_take,
)
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import Presence, Role, Specialist

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KENJI = Specialist(2, "kenji@team.example", "Kenji", ("ja", "en"), Role.SPECIALIST, Presence.ONLINE)
DESK = AtDesk(KENJI, available=True, capacity=2, busy=0)
CHAT = Chat(
    7, ChatState.WAITING, "en", "It broke", 1, "Carol", None, "", None, 1, None, 1, 0, 0,
    True, False, False, False, NOW, NOW, NOW,
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hello", "Hello"),
        ("\nTwo\r\nlines\n", "Two\nlines"),
        ("a\x00b\x1b[31mc\x9dd", "a\ufffdb[31mcd"),
        ("pay \u202eevil\u202c \u2066now\u2069", "pay evil now"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("x" * MAX_LINE, "x" * MAX_LINE),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_a_line_is_kept_without_what_could_harm_others(typed: str, kept: str) -> None:
    assert checked_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.MISSING),
        (" \n\u200b", Fault.MISSING),
        ("x" * (MAX_LINE + 1), Fault.TOO_LONG),
        ("x" * 10**6, Fault.TOO_LONG),
    ],
)
def test_an_empty_line_and_a_long_one_are_refused(typed: str, fault: Fault) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_line(typed)
    assert refusal.value.faults == {"body": fault}


def test_files_may_come_without_words() -> None:
    assert checked_line(" ", files=True) == ""


@pytest.mark.parametrize(
    ("desk", "chat", "bound", "refused"),
    [
        (DESK, CHAT, False, None),
        (DESK, replace(CHAT, state=ChatState.LIVE), False, Refused.TAKEN),
        (replace(DESK, busy=2), CHAT, False, Refused.CAPACITY),
        (DESK, replace(CHAT, locale="fr"), False, Refused.LANGUAGE),
        (DESK, replace(CHAT, locale="fr", wanted_id=2), True, None),
        (DESK, replace(CHAT, wanted_id=3), True, Refused.WANTED),
        (DESK, replace(CHAT, wanted_id=3), False, None),
        (replace(DESK, specialist=replace(KENJI, role=Role.LEAD)), replace(CHAT, locale="fr"), False, None),
    ],
)
def test_who_may_take_a_chat(desk: AtDesk, chat: Chat, bound: bool, refused: Refused | None) -> None:
    assert may_take(desk, chat, bound=bound) is refused


def test_a_chat_is_kept_for_a_colleague_for_a_while_and_while_they_are_there() -> None:
    chat, wait = replace(CHAT, wanted_id=2), timedelta(minutes=2)
    assert binds(chat, [DESK], NOW + timedelta(seconds=59), wait)
    assert not binds(chat, [DESK], NOW + timedelta(seconds=60), wait)
    assert not binds(chat, [replace(DESK, available=False)], NOW, wait)


def test_an_expected_wait_is_told_only_when_something_is_known() -> None:
    assert expected_wait(1, 1, [10, 20], 600) is None
    assert expected_wait(1, 1, [10, 20, 40], 600) == 30
    assert expected_wait(3, 1, [10, 20, 40], 600) == 420, "two acceptances stand before it, one every 200 seconds"
    assert expected_wait(1, 1, [0, 0, 0], 0) == 30
