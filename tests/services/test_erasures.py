"""Somebody is taken away for good: nothing of theirs is left in any table or file, and what only counts stays."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from helpcenter.config import Settings
from helpcenter.desk import Desk, Work
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.callbacks import Wish
from helpcenter.domain.faults import NotFound
from helpcenter.domain.journal import Cursor
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.ticket_search import keys_of
from helpcenter.domain.tickets import Submission
from helpcenter.domain.triage import Change
from helpcenter.services import (
    answers,
    articles,
    attachments,
    callbacks,
    chats,
    community,
    erasures,
    inbox,
    journal,
    lessons,
    onlookers,
    people,
    personal_data,
    questions,
    sessions,
    spam,
    staff_access,
    surveys,
    ticket_links,
    tickets,
    triage,
)
from helpcenter.services.attachments import Parcel
from helpcenter.services.idempotency import Once
from helpcenter.store import ticket_fields, ticket_words
from helpcenter.store import tickets as rows
from helpcenter.store.tables import metadata
from tests.domain.evidence import samples
from tests.mails import raw
from tests.services import mailing
from tests.services.chatting import hello, open_always
from tests.services.talking import ask, reading

CANARY = "zanzibar"
OTHER = "dave@customer.example"


def rows_holding(desk: Desk, *words: str) -> list[str]:
    """Every table with a row in which one of these words stands, in whatever column."""

    def look(work: Work) -> list[str]:
        found = []
        for table in metadata.sorted_tables:
            for row in work.session.execute(select(table)).mappings():
                whole = " ".join(
                    value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row.values()
                ).lower()
                found += [f"{table.name}: {word}" for word in words if word in whole]
        return found

    return desk.see(look)


def files_holding(settings: Settings, *parts: bytes) -> list[Path]:
    files = [file for file in (settings.data_dir / "attachments").rglob("*") if file.is_file()]
    return [file for file in files if any(part in file.read_bytes().lower() for part in parts)]


def found_by(desk: Desk, word: str) -> list[int]:
    """The tickets that the index of words still names."""
    return desk.see(ticket_words.holding, keys_of(word), 100)


@pytest.fixture
def shelf(desk: Desk) -> None:
    desk.do(articles.put, ArticleSource("pay", "en", "Pay an invoice", "", "Pay by card on the billing page.", "all"))


@pytest.fixture
def left_everything(
    settings: Settings, desk: Desk, site: Site, carol: Contact, ada: Specialist, shelf: None
) -> list[int]:
    """Carol was everywhere; returns her tickets."""
    open_always(settings)
    token = desk.do(sessions.start, "page", site.id, contact=carol)
    session = desk.see(sessions.find, token, "page")
    note = desk.do(
        attachments.keep, session.scope, attachments.store(settings, f"{CANARY}.txt", f"{CANARY} file".encode())
    )
    desk.do(attachments.keep, session.scope, attachments.store(settings, "unsent.png", samples.png()))
    asker = questions.Asker(carol, session, "192.0.2.1")
    asked = desk.do(lambda work: questions.keep(work, answers.ask(work, f"pay {CANARY} invoice", "en"), site.id, asker))
    desk.do(lessons.learn, f"pay the {CANARY} invoice", "article", "pay", "en", person=f"contact:{carol.id}")
    submission = Submission(
        site.id, "email", carol.email, f"{CANARY} subject", f"{CANARY} body", "en",
        question=f"{CANARY}?", evidence={"url": f"https://app.example/{CANARY}"},
    )  # fmt: skip
    form = Once(session.scope, "k1")
    first = desk.do(tickets.submit, carol, submission, form, files=Parcel(session.scope, (note.id,))).ticket_id
    desk.do(questions_of_ticket, carol, first, asked)
    desk.do(tickets.reply, ada, first, f"Dear Carol, about {CANARY}")
    desk.do(tickets.reply, ada, first, f"{CANARY} again", note=True)
    desk.do(triage.change, ada, [first], Change(add_tags=(CANARY,)))
    desk.do(staff_access.allow, carol, True)
    desk.do(staff_access.use, ada, first, f"to see {CANARY}")
    desk.do(inbox.close, carol, first)
    desk.do(surveys.rate, carol, first, 2, f"{CANARY} comment")
    chat = desk.do(chats.start, carol, hello(carol)).ticket_id
    desk.do(chats.say, carol, chat, f"{CANARY} line", "c1")
    call = desk.do(callbacks.submit, carol, Wish(site.id, "030 12345678", "DE", CANARY, "", None, True)).ticket_id
    talk(desk, carol, ada)
    entry = mailing.take(desk, raw(f"{CANARY} mail", sender="Carol <carol@customer.example>", subject=CANARY))
    assert entry.ticket_id
    desk.do(ticket_links.link, ada, first, chat)
    desk.do(onlookers.look, ada, first, writing=True)
    desk.do(spam.mark, ada, call, block=True)
    desk.do(give_field, call)
    desk.do(sessions.ask_for_proof, site.id, carol.email, "en")
    return [first, chat, call, entry.ticket_id]


def give_field(work: Work, ticket_id: int) -> None:
    row = rows.locked(work, ticket_id)
    assert row is not None
    ticket_fields.put(work, row, {"order": CANARY})


def talk(desk: Desk, carol: Contact, ada: Specialist) -> None:
    """Carol takes part in the community: one post is read by everybody, one waits, one is hidden."""
    desk.do(community.choose_name, carol, "Carol Canary")
    shown = desk.do(ask, carol, "May I pay by card?")
    desk.do(community.approve, ada, reading(desk, shown, carol).question.id)
    desk.do(community.vote, carol, desk.do(community.answer_as_specialist, ada, shown, "Yes."))
    answer = reading(desk, shown).answers[0].id
    desk.do(community.report, carol, answer, "other", f"{CANARY} comment")
    hidden = desk.do(community.answer, carol, shown, f"{CANARY} answer")
    desk.do(community.edit, carol, hidden, f"{CANARY} again")
    desk.do(community.hide, ada, hidden)


def questions_of_ticket(work: Work, contact: Contact, ticket_id: int, asked: str) -> None:
    questions.contacted(work, contact, ticket_id, asked)


def erase(desk: Desk, email: str = "Carol@customer.example") -> erasures.Erased:
    gone = desk.do(erasures.erase, email)
    desk.do(attachments.sweep_these, gone.hashes)
    return gone


def aged(settings: Settings) -> None:
    """Let the files be an hour old."""
    for file in (settings.data_dir / "attachments").rglob("*"):
        if file.is_file():
            os.utime(file, (file.stat().st_atime, file.stat().st_mtime - timedelta(hours=1).total_seconds()))


def test_nothing_of_the_person_is_left_anywhere(
    settings: Settings, desk: Desk, ada: Specialist, left_everything: list[int]
) -> None:
    aged(settings)
    words = (CANARY, "carol", "+4930", "12345678")
    assert {line.partition(":")[0] for line in rows_holding(desk, *words)} >= {
        *("answer_lesson", "attachment", "callback", "contact", "delivery", "mail_ledger", "message", "proof"),
        *("question", "staff_access", "survey", "ticket", "ticket_tag", "ticket_field", "blocked_address"),
        *("post", "post_report", "post_revision", "public_name"),
    }
    assert found_by(desk, CANARY)
    gone = erase(desk)
    assert (gone.contacts, gone.tickets, gone.questions, gone.files, gone.mails) == (1, 4, 1, 2, 1)
    assert rows_holding(desk, *words) == []
    assert found_by(desk, CANARY) == []
    assert files_holding(settings, CANARY.encode(), b"carol", samples.png().lower()) == []
    with pytest.raises(NotFound):
        erase(desk)


def test_shells_stay_for_counts_and_can_be_opened(desk: Desk, ada: Specialist, left_everything: list[int]) -> None:
    before = desk.see(lambda work: {each: tickets.get(work, each) for each in left_everything})
    erase(desk)
    for number in left_everything:
        shell = desk.see(tickets.get, number)
        assert (shell.status.is_closed, shell.subject, shell.due_at) == (True, "[removed]", None)
        assert (shell.channel, shell.created_at) == (before[number].channel, before[number].created_at)
        assert desk.see(tickets.timeline, number) == []
        rated = desk.see(surveys.get, number)
        assert rated is None or (rated.rating, rated.comment) == (2, "")
    kinds = [event.kind for event in desk.see(journal.since, Cursor())]
    assert (kinds.count("ticket.erased"), kinds.count("contact.erased")) == (4, 1)


def test_others_keep_what_is_theirs(desk: Desk, site: Site, sign: Any, left_everything: list[int]) -> None:
    dave = desk.do(people.identify, site, sign(OTHER, name="Dave", account=None, plan="starter"))
    number = desk.do(tickets.submit, dave, Submission(site.id, "email", OTHER, "Mine", "stays", "en")).ticket_id
    for person in (f"contact:{dave.id}", "contact:99"):
        desk.do(lessons.learn, f"pay the {CANARY} invoice", "article", "pay", "en", person=person)
    desk.do(attachments.keep, "session:77", attachments.store(desk.settings, "shot.png", samples.png()))
    aged(desk.settings)
    erase(desk)
    assert desk.see(tickets.timeline, number)[0].body == "stays"
    assert [lesson.people for lesson in desk.see(lessons.listed)] == [2]
    assert files_holding(desk.settings, samples.png().lower())
    assert [each["contact"]["name"] for each in desk.see(personal_data.of_address, OTHER)] == ["Dave"]
    erase(desk, OTHER)
    assert rows_holding(desk, "dave", "mine", "stays") == []


def test_what_somebody_brings_at_this_moment_stays_for_the_sweep(
    settings: Settings, desk: Desk, left_everything: list[int]
) -> None:
    erase(desk)
    assert files_holding(settings, CANARY.encode())


def test_the_same_address_may_come_again_as_somebody_new(
    desk: Desk, site: Site, sign: Any, carol: Contact, left_everything: list[int]
) -> None:
    erase(desk)
    again = desk.do(people.identify, site, sign())
    assert again.id != carol.id
    assert desk.see(inbox.counts, again)["all"] == 0


@pytest.mark.parametrize("address", ["nobody@customer.example", "no address", "", "a\x00b@c.example"])
def test_nobody_is_not_found(desk: Desk, site: Site, address: str) -> None:
    for act in (erasures.erase, personal_data.of_address):
        with pytest.raises(NotFound):
            desk.do(act, address)


def test_every_table_that_names_people_is_known_to_these_tests(desk: Desk, left_everything: list[int]) -> None:
    """A new table that hangs on a ticket or a contact must be filled above, so that its erasing is seen."""
    hanging = {
        table.name
        for table in metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in ("ticket", "contact")
    }

    def empty(work: Work) -> set[str]:
        tables = (metadata.tables[name] for name in hanging)
        return {table.name for table in tables if not work.session.scalar(select(func.count()).select_from(table))}

    assert desk.see(empty) == set()
