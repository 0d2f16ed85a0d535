"""Grouping by meaning, disappointing articles, deflection."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from helpcenter.domain.answers import Verdict
from helpcenter.domain.question_report import Deflection, Disappointing, deflection, disappointing, grouped
from helpcenter.domain.questions import Question, Shown, Unhelpful
from helpcenter.domain.votes import Voice, Vote

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PAY = Shown("article", "pay", "en", "Pay an invoice", "/en/articles/pay")
TAX = Shown("article", "tax", "en", "Tax", "/en/articles/tax")


def question(number: int, text: str, person: str = "", locale: str = "en", **more: object) -> Question:
    made = Question(
        number, 1, locale, text, "", person or f"session:{number}", None, Verdict.NONE, 0.1, (PAY, TAX), (), None,
        None, None, NOW - timedelta(days=2), None,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def test_questions_of_one_meaning_are_one_group_ranked_by_people() -> None:
    asked = [
        question(1, "How do I export my invoices?"),
        question(2, "how can I export invoices"),
        question(3, "Exporting invoices"),
        question(4, "Why is the screen dark?"),
        *(question(5 + n, "Change the colour of a label!", "mallory") for n in range(20)),
        question(40, "invoices", locale="de"),
        question(41, "?!"),
    ]
    groups = grouped(asked, 10)
    assert [(group.people, group.locale) for group in groups] == [(3, "en"), (1, "en"), (1, "en"), (1, "de")]
    assert len(groups[0].wordings) == 3
    assert (groups[1].asked, groups[1].wordings) == (20, ("Change the colour of a label!",)), "one person is one"
    assert grouped(asked[::-1], 10) == groups
    assert len(grouped(asked, 2)) == 2


def test_japanese_questions_are_grouped_too() -> None:
    asked = [
        question(1, "請求書を出力したい", locale="ja"),
        question(2, "請求書の出力がしたい", locale="ja"),
        question(3, "画面が暗い", locale="ja"),
    ]
    assert [group.people for group in grouped(asked, 9)] == [2, 1]


def test_hostile_questions_are_grouped_in_bounded_work() -> None:
    asked = [question(n, f"{n} " + "x" * 900 + chr(0x4E00 + n), f"p{n}") for n in range(2_500)]
    assert sum(group.asked for group in grouped(asked, 5_000)) == 2_000


def voice(person: str, *, helpful: bool = False, hours: int = 0, comment: str = "", slug: str = "pay") -> Voice:
    reason = None if helpful else Unhelpful.UNCLEAR
    return Voice(person, "Pay", Vote(slug, "en", helpful, reason, comment, NOW + timedelta(hours=hours)))


def test_articles_that_did_not_help() -> None:
    asked = [
        question(1, "a", helpful=False, reason=Unhelpful.OUTDATED),
        question(2, "b", "session:1", helpful=False, reason=Unhelpful.OUTDATED),
        question(3, "c", opened=(TAX.path, PAY.path), contacted_at=NOW),
        question(4, "d", opened=(TAX.path,)),
        question(5, "e", helpful=True),
    ]
    first, second = disappointing(asked, (), 9)
    assert first == Disappointing(PAY, 2, 1, 1, 1, (("outdated", 1),), ())
    assert second == Disappointing(TAX, 1, 0, 1, 0, (), ())


def test_votes_on_the_page_and_in_the_widget_are_one_word_a_person() -> None:
    asked = [
        question(1, "a", "ann", helpful=False, reason=Unhelpful.OUTDATED),
        question(2, "b", "ben", helpful=False, opened=(PAY.path,), contacted_at=NOW),
        question(3, "c", "cyd", helpful=True),
    ]
    voices = [
        voice("ann", helpful=True),
        voice("ben", hours=1, comment="Where?"),
        voice("cyd", hours=-72),
        voice("dan", hours=2, comment="When?"),
        voice("eve", slug="new", helpful=True),
    ]
    [pay] = disappointing(asked, voices, 9)
    assert (pay.people, pay.said_no, pay.contacted, pay.said_yes) == (2, 2, 1, 2), "ann and cyd came to say yes"
    assert (pay.reasons, pay.comments) == ((("unclear", 2),), ("When?", "Where?"))
    assert disappointing((), [voice("x", slug=f"a{n}") for n in range(5)], 3)[0].shown.path == "/en/articles/a0"


def test_deflection_is_counted_honestly() -> None:
    read = question(1, "a", opened=(PAY.path,))
    asked = [
        read,
        replace(read, contacted_at=NOW),
        question(2, "left without reading"),
        replace(read, asked_at=NOW - timedelta(hours=23)),
    ]
    assert deflection(asked, NOW) == Deflection(asked=4, decided=3, read=2, contacted=1, deflected=1)
