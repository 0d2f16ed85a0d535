"""What people say answered a question is learned from several of them, never from one alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpcenter.desk import Desk, Work
from helpcenter.domain.answers import Verdict
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.text import storable
from helpcenter.domain.tickets import Submission
from helpcenter.services import answers, articles, lessons, tickets
from helpcenter.services.lessons import MOST_A_DAY, Voice
from helpcenter.store.lessons import Lesson, LessonState

QUESTION = "my plastic thing is refused"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with two articles, neither of which has the customers' words."""
    page = ArticleSource("card", "en", "Payment fails", "", "Check the number of the card and its expiry.", "billing")
    other = ArticleSource("tax", "en", "Value added tax", "", "The rate depends on the country.", "billing")
    desk.do(articles.put_all, [page, other])
    return desk


def say(desk: Desk, person: str, question: str = QUESTION, voice: Voice = Voice.CUSTOMER) -> Lesson | None:
    return desk.do(lessons.learn, question, "article", "card", "en", person=person, voice=voice)


def found(desk: Desk, question: str = QUESTION) -> list[str]:
    return [hit.id for hit in desk.see(answers.ask, question, "en").hits]


def test_three_people_teach_and_two_do_not(filled: Desk) -> None:
    say(filled, "a")
    heard = say(filled, "b")
    assert heard is not None
    assert heard.state is LessonState.HEARD
    assert found(filled) == []
    learned = say(filled, "c", "Is my plastic thing refused?")
    assert learned is not None
    assert (learned.state, learned.people) == (LessonState.LEARNED, 3)
    assert found(filled)[0] == "card"


def test_one_person_teaches_nothing_however_often(filled: Desk) -> None:
    for _ in range(10):
        say(filled, "a")
    assert found(filled) == []
    assert [one.people for one in filled.see(lessons.listed)] == [1]


def test_a_specialist_counts_for_two_but_not_alone(filled: Desk) -> None:
    say(filled, "ada", voice=Voice.SPECIALIST)
    assert found(filled) == []
    say(filled, "a")
    assert found(filled)[0] == "card"


def test_a_person_may_say_a_few_things_a_day(filled: Desk) -> None:
    said = [say(filled, "a", f"plastic thing number{n} refused") for n in range(MOST_A_DAY + 2)]
    assert [one is not None for one in said] == [True] * MOST_A_DAY + [False] * 2

    def tomorrow(work: Work) -> Lesson | None:
        work.now += timedelta(days=1, seconds=1)
        return lessons.learn(work, QUESTION, "article", "card", "en", person="a")

    assert filled.do(tomorrow) is not None


def test_an_editor_learns_at_once_or_removes_for_good(filled: Desk) -> None:
    heard = say(filled, "a")
    assert heard is not None
    assert filled.do(lessons.approve, heard.id).state is LessonState.LEARNED
    assert found(filled)[0] == "card"
    filled.do(lessons.remove, heard.id)
    assert found(filled) == []
    for person in "bcde":
        say(filled, person)
    assert found(filled) == []
    assert not filled.see(lessons.listed)


def test_what_teaches_nothing(filled: Desk) -> None:
    assert say(filled, "a", "refused") is None
    assert filled.do(lessons.learn, QUESTION, "article", "gone", "en", person="a") is None
    with pytest.raises(NotFound):
        filled.do(lessons.approve, 4711)


def test_a_lesson_outlives_a_new_version_of_its_article(filled: Desk) -> None:
    for person in "abc":
        say(filled, person)
    filled.do(articles.put, ArticleSource("card", "en", "When payment fails", "", "Ask your bank.", "billing"))
    assert found(filled)[0] == "card"


def reply(desk: Desk, contact: Contact, by: Specialist, body: str, question: str = QUESTION) -> None:
    made = Submission(contact.site_id, "email", contact.email, "Help", "Please.", "en", question=question)
    ticket_id = desk.do(tickets.submit, contact, made).ticket_id
    desk.do(tickets.reply, by, ticket_id, body)


LINK = "Have a look at http://localhost:8080/en/articles/card#expiry, please."


def test_a_reply_that_links_an_article_counts_for_its_contact(filled: Desk, carol: Contact, ada: Specialist) -> None:
    for _ in range(4):
        reply(filled, carol, ada, LINK)
    [lesson] = filled.see(lessons.listed)
    assert (lesson.people, lesson.weight, lesson.state) == (1, 2, LessonState.HEARD)
    assert found(filled) == []
    say(filled, "somebody else")
    assert found(filled)[0] == "card"


def test_a_note_or_a_foreign_link_teaches_nothing(filled: Desk, carol: Contact, ada: Specialist) -> None:
    made = Submission(carol.site_id, "email", carol.email, "Help", "Please.", "en", question=QUESTION)
    ticket_id = filled.do(tickets.submit, carol, made).ticket_id
    filled.do(tickets.reply, ada, ticket_id, LINK, note=True)
    filled.do(tickets.reply, ada, ticket_id, LINK.replace("localhost:8080", "elsewhere.example"))
    filled.do(tickets.reply, ada, ticket_id, LINK.replace("card", "no-such-article"))
    filled.do(tickets.answer_as_contact, carol, ticket_id, LINK)
    assert not filled.see(lessons.listed)


def test_one_voter_cannot_move_a_ranking_by_many_wordings(filled: Desk) -> None:
    """Poisoning: one person pushes an article for what another article answers."""
    honest = "which tax rate is it in my country"
    before = [hit.id for hit in filled.see(answers.ask, honest, "en").hits]
    for n in range(30):
        filled.do(lessons.learn, f"{honest} {n}", "article", "card", "en", person="mallory")
        filled.do(lessons.learn, honest, "article", "card", "en", person="mallory")
    assert [hit.id for hit in filled.see(answers.ask, honest, "en").hits] == before


@pytest.mark.parametrize(
    "text", ["\x00 \x1b[2J bad thing", "a" * 50_000 + " b", "'; DROP TABLE answer_lesson; --", "\ud800 x y"]
)
def test_hostile_questions_are_heard_in_order(filled: Desk, text: str) -> None:
    for person in "abcd":
        say(filled, person, storable(text))
    assert all(len(one.question) <= 300 for one in filled.see(lessons.listed))
    assert filled.see(answers.ask, text, "en").verdict in Verdict
