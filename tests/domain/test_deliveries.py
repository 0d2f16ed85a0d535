"""Message-IDs that only we can make, and pauses that grow."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.deliveries import back_off, message_id, ticket_of


def test_our_message_id_leads_back_to_the_message() -> None:
    header = message_id(1042, 7, "help.example", "secret")
    assert header.startswith("<1042.7.")
    assert header.endswith("@help.example>")
    assert ticket_of(header, "secret") == (1042, 7)


@pytest.mark.parametrize(
    "change", [("1042.7", "1043.7"), ("1042.7", "1042.8"), ("<1042", "<x1042"), ("@", "0@"), ("1042.7", "1042.٧")]
)
def test_an_altered_message_id_leads_nowhere(change: tuple[str, str]) -> None:
    assert ticket_of(message_id(1042, 7, "help.example", "secret").replace(*change, 1), "secret") is None


@given(st.text())
def test_no_text_is_ours_by_chance(text: str) -> None:
    assert ticket_of(text, "secret") is None


def test_pauses_grow_from_a_minute_to_four_hours() -> None:
    middles = [timedelta(minutes=m) for m in (1, 2, 4, 8, 16, 32, 64, 128, 240, 240)]
    for attempts, middle in enumerate(middles, start=1):
        assert middle * 0.9 <= back_off(attempts) <= middle * 1.1
    assert back_off(0) <= timedelta(minutes=1.1)
    assert back_off(5000) <= timedelta(minutes=264)
