"""The measures on results that can be counted by hand."""

import math

import pytest

from helpcenter.domain.answers.evaluation import intervals, judge, measure

ROWS = [
    judge({"a": 1}, "g1", True, 0.9, ["a", "b"]),
    judge({"b": 1}, "g2", True, 0.8, ["a", "b"]),
    judge({"c": 1, "d": 1}, "g3", False, 0.4, ["c", "x"]),
    judge({}, "g4", True, 0.7, ["a"]),
    judge({}, "g5", False, 0.1, []),
]


def test_measures_counted_by_hand() -> None:
    found = measure(ROWS)
    assert found["hit@1"] == pytest.approx(2 / 3)
    assert found["hit@3"] == 1
    assert found["MRR@10"] == pytest.approx((1 + 0.5 + 1) / 3)
    assert found["recall@10"] == pytest.approx((1 + 1 + 0.5) / 3)
    assert found["precision"] == pytest.approx(1 / 3)
    assert found["recall"] == pytest.approx(1 / 3)
    assert found["false answers"] == 0.5
    assert found["AURC"] == pytest.approx(((1 - 1) + (1 - 1 / 2) + (1 - 1 / 3) + (1 - 2 / 4) + (1 - 2 / 5)) / 5)
    assert found["R@P90"] == pytest.approx(1 / 3)


def test_nothing_to_measure_is_said_so() -> None:
    assert math.isnan(measure([])["hit@1"])


def test_intervals_hold_the_value_and_come_out_the_same_again() -> None:
    first = intervals(ROWS, samples=50)
    assert first == intervals(ROWS, samples=50)
    assert first["hit@1"][0] <= measure(ROWS)["hit@1"] <= first["hit@1"][1]
