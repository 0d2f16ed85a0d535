"""What specialists do with threads, and what becomes of somebody who is erased."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleStatus
from helpcenter.domain.community import Space, State
from helpcenter.domain.faults import Conflict, Invalid, NotFound
from helpcenter.domain.journal import Cursor
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import answers, articles, community, erasures, journal, tickets
from tests.services.talking import QUESTION, answered, ask, letters, reading, thread_ids


def test_complaints_wait_for_a_specialist(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    post = answered(desk, dave, ada, thread)
    for _ in range(2):
        desk.do(community.report, carla, post, "spam", "He sells things.")
    [waiting] = desk.see(community.waiting)
    assert [(each.reason, each.comment) for each in waiting.reports] == [("spam", "He sells things.")]
    desk.do(community.keep, ada, post)
    assert desk.see(community.waiting) == []
    with pytest.raises(Invalid):
        desk.do(community.report, carla, post, "because")
    desk.do(community.hide, ada, post)
    assert reading(desk, thread).line.answers == 0
    with pytest.raises(NotFound):
        desk.do(community.vote, carla, post)
    desk.do(community.show, ada, post)
    assert [each.id for each in reading(desk, thread).answers] == [post]


def test_hidden_questions_take_the_thread_along(desk: Desk, carla: Contact, ada: Specialist, thread: int) -> None:
    question = reading(desk, thread).question.id
    assert [hit.kind for hit in desk.see(answers.ask, QUESTION, "en").hits] == ["thread"]
    desk.do(community.hide, ada, question)
    with pytest.raises(NotFound):
        reading(desk, thread, carla)
    assert desk.see(answers.ask, QUESTION, "en").hits == ()
    desk.do(community.show, ada, question)
    assert desk.see(answers.ask, QUESTION, "en").hits[0].url_path == reading(desk, thread).line.path


def test_locked_threads_are_for_reading(desk: Desk, carla: Contact, ada: Specialist, thread: int) -> None:
    desk.do(community.lock, ada, thread)
    with pytest.raises(Conflict):
        desk.do(community.answer, carla, thread, "More")
    with pytest.raises(Conflict):
        desk.do(community.edit, carla, reading(desk, thread).question.id, "x", "y")
    desk.do(community.answer_as_specialist, ada, thread, "Closed because it is solved.")
    desk.do(community.lock, ada, thread, wanted=False)
    desk.do(community.answer, carla, thread, "More")


def test_moved_and_merged_threads_keep_answers_followers_and_words(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    post = answered(desk, dave, ada, thread)
    other = desk.do(ask, dave, "Small paper sizes for parcels")
    desk.do(community.move, ada, other, Space.DEVELOPERS)
    assert thread_ids(desk, Space.DEVELOPERS) == [other]
    desk.do(community.merge, ada, thread, other)
    assert desk.see(community.thread_of, thread).id == other
    assert [each.id for each in reading(desk, other).answers] == [post]
    assert desk.see(answers.ask, QUESTION, "en").hits[0].id == str(other), "what it was called is known of the other"
    desk.do(community.answer, dave, other, "One more")
    assert letters(desk)[-1][1] == carla.email
    third = desk.do(ask, dave, "Third")
    desk.do(community.merge, ada, other, third)
    assert desk.see(community.thread_of, thread).id == third
    for pair in ((third, third), (third, 999), (thread, third)):
        with pytest.raises((Conflict, NotFound)):
            desk.do(community.merge, ada, *pair)


def test_a_thread_becomes_a_ticket_or_an_article(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    number = desk.do(community.into_ticket, ada, thread)
    ticket = desk.see(tickets.get, number)
    assert (ticket.subject, ticket.contact.id, ticket.assignee) == (QUESTION, carla.id, ada)
    with pytest.raises(Conflict):
        desk.do(community.into_article, ada, thread)
    answered(desk, dave, ada, thread)
    slug = desk.do(community.into_article, ada, thread)
    [draft] = desk.see(articles.sources)
    assert (draft.slug, draft.status, draft.body) == (slug, ArticleStatus.DRAFT, "Choose A5 in the tray.\n")
    with pytest.raises(Conflict):
        desk.do(community.into_article, ada, thread)


def test_somebody_erased_leaves_words_without_a_name(
    desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int
) -> None:
    post = answered(desk, dave, ada, thread)
    desk.do(community.vote, carla, post)
    hidden = desk.do(community.answer, carla, thread, "My number is 555")
    desk.do(community.hide, ada, hidden)
    gone = desk.do(erasures.erase, carla.email)
    assert gone.contacts == 1
    found = reading(desk, thread)
    assert (found.question.by.name, found.question.body) == ("", "It prints on A4.")
    assert found.answers[0].votes == 1
    [_, _, blank] = desk.see(community.whole_thread, thread)[1]
    assert (blank.id, blank.body, blank.state) == (hidden, "", State.HIDDEN)
    with pytest.raises(Conflict):
        desk.do(community.into_ticket, ada, thread)


def test_the_journal_tells_all_of_it(desk: Desk, carla: Contact, dave: Contact, ada: Specialist, thread: int) -> None:
    desk.do(community.vote, carla, answered(desk, dave, ada, thread))
    told = [event.kind for event in desk.see(journal.since, Cursor()) if event.kind.startswith("community.")]
    assert told == [
        *("community.named", "community.named", "community.posted", "community.posted", "community.approved"),
        *("community.posted", "community.posted", "community.approved", "community.voted"),
    ]
