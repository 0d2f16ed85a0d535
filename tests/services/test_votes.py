"""Votes on articles: one a person, the last word counts; what was said without a name becomes the person's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus
from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.people import Contact, Role
from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.sites import Site
from helpcenter.services import articles, erasures, people, personal_data, sessions, votes
from helpcenter.services.questions import Asker
from tests import voices
from tests.voices import Tally

STRANGER = Asker(None, None, "192.0.2.7")
PAY = ArticleSource("pay", "en", "Pay an invoice", "How to pay.", "By card.", "all")


@pytest.fixture(autouse=True)
def shelf(desk: Desk) -> None:
    """One article in two languages, one that nobody may read yet."""
    for source in (PAY, replace(PAY, locale="fr"), replace(PAY, slug="later", status=ArticleStatus.DRAFT)):
        desk.do(articles.put, source)


def tally(desk: Desk, locale: str = "en") -> Tally:
    return voices.tally(desk, "pay", locale)


def test_the_last_word_of_a_person_counts_and_each_language_by_itself(desk: Desk, carol: Contact) -> None:
    known = Asker(carol, None, "192.0.2.7")
    desk.do(votes.cast, "pay", "en", True, STRANGER)
    desk.do(votes.cast, "pay", "en", False, known)
    desk.do(votes.cast, "pay", "en", False, known, Unhelpful.UNCLEAR, " The card page moved.\n")
    desk.do(votes.cast, "pay", "fr", True, known)
    assert tally(desk) == Tally(1, 1, {Unhelpful.UNCLEAR: 1}, ("The card page moved.",))
    assert tally(desk, "fr") == Tally(1, 0)
    desk.do(votes.cast, "pay", "en", True, known, "unclear", "kept from before?")
    assert tally(desk) == Tally(2, 0), "a yes has no reason"
    with desk.work() as work:
        work.now += timedelta(days=2)
        votes.cast(work, "pay", "fr", False, STRANGER)
        since = work.now - timedelta(days=1)
    assert voices.tally(desk, "pay", "fr", since) == Tally(0, 1)
    assert voices.tally(desk, "pay", "en", since) == Tally()


def test_a_missing_language_is_voted_on_as_it_was_read(desk: Desk) -> None:
    desk.do(votes.cast, "pay", "de", False, STRANGER)
    assert tally(desk) == Tally(0, 1)
    own = desk.see(lambda work: votes.own(work, articles.read(work, "pay", "en"), STRANGER))
    assert own is not None
    assert (own.helpful, own.is_told_why) == (False, False)


def test_what_cannot_be_voted_on(desk: Desk) -> None:
    for slug in ("later", "none", ""):
        with pytest.raises(NotFound):
            desk.do(votes.cast, slug, "en", True, STRANGER)
    with pytest.raises(Invalid) as refusal:
        desk.do(votes.cast, "pay", "en", False, STRANGER, "", "x" * 1001)
    assert refusal.value.faults == {"comment": Fault.TOO_LONG}
    desk.do(votes.cast, "pay", "en", False, STRANGER, "nonsense")
    assert tally(desk) == Tally(0, 1)


def test_those_who_write_articles_do_not_judge_them(desk: Desk, carol: Contact) -> None:
    desk.do(people.put_specialist, carol.email, "Carol", ("en",), Role.SPECIALIST)
    desk.do(votes.cast, "pay", "en", True, Asker(carol, None, ""))
    assert tally(desk) == Tally()


def test_votes_of_a_session_become_the_persons(desk: Desk, site: Site, carol: Contact) -> None:
    token = desk.do(sessions.start, "page", site.id)
    session = desk.see(sessions.find, token, "page")
    nameless, known = Asker(None, session, ""), Asker(carol, session, "")
    desk.do(votes.cast, "pay", "en", False, nameless)
    desk.do(votes.cast, "pay", "fr", False, nameless)
    desk.do(votes.cast, "pay", "fr", True, known)
    desk.do(sessions.belongs_to, session, carol)
    assert [(vote.locale, vote.helpful) for vote in desk.see(votes.of_contact, carol)] == [("en", False), ("fr", True)]
    assert (tally(desk), tally(desk, "fr")) == (Tally(0, 1), Tally(1, 0))


def test_a_persons_votes_are_given_out_and_erased(desk: Desk, carol: Contact, site: Site, sign: Any) -> None:
    desk.do(votes.cast, "pay", "en", False, Asker(carol, None, ""), Unhelpful.OUTDATED, "zanzibar")
    desk.do(votes.cast, "pay", "en", True, STRANGER)
    [export] = desk.see(personal_data.of_address, carol.email)
    assert [(vote["article"], vote["helpful"], vote["comment"]) for vote in export["votes"]] == [
        ("pay", False, "zanzibar")
    ]
    desk.do(erasures.erase, carol.email)
    assert tally(desk) == Tally(1, 0)
