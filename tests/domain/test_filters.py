"""The filter language: what a line asks for, what is wrong with it and where, and what may follow."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.filters import FilterError, Has, When, Why, candidates, parse

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_every_part_of_a_line_is_understood() -> None:
    line = 'status:open Lang:fr,DE -tag:x assignee:"Ada L",me sla<1h created>2026-11-01 "exact words" more Words'
    asked = parse(line, ZoneInfo("Europe/Berlin"))
    assert asked.has == (
        Has("status", ("open",)),
        Has("lang", ("fr", "de")),
        Has("tag", ("x",), negated=True),
        Has("assignee", ("ada l", "me")),
    )
    assert asked.when == (
        When("sla", False, timedelta(hours=1)),
        When("created", True, datetime(2026, 11, 1, 23, tzinfo=UTC)),
    )
    assert asked.words == '"exact words" more Words'


@pytest.mark.parametrize(
    ("line", "why", "word", "at"),
    [
        ("status:opne", Why.VALUE, "opne", 7),
        ("x status:open,bad", Why.VALUE, "bad", 14),
        ("colour:red", Why.NAME, "colour:", 0),
        ("a tag:", Why.EMPTY, "tag:", 2),
        ("sla<soon", Why.TIME, "sla<soon", 0),
        ("created>2026-13-01", Why.TIME, "created>2026-13-01", 0),
        ("updated<99999w", Why.TIME, "updated<99999w", 0),
        ("one -two", Why.EXCLUDED, "-two", 4),
    ],
)
def test_a_fault_names_the_word_and_its_place(line: str, why: Why, word: str, at: int) -> None:
    with pytest.raises(FilterError) as fault:
        parse(line)
    assert (fault.value.why, fault.value.word, fault.value.at) == (why, word, at)
    assert f"character {at + 1}" in str(fault.value)


@pytest.mark.parametrize("line", ["https://example.com/x", '"status:open"', "", '"never closed', "it's 10<20"])
def test_what_is_no_condition_is_looked_for_as_words(line: str) -> None:
    asked = parse(line)
    assert (asked.has, asked.when, asked.words) == ((), (), line)


def test_lengths_ask_for_age_and_for_the_time_left() -> None:
    hour = timedelta(hours=1)
    assert When("sla", False, hour).bounds(NOW) == (None, NOW + hour)
    assert When("updated", False, hour).bounds(NOW) == (NOW - hour, None)
    assert When("created", True, hour).bounds(NOW) == (None, NOW - hour)


def test_what_may_follow() -> None:
    assert candidates("st", {}) == (0, ["status:"])
    assert candidates("x -ta", {}) == (2, ["-tag:"])
    assert candidates("status:new,o", {}) == (0, ["status:new,open"])
    assert candidates("tag:b", {"tag": ["bug", "two words", "billing"]}) == (0, ["tag:bug", "tag:billing"])
    assert candidates("assignee:a", {"assignee": ["Ada Lo"]}) == (0, ['assignee:"Ada Lo"'])
    assert candidates("", {}) == (0, [])


@given(st.text(max_size=80))
def test_any_text_is_a_filter_or_a_clear_fault(line: str) -> None:
    candidates(line, {"tag": ["a"]})
    with suppress(FilterError):
        assert parse(line).text == line.strip()
