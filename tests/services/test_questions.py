"""Every question is kept once, with what was shown, read and done afterwards; on both stores."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from helpcenter.desk import Desk, Work
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.people import Contact
from helpcenter.domain.questions import Ending, Question, Unhelpful
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Submission
from helpcenter.services import (
    answers,
    articles,
    conversations,
    people,
    personal_data,
    question_reports,
    questions,
    sessions,
    tickets,
    votes,
)
from helpcenter.services.questions import Asker

STRANGER = Asker(None, None, "192.0.2.7")
PATH = "/en/articles/pay"


@pytest.fixture
def shelf(desk: Desk) -> None:
    """One article."""
    desk.do(articles.put, ArticleSource("pay", "en", "Pay an invoice", "", "Pay by card on the billing page.", "all"))


def asked(
    desk: Desk, site: Site, text: str = "how do I pay an invoice", who: Asker = STRANGER, page: str = "", later: int = 0
) -> str:
    """Ask, `later` hours from now, and return the question's reference."""

    def ask(work: Work) -> str:
        work.now += timedelta(hours=later)
        return questions.keep(work, answers.ask(work, text, "en"), site.id, who, page)

    return desk.do(ask)


def found(desk: Desk, reference: str) -> Question:
    question = desk.see(questions.find, reference)
    assert question is not None
    return question


def write(desk: Desk, contact: Contact, reference: str = "", later: int = 0) -> int:
    """Open a ticket, `later` hours from now."""

    def submit(work: Work) -> int:
        work.now += timedelta(hours=later)
        made = Submission(contact.site_id, "email", contact.email, "It broke", "Here.", "en", asked=reference)
        return tickets.submit(work, contact, made).ticket_id

    return desk.do(submit)


