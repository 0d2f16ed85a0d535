"""Writing articles together: states, review, two editors, history and going back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from helpcenter.desk import Desk
from helpcenter.domain.article_files import format_source
from helpcenter.domain.article_list import fits
from helpcenter.domain.articles import ArticleSource, ArticleStatus
from helpcenter.domain.faults import Conflict, Forbidden, Invalid, NotFound, Unfit
from helpcenter.domain.merging import merged
from helpcenter.domain.people import Role, Specialist
from helpcenter.services import answers, article_list, article_states, articles, people, revisions, working_copies
from helpcenter.services.working_copies import Saving

PAY = ArticleSource("pay", "en", "Pay an invoice", "How to pay.", "One.\n\nTwo.\n\nThree.", "billing")


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    return desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)


def written(desk: Desk, who: Specialist, before: str, after: str) -> int:
    """A working copy in which one word is another."""
    copy = desk.do(working_copies.begin, who, "pay", "en")
    return desk.do(working_copies.keep, who, copy.id, copy.text.replace(before, after)).id


def test_two_editors_keep_both_texts(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    desk.do(articles.put, PAY)
    mine, his = written(desk, ada, "One", "Uno"), written(desk, ben, "Three", "Tres")
    assert desk.do(working_copies.save, ada, mine) == Saving(True, None)
    saving = desk.do(working_copies.save, ben, his)
    assert (saving.saved, saving.clashes) == (False, 0)
    assert saving.copy
    assert "Uno.\n\nTwo.\n\nTres." in saving.copy.text
    assert desk.do(working_copies.save, ben, his).saved
    assert desk.see(articles.read, "pay", "en").body == "Uno.\n\nTwo.\n\nTres."
    assert [(each.number, each.author) for each in desk.see(revisions.history, "pay", "en")] == [
        (3, "Ben"), (2, "Ada"), (1, ""),
    ]  # fmt: skip


def test_the_same_line_stands_twice_until_somebody_decides(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    desk.do(articles.put, PAY)
    mine, his = written(desk, ada, "Two", "Dos"), written(desk, ben, "Two", "Deux")
    desk.do(working_copies.save, ada, mine)
    saving = desk.do(working_copies.save, ben, his)
    assert saving.copy
    assert saving.clashes == 1
    assert "<<<<<<< Ben\nDeux.\n=======\nDos.\n>>>>>>> Ada" in saving.copy.text
    with pytest.raises(Unfit, match="decide between"):
        desk.do(working_copies.save, ben, his)
    decided = saving.copy.text.replace("<<<<<<< Ben\nDeux.\n=======\n", "").replace("\n>>>>>>> Ada", "")
    desk.do(working_copies.keep, ben, his, decided)
    assert desk.do(working_copies.save, ben, his).saved
    assert "Dos." in desk.see(articles.read, "pay", "en").body


def test_a_text_that_cannot_be_taken_is_kept_and_its_line_named(desk: Desk, ada: Specialist) -> None:
    copy = desk.do(working_copies.begin, ada, "new-one", "fr")
    desk.do(working_copies.keep, ada, copy.id, copy.text.replace("summary", "sumary"))
    with pytest.raises(Unfit, match="line 3: unknown field 'sumary'"):
        desk.do(working_copies.save, ada, copy.id)
    assert desk.do(working_copies.begin, ada, "new-one", "fr").id == copy.id
    assert desk.see(article_list.every) == []


def test_a_translation_begins_as_its_source_and_as_a_draft(desk: Desk, ada: Specialist) -> None:
    desk.do(articles.put, PAY)
    copy = desk.do(working_copies.begin, ada, "pay", "pl")
    assert working_copies.parsed(copy) == replace(PAY, locale="pl", status=ArticleStatus.DRAFT)
    assert desk.do(working_copies.save, ada, copy.id).saved
    [listed] = desk.see(article_list.every)
    assert [(each.locale, each.status.value) for each in listed.translations] == [("en", "published"), ("pl", "draft")]
    assert fits(listed, "missing:fr invoice", ("en", "fr", "pl"))
    assert not fits(listed, "missing:pl", ("en", "pl"))
    assert fits(listed, "status:draft lang:pl", ("en",))
    assert not fits(listed, "outdated", ("en", "pl"))


def test_what_others_wrote_is_not_mine(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    desk.do(articles.put, PAY)
    mine = written(desk, ada, "One", "Uno")
    for verb in (working_copies.save, working_copies.drop):
        with pytest.raises(NotFound):
            desk.do(verb, ben, mine)  # type: ignore[arg-type]


def test_with_review_a_lead_publishes(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    desk.settings = replace(desk.settings, article_review=True)
    desk.do(articles.put, PAY)
    his = written(desk, ben, "One", "Uno")
    saving = desk.do(working_copies.save, ben, his)
    assert (saving.saved, saving.in_review) == (False, True)
    assert "One." in desk.see(articles.read, "pay", "en").body
    for verb in (article_states.publish, article_states.archive):
        with pytest.raises(Forbidden):
            desk.do(verb, ben, "pay", "en")
    with pytest.raises(Forbidden):
        desk.do(working_copies.approve, ben, his)
    assert not desk.do(working_copies.decline, ada, his).in_review
    with pytest.raises(NotFound):
        desk.do(working_copies.approve, ada, his)
    desk.do(working_copies.save, ben, his)
    assert desk.do(working_copies.approve, ada, his).saved
    assert desk.see(articles.read, "pay", "en").body.startswith("Uno.")
    assert desk.see(revisions.history, "pay", "en")[0].author == "Ben"


def test_a_draft_of_somebody_who_may_not_publish_is_saved(desk: Desk, ben: Specialist) -> None:
    desk.settings = replace(desk.settings, article_review=True)
    copy = desk.do(working_copies.begin, ben, "new", "en", format_source(replace(PAY, status=ArticleStatus.DRAFT)))
    assert desk.do(working_copies.save, ben, copy.id).saved


def test_going_back_and_what_changed(desk: Desk) -> None:
    desk.do(articles.put, PAY)
    desk.do(articles.put, replace(PAY, body="One.\n\nOther.\n\nThree."))
    assert {"-Two.", "+Other."} <= set(desk.see(revisions.diff, "pay", "en"))
    assert desk.do(revisions.restore, "Ada", "pay", "en", 1)
    assert desk.see(articles.read, "pay", "en").body == PAY.body
    assert [each.number for each in desk.see(revisions.history, "pay", "en")] == [3, 2, 1]
    assert desk.see(revisions.diff, "pay", "en", 1, 3) == []
    for wrong in (("pay", "fr"), ("gone", "en")):
        with pytest.raises(NotFound):
            desk.see(revisions.history, *wrong)
    with pytest.raises(NotFound):
        desk.do(revisions.restore, "Ada", "pay", "en", 9)


def test_what_is_scheduled_goes_live_when_its_time_comes(desk: Desk, ada: Specialist) -> None:
    desk.do(articles.put, replace(PAY, status=ArticleStatus.DRAFT))
    at = datetime.now(UTC) + timedelta(days=1)
    desk.do(article_states.schedule, ada, "pay", "en", at)
    assert desk.do(article_states.publish_due) == 0
    with pytest.raises(NotFound):
        desk.see(articles.read, "pay", "en")
    with time_machine.travel(at + timedelta(seconds=1)):
        assert desk.see(articles.read, "pay", "en").status is ArticleStatus.SCHEDULED
        assert (desk.do(article_states.publish_due), desk.do(article_states.publish_due)) == (1, 0)
        assert desk.see(articles.read, "pay", "en").status is ArticleStatus.PUBLISHED
        assert desk.see(answers.ask, "How do I pay an invoice?", "en").hits[0].id == "pay"
        with pytest.raises(Invalid):
            desk.do(article_states.schedule, ada, "pay", "en", at)
    desk.do(article_states.withdraw, ada, "pay", "en")
    assert desk.see(answers.ask, "How do I pay an invoice?", "en").hits == ()


def test_an_article_gets_another_name(desk: Desk) -> None:
    desk.do(articles.put_all, [PAY, replace(PAY, locale="de", title="Zahlen"), replace(PAY, slug="other")])
    desk.do(article_list.rename, "pay", "pay-an-invoice")
    desk.do(article_list.rename, "pay-an-invoice", "pay-it")
    assert {each.formerly for each in desk.see(articles.sources) if each.slug == "pay-it"} == {
        ("pay", "pay-an-invoice")
    }
    for new, fault in (("other", Conflict), ("No slug", Invalid), ("", Invalid)):
        with pytest.raises(fault):
            desk.do(article_list.rename, "pay-it", new)
    with pytest.raises(NotFound):
        desk.do(article_list.rename, "gone", "gone-for-good")


def test_a_translation_that_is_right_all_the_same_is_confirmed(desk: Desk) -> None:
    desk.do(articles.put_all, [PAY, replace(PAY, locale="de", title="Zahlen")])
    desk.do(articles.put, replace(PAY, body="One, corrected."))
    assert desk.see(articles.read, "pay", "de").outdated
    desk.do(article_list.confirm, "pay", "de")
    assert not desk.see(articles.read, "pay", "de").outdated


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "both", "clashes"),
    [
        ("a b c", "a b c", "a x c", "a x c", 0),
        ("a b c", "x b c", "a b y", "x b y", 0),
        ("a b c", "a x c", "a x c", "a x c", 0),
        ("a b c", "a c", "a b c d", "a c d", 0),
        ("", "a", "", "a", 0),
        ("a b c", "a x c", "a y c", "a <<<<<<<_I x ======= y >>>>>>>_you c", 1),
    ],
)
def test_merging(base: str, ours: str, theirs: str, both: str, clashes: int) -> None:
    found = merged(*(text.replace(" ", "\n") for text in (base, ours, theirs)), "I", "you")
    assert (found.text.replace(" ", "_").replace("\n", " "), found.clashes) == (both, clashes)
