"""What counts as read, unanswered and deflected, and what is kept of a page's address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from helpcenter.domain.answers import Verdict
from helpcenter.domain.questions import Ending, Question, Shown, page_address

ASKED = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = ASKED + timedelta(hours=24)
PAY = Shown("article", "pay", "en", "Pay an invoice", "/en/articles/pay")
QUESTION = Question(
    1, 1, "en", "how do I pay", "", "contact:x", None, Verdict.ANSWER, 0.8, (PAY,), (), None, None, None, ASKED, None
)  # fmt: skip


def test_deflected_is_who_read_and_did_not_write_for_a_day() -> None:
    read = replace(QUESTION, opened=(PAY.path,))
    assert read.is_deflected(LATER)
    assert not read.is_deflected(LATER - timedelta(seconds=1)), "the day is not over"
    assert not replace(read, contacted_at=ASKED + timedelta(hours=3)).is_deflected(LATER)
    assert not QUESTION.is_deflected(LATER), "a passage that stood there may not have been read"
    assert replace(QUESTION, helpful=True).is_deflected(LATER)


def test_unanswered_is_what_found_nothing_or_did_not_help() -> None:
    assert not QUESTION.unanswered
    assert replace(QUESTION, helpful=False).unanswered
    nothing = replace(QUESTION, verdict=Verdict.NONE)
    assert nothing.unanswered
    assert not replace(nothing, opened=(PAY.path,)).unanswered


def test_how_it_ended() -> None:
    assert QUESTION.ending is Ending.LEFT
    assert replace(QUESTION, helpful=True).ending is Ending.ANSWERED
    assert replace(QUESTION, helpful=True, contacted_at=LATER).ending is Ending.CONTACTED


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://app.example.com/invoices?token=secret#top", "https://app.example.com/invoices"),
        ("http://user:pass@[::1]:8080/a", "http://[::1]:8080/a"),
        ("https://App.Example.com", "https://app.example.com"),
        ("javascript:alert(1)", ""),
        ("/billing", ""),
        ("https://[", ""),
        ("", ""),
        ("https://x.example/" + "a" * 5_000, ("https://x.example/" + "a" * 5_000)[:500]),
    ],
)
def test_of_a_page_only_origin_and_path_are_kept(address: str, kept: str) -> None:
    assert page_address(address) == kept
