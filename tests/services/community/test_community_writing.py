"""Asked, answered, voted for, held, followed, changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.community import Order, Question, Space, Thread
from helpcenter.domain.faults import Conflict, Forbidden, Invalid, NotFound, TooOften
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.links import Links
from helpcenter.services import community, people
from helpcenter.services.idempotency import Once
from tests.services.talking import QUESTION, answered, ask, letters, reading, thread_ids


def test_a_first_post_waits_for_approval_and_only_its_author_sees_it(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist
) -> None:
    number = desk.do(ask, carla, QUESTION, tags="Labels, A5 paper")
    mine = reading(desk, number, carla)
    assert (mine.line.state, mine.line.tags, mine.question.by.name) == ("held", ("labels", "a5-paper"), "Carla")
    for reader in (None, dave):
        with pytest.raises(NotFound):
            reading(desk, number, reader)
    assert thread_ids(desk) == []
    [held] = desk.see(community.waiting)
    desk.do(community.approve, ada, held.post.id)
    with pytest.raises(Conflict):
        desk.do(community.approve, ada, held.post.id)
    assert reading(desk, number).line.is_shown
    assert desk.do(ask, carla, "And on A4?") in thread_ids(desk), "whoever was approved once writes at once"
    assert thread_ids(desk, tag="labels") == [number]


def test_a_new_author_cannot_flood_what_waits(desk: Desk, carla: Contact) -> None:
    for number in range(3):
        desk.do(ask, carla, f"Question {number}")
    with pytest.raises(TooOften):
        desk.do(ask, carla, "One more")
    assert len(desk.see(community.waiting)) == 3


def test_only_proven_people_with_a_name_write(desk: Desk, site: Site, carol: Contact, thread: int, sign: Any) -> None:
    guessed = desk.do(people.ensure, site.id, "guessed@customer.example", "en")
    with pytest.raises(Forbidden):
        desk.do(ask, guessed, QUESTION)
    nameless = desk.do(people.identify, site, sign("erin@customer.example", account=None))
    with pytest.raises(Invalid) as refusal:
        desk.do(community.answer, nameless, thread, "x")
    assert set(refusal.value.faults) == {"public_name"}


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "x",
        "me@home.example",
        "https://x.example",
        "Ada",
        "ＡＤＡ",
        "a d a",
        "Carla",
        "CARLA!",
        "é" * 41,
        "\u200b\u200b",
    ],
)
def test_names_that_mislead_are_not_taken(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, name: str
) -> None:
    with pytest.raises(Invalid):
        desk.do(community.choose_name, dave, name)
    assert desk.see(community.public_name, dave) == "Dave from Leeds"


def test_a_name_may_change_and_old_posts_follow(desk: Desk, carla: Contact, thread: int) -> None:
    desk.do(community.choose_name, carla, "Carla B.")
    desk.do(community.choose_name, carla, "Carla B.")
    assert reading(desk, thread).question.by.name == "Carla B."


def test_votes_count_once_and_never_the_own(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    post = answered(desk, dave, ada, thread)
    assert [desk.do(community.vote, carla, post) for _ in range(2)] == [1, 1]
    assert reading(desk, thread, carla).voted == {post}
    assert [desk.do(community.vote, carla, post, wanted=False) for _ in range(2)] == [0, 0]
    with pytest.raises(Forbidden):
        desk.do(community.vote, dave, post)


def test_the_asker_and_the_team_accept(desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int) -> None:
    post = answered(desk, dave, ada, thread)
    with pytest.raises(Forbidden):
        desk.do(community.accept, dave, post)
    assert thread_ids(desk, order=Order.OPEN) == [thread]
    desk.do(community.accept, carla, post)
    found = reading(desk, thread)
    assert found.accepted is not None
    assert (found.accepted.id, found.answers, thread_ids(desk, order=Order.OPEN)) == (post, (), [])
    desk.do(community.accept, carla, post, wanted=False)
    desk.do(community.accept, ada, post)
    assert reading(desk, thread).line.accepted_id == post
    with pytest.raises(Forbidden):
        desk.do(community.accept, carla, found.question.id)


def test_followers_get_one_letter_an_answer_and_none_of_their_own(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    held = desk.do(community.answer, dave, thread, "Held first.")
    assert letters(desk) == []
    desk.do(community.subscribe, dave, thread, wanted=True)
    desk.do(community.approve, ada, held)
    assert letters(desk) == [("community_answer", carla.email)]
    desk.do(community.answer, carla, thread, "Thank you.")
    desk.do(community.answer_as_specialist, ada, thread, "Also in the menu.")
    assert sorted(letters(desk)[1:]) == sorted(("community_answer", who.email) for who in (carla, dave, dave))


def test_the_link_in_a_letter_stops_them(desk: Desk, carla: Contact, ada: Specialist, thread: int) -> None:
    token = Links("").leave_thread(1, desk.settings.secret_key).rpartition("/")[2]
    line, wanted = desk.see(community.wanted_by_link, token)
    assert (line.id, wanted) == (thread, True)
    desk.do(community.choose_by_link, token, wanted=False)
    desk.do(community.answer_as_specialist, ada, thread, "Nobody hears.")
    assert letters(desk) == []
    for bad in ("", "1", "1.x", token + "0", "999." + token.partition(".")[2]):
        with pytest.raises(NotFound):
            desk.see(community.wanted_by_link, bad)


def test_edits_keep_what_was_there(desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int) -> None:
    question = reading(desk, thread).question
    desk.do(community.edit, carla, question.id, "**New** text", "New title", "new")
    line, post, before = desk.see(community.history, question.id)
    assert (line.title, post.html, line.tags) == ("New title", "<p><strong>New</strong> text</p>\n", ("new",))
    assert [(each.title, each.body) for each in before] == [(QUESTION, "It prints on A4.")]
    desk.do(community.edit, carla, question.id, "**New** text", "New title", "new")
    assert len(desk.see(community.history, question.id)[2]) == 1, "a change that changes nothing is none"
    with pytest.raises(NotFound):
        desk.do(community.edit, dave, question.id, "mine now", "x")
    post_id = answered(desk, dave, ada, thread)
    with desk.work() as work:
        work.settings = replace(work.settings, community_held_posts=2)
        community.edit(work, dave, post_id, "Buy my pills")
    assert reading(desk, thread).answers == (), "what a new author changes waits again"


def test_the_same_form_writes_once(desk: Desk, carla: Contact, thread: int) -> None:
    form = Once("session:1", "k")
    assert len({desk.do(ask, carla, "Twice?", form=form) for _ in range(2)}) == 1
    assert len({desk.do(community.answer, carla, thread, "x", Once("session:1", "k2")) for _ in range(2)}) == 1
    with pytest.raises(Conflict):
        desk.do(ask, carla, "Another", form=form)


def test_pages_go_on_where_they_ended(desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int) -> None:
    made = [thread, *(desk.do(ask, carla, f"Question {number}") for number in range(30))]
    for order in (Order.ACTIVE, Order.NEWEST, Order.OPEN):
        first = desk.see(community.listing, Space.COMMUNITY, order)
        rest = desk.see(community.listing, Space.COMMUNITY, order, after=first.next)
        assert [line.id for line in (*first.threads, *rest.threads)] == made[::-1]
        assert rest.next is None
    assert [line.id for line in desk.see(lambda work: list(community.addresses(work)))] == made
    posts = [desk.do(community.answer, carla, thread, f"Answer {number}") for number in range(40)]
    first_page: Thread = reading(desk, thread)
    assert first_page.more is not None
    assert [each.id for each in (*first_page.answers, *reading(desk, thread, after=first_page.more).answers)] == posts


@pytest.mark.parametrize("field", [{"title": ""}, {"title": "x" * 151}, {"body": " "}, {"body": "x" * 20_001}])
def test_what_cannot_be_taken_names_its_field(desk: Desk, carla: Contact, field: dict[str, str]) -> None:
    asked = replace(Question(Space.COMMUNITY, "en", "Title", "Body"), **field)
    with pytest.raises(Invalid) as refusal:
        desk.do(community.ask, carla, asked)
    assert set(refusal.value.faults) == set(field)
    with pytest.raises(Invalid) as refusal:
        desk.do(community.ask, carla, replace(asked, title="t", body="b", tags="a,b,c,d,e,f", locale="xx"))
    assert set(refusal.value.faults) == {"tags", "locale"}


def test_what_one_wrote_is_withdrawn_and_brought_back(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    post = answered(desk, dave, ada, thread)
    desk.do(community.accept, carla, post)
    desk.do(community.edit, dave, post, "Choose A5 twice.")
    with pytest.raises(NotFound):
        desk.do(community.withdraw, carla, post)
    question = reading(desk, thread).question.id
    with pytest.raises(Conflict):
        desk.do(community.withdraw, carla, question)
    assert reading(desk, thread, carla).settled
    desk.do(community.withdraw, dave, post)
    desk.do(community.withdraw, dave, post)
    seen = reading(desk, thread, carla)
    assert (seen.answers, seen.accepted, seen.line.answers, seen.settled) == ((), None, 0, False)
    [own] = reading(desk, thread, dave).answers
    assert (own.state, own.body) == ("withdrawn", "Choose A5 twice.")
    assert len(desk.see(community.history, post, dave)[2]) == 1, "what stood there before stays with it"
    for refused in (
        lambda: desk.see(community.post_of, post, carla),
        lambda: desk.do(community.edit, dave, post, "x"),
        lambda: desk.do(community.vote, carla, post),
    ):
        with pytest.raises(NotFound):
            refused()
    with pytest.raises(Conflict):
        desk.do(community.hide, ada, post)
    written = len(letters(desk))
    desk.do(community.withdraw, dave, post, wanted=False)
    assert reading(desk, thread, dave).answers[0].state == "held", "none of his is shown: he is new again"
    desk.do(community.approve, ada, post)
    assert reading(desk, thread).line.answers == 1
    assert len(letters(desk)) == written + 1
    desk.do(community.hide, ada, post)
    with pytest.raises(NotFound):
        desk.do(community.withdraw, dave, post, wanted=False)


def test_a_question_that_nobody_answered_is_withdrawn_with_its_thread(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    other = desk.do(ask, carla, "And on A4?")
    question = reading(desk, thread).question.id
    desk.do(community.withdraw, carla, question)
    assert thread_ids(desk) == [other]
    assert desk.see(community.similar, QUESTION, "en") == ()
    with pytest.raises(NotFound):
        reading(desk, thread, dave)
    with pytest.raises(NotFound):
        desk.do(community.answer, dave, thread, "x")
    assert reading(desk, thread, carla).line.state == "withdrawn"
    desk.do(community.withdraw, carla, question, wanted=False)
    assert thread_ids(desk) == [other, thread]
    desk.do(community.lock, ada, thread)
    with pytest.raises(Conflict):
        desk.do(community.withdraw, carla, question)