def test_a_question_is_kept_with_what_was_shown(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    kept = found(desk, asked(desk, site, who=Asker(carol, None, ""), page="https://app.example.com/bills?id=7"))
    assert (kept.text, kept.locale, kept.site_id) == ("how do I pay an invoice", "en", site.id)
    assert [(one.id, one.path) for one in kept.shown] == [("pay", PATH)]
    told = desk.see(answers.ask, kept.text, "en")
    assert (kept.verdict, kept.confidence) == (told.verdict, told.confidence)
    assert (kept.contact_id, kept.page) == (carol.id, "https://app.example.com/bills")
    assert kept.ending is Ending.LEFT


def test_a_reload_is_no_second_question(desk: Desk, site: Site, shelf: None) -> None:
    first = asked(desk, site)
    assert asked(desk, site) == first
    assert asked(desk, site, who=replace(STRANGER, address="192.0.2.8")) != first
    assert asked(desk, site, "something else entirely") != first
    assert asked(desk, site, later=1) != first


def test_only_what_was_shown_can_be_opened(desk: Desk, site: Site, shelf: None) -> None:
    reference = asked(desk, site)
    for path in ("/en/articles/other", PATH, PATH):
        assert desk.do(questions.opened, reference, path)
    assert found(desk, reference).opened == (PATH,)


def test_a_word_on_the_answer_is_kept(desk: Desk, site: Site, shelf: None) -> None:
    reference = asked(desk, site)
    desk.do(questions.judged, reference, False, "unclear")
    assert (found(desk, reference).helpful, found(desk, reference).reason) == (False, Unhelpful.UNCLEAR)
    desk.do(questions.judged, reference, False, "<script>")
    assert found(desk, reference).reason is None
    desk.do(questions.judged, reference, True, "unclear")
    assert (found(desk, reference).helpful, found(desk, reference).reason) == (True, None)


@pytest.mark.parametrize("forged", ["", "1", "1.", "1.0", "-1.x", "x" * 99, "٣.abc", "1.\ud800", "9" * 30 + ".x"])
def test_a_reference_cannot_be_made_up(desk: Desk, site: Site, shelf: None, carol: Contact, forged: str) -> None:
    reference = asked(desk, site)
    assert desk.see(questions.find, forged) is None
    assert not desk.do(questions.opened, forged, PATH)
    desk.do(questions.judged, forged, True)
    write(desk, carol, forged)
    kept = found(desk, reference)
    assert (kept.opened, kept.helpful, kept.ticket_id) == ((), None, None)


def test_a_ticket_knows_the_question_it_came_from(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    reference = asked(desk, site)
    desk.do(questions.opened, reference, PATH)
    ticket_id = write(desk, carol, reference)
    kept = desk.see(conversations.read, ticket_id).asked
    assert kept is not None
    assert (kept.ticket_id, kept.ending, kept.contact_id, kept.opened) == (
        ticket_id, Ending.CONTACTED, carol.id, (PATH,),
    )  # fmt: skip
    assert desk.see(conversations.read, write(desk, carol)).asked is None


def test_whoever_writes_within_a_day_was_not_spared_a_ticket(
    desk: Desk, site: Site, shelf: None, carol: Contact
) -> None:
    hers = asked(desk, site, who=Asker(carol, None, ""))
    other = asked(desk, site)
    write(desk, carol, later=23)
    assert found(desk, hers).ending is Ending.CONTACTED
    assert found(desk, other).ending is Ending.LEFT
    much_later = asked(desk, site, "what else is there", Asker(carol, None, ""))
    write(desk, carol, later=25)
    assert found(desk, much_later).ending is Ending.LEFT


def test_what_a_session_asked_becomes_its_contacts(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    token = desk.do(sessions.start, "widget", site.id)
    session = desk.see(sessions.find, token, "widget")
    here = Asker(None, session, "192.0.2.7")
    before = asked(desk, site, "what does it cost", here)
    write(desk, carol, asked(desk, site, who=here))
    assert (found(desk, before).contact_id, found(desk, before).ending) == (carol.id, Ending.CONTACTED)


def test_an_address_is_nobodys_proof(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    before = asked(desk, site, "what does it cost")
    write(desk, carol, asked(desk, site))
    assert found(desk, before).contact_id is None


def test_the_question_of_another_contact_stays_theirs(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    eve = desk.do(people.prove, site.id, "eve@example.com", "en")
    reference = asked(desk, site, who=Asker(carol, None, ""))
    desk.do(questions.contacted, eve, write(desk, carol), reference)
    assert found(desk, reference).contact_id == carol.id


def test_nothing_tells_who_asked_and_no_secret_is_kept(desk: Desk, site: Site, shelf: None) -> None:
    kept = found(desk, asked(desk, site, "my password: hunter2hunter2 does not work"))
    assert "hunter2" not in kept.text
    assert "192.0.2.7" not in kept.person
    assert kept.person.startswith("address:")


@pytest.mark.parametrize("text", ["\x00\x1b[0m pay", "pay \ud800", "x" * 5_000, "'; DROP TABLE question; --", "🤷 pay"])
def test_odd_questions_are_kept_too(desk: Desk, site: Site, shelf: None, text: str) -> None:
    kept = found(desk, asked(desk, site, text))
    assert "\x00" not in kept.text
    assert len(kept.text) <= 1_000


def test_old_questions_are_forgotten(desk: Desk, site: Site, shelf: None) -> None:
    old = asked(desk, site)
    fresh = asked(desk, site, later=30)

    def forget(work: Work) -> tuple[int, datetime]:
        work.now += timedelta(days=work.settings.question_days, hours=1)
        return questions.forget_old(work), work.now

    assert desk.do(forget)[0] == 1
    assert desk.see(questions.find, old) is None
    assert found(desk, fresh)


def test_the_report_tells_what_is_missing_and_what_was_spared(
    desk: Desk, site: Site, shelf: None, carol: Contact
) -> None:
    for n in range(3):
        asked(desk, site, "can zebras juggle at night", Asker(None, None, f"192.0.2.{n}"))
    read = asked(desk, site, who=Asker(None, None, "192.0.2.9"))
    desk.do(questions.opened, read, PATH)
    hers = asked(desk, site, who=Asker(carol, None, ""))
    desk.do(questions.opened, hers, PATH)
    write(desk, carol, later=3)

    def later(work: Work) -> question_reports.QuestionReport:
        work.now += timedelta(hours=25)
        return question_reports.report(work)

    found = desk.see(later)
    assert (found.complete, found.people) == (True, 5)
    assert (found.deflection.asked, found.deflection.read, found.deflection.deflected) == (5, 2, 1)
    assert "24 hours" in found.definition
    assert (found.unanswered[0].people, found.unanswered[0].wordings) == (3, ("can zebras juggle at night",))
    assert [(each.shown.id, each.contacted) for each in found.articles] == [("pay", 1)]


def test_what_is_said_on_the_page_is_counted_with_what_is_said_in_the_widget(
    desk: Desk, site: Site, shelf: None, carol: Contact
) -> None:
    hers, other = Asker(carol, None, ""), Asker(None, None, "192.0.2.9")
    desk.do(questions.judged, asked(desk, site, who=hers), False, "outdated")
    desk.do(votes.cast, "pay", "en", False, hers, "unclear", "Which card? [b]")
    desk.do(votes.cast, "pay", "en", False, other, "unclear")
    [pay] = desk.see(question_reports.report).articles
    assert (pay.people, pay.said_no, pay.said_yes) == (2, 2, 0)
    assert (pay.reasons, pay.comments) == ((("unclear", 2),), ("Which card? [b]",))


def test_a_ticket_by_any_channel_counts_as_contact(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    """A ticket that knows nothing of questions, such as one that came by mail, is found by its contact."""
    write(desk, carol, later=1)
    hers = asked(desk, site, who=Asker(carol, None, ""))
    desk.do(questions.opened, hers, PATH)

    def later(work: Work) -> question_reports.QuestionReport:
        work.now += timedelta(hours=25)
        return question_reports.report(work)

    found = desk.see(later).deflection
    assert (found.contacted, found.deflected) == (1, 0)


def test_a_person_gets_what_they_asked(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    asked(desk, site)
    desk.do(questions.opened, asked(desk, site, "how can I pay by card", Asker(carol, None, "")), PATH)
    [told] = desk.see(personal_data.export, carol)["questions"]
    assert (told["text"], told["page"], told["opened"]) == ("how can I pay by card", "", [PATH])
