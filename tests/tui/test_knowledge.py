"""Articles in the terminal by Pilot, on a real store: written in an editor, published, compared, asked for."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.sites import Site
from helpcenter.services import (
    answers,
    article_list,
    articles,
    people,
    questions,
    revisions,
    tickets,
    votes,
    working_copies,
)
from helpcenter.services.questions import Asker
from tests.tui.conftest import AtWork, Writer, picture, shown, until
from tui.app import Helpdesk
from tui.screens.knowledge import KnowledgeScreen

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
PAY = ArticleSource("pay", "en", "Pay an invoice", "How to pay.", "One.\n\nTwo.\n\nThree.", "billing")


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Let the editor be a script of ours, and the terminal lend itself to it."""

    @contextmanager
    def lent(_: Helpdesk) -> Iterator[None]:
        yield

    monkeypatch.setattr(Helpdesk, "suspend", lent)

    def use(script: str) -> None:
        program = tmp_path / "editor"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("VISUAL", str(program))

    return use


async def test_write_publish_and_go_back(desk: Desk, at_work: AtWork, editing) -> None:  # type: ignore[no-untyped-def]
    desk.do(articles.put_all, [PAY, replace(PAY, locale="de", title="Zahlen")])
    editing("sed -i s/Two/Zwo/ $1")
    async with at_work(size=(120, 30)) as pilot:
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, KnowledgeScreen), "the articles open")
        await shown(pilot, "Pay an invoice")
        await pilot.press("e")
        await until(pilot, lambda: "Zwo" in desk.see(articles.read, "pay", "en").body, "it is saved")
        await shown(pilot, "outdated: the")
        await pilot.press("h")
        await shown(pilot, "+Zwo.")
        await pilot.press("down", "r")
        await until(pilot, lambda: "Two" in desk.see(articles.read, "pay", "en").body, "it is as it was")
        await pilot.press("w")
        await shown(pilot, "draft")
        await pilot.press("s")
        await shown(pilot, "Publish when?")
        await pilot.press(*"2126-12-24 08:00", "enter")
        await shown(pilot, "scheduled")
        await pilot.press("P")
        await until(
            pilot, lambda: desk.see(article_list.every)[0].source.status is ArticleStatus.PUBLISHED, "published"
        )
    assert desk.see(revisions.history, "pay", "en")[0].author == "Ada"


async def test_a_text_that_cannot_be_taken_opens_again_and_survives(desk: Desk, at_work: AtWork, editing) -> None:  # type: ignore[no-untyped-def]
    editing("sed -i s/^summary/sumary/ $1; echo text >> $1")
    async with at_work() as pilot:
        await pilot.press("f6")
        await shown(pilot, "0 articles")
        await pilot.press("n")
        await shown(pilot, "Title of the new article")
        await pilot.press(*"Pay it", "enter")
        await shown(pilot, "line 3: unknown field 'sumary'")
        editing("sed -i s/^sumary/summary/ $1")
        await pilot.press("e")
        await shown(pilot, "The article is saved.")
    [source] = desk.see(articles.sources)
    assert (source.slug, source.status, source.body) == ("pay-it", ArticleStatus.DRAFT, "text")


async def test_a_colleague_saved_meanwhile(desk: Desk, ada: Specialist, at_work: AtWork, editing) -> None:  # type: ignore[no-untyped-def]
    desk.do(articles.put, PAY)
    desk.do(working_copies.begin, ada, "pay", "en")
    desk.do(articles.put, replace(PAY, body="Uno.\n\nTwo.\n\nThree."), author="Ben")
    editing("sed -i s/One/Eins/ $1")
    async with at_work() as pilot:
        await pilot.press("f6")
        await shown(pilot, "Pay an invoice")
        await pilot.press("e")
        await shown(pilot, "Somebody saved it meanwhile.")
        await pilot.press("k")
    [copy] = desk.see(working_copies.every)
    assert "<<<<<<< Ada\nEins.\n=======\nUno.\n>>>>>>> Ben" in copy.text


async def test_what_to_write_next(
    desk: Desk,
    site: Site,
    carol: Contact,
    at_work: AtWork,
    editing,  # type: ignore[no-untyped-def]
) -> None:
    answer = desk.see(answers.ask, "How do I change my plan?", "en")
    desk.do(questions.keep, answer, site.id, Asker(carol, None, ""))
    editing("echo 'Choose another plan.' >> $1")
    async with at_work(size=(120, 30)) as pilot:
        await pilot.press("f6", "tab")
        await shown(pilot, "How do I change my plan?")
        await shown(pilot, "A question is deflected only if")
        await pilot.press("e")
        await shown(pilot, "The article is saved.")
    [source] = desk.see(articles.sources)
    assert (source.title, source.asked_as) == ("How do I change my plan?", ("How do I change my plan?",))


async def test_what_did_not_help_and_why(desk: Desk, carol: Contact, at_work: AtWork) -> None:
    desk.do(articles.put, PAY)
    desk.do(votes.cast, "pay", "en", False, Asker(carol, None, ""), "unclear", "\x1b[31mWhich [b]card?")
    desk.do(votes.cast, "pay", "en", True, Asker(None, None, "192.0.2.7"))
    async with at_work(size=(120, 30)) as pilot:
        await pilot.press("f6", "tab", "tab")
        for words in (
            "It did not help 1 person:",
            "1 person said yes",
            "1 × it is hard to understand",
            "Which [b]card?",
        ):
            await shown(pilot, words)


async def test_a_reply_becomes_an_article(desk: Desk, ada: Specialist, write: Writer, at_work: AtWork, editing) -> None:  # type: ignore[no-untyped-def]
    number = write("Where is the reset?", "I looked everywhere.")
    desk.do(tickets.reply, ada, number, "Press reset twice.")
    editing("sed -i s/twice/three\\ times/ $1")
    async with at_work() as pilot:
        await pilot.press("enter")
        await shown(pilot, "Press reset twice.")
        await pilot.press("w")
        await shown(pilot, "The article is saved.")
    [source] = desk.see(articles.sources)
    assert (source.title, source.body) == ("Where is the reset?", "Press reset three times.")


async def test_review_and_preview(
    desk: Desk, ada: Specialist, at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
    desk.do(articles.put, PAY)
    desk.settings = replace(desk.settings, article_review=True)
    copy = desk.do(working_copies.begin, ben, "pay", "en")
    desk.do(working_copies.keep, ben, copy.id, copy.text.replace("Two", "Zwei"))
    assert desk.do(working_copies.save, ben, copy.id).in_review
    async with at_work(size=(120, 30), article_review=True) as pilot:
        await pilot.press("f6")
        await shown(pilot, "1 text waits for review")
        await shown(pilot, "Ben: the English text waits")
        await pilot.press("p")
        await shown(pilot, "/en/articles/pay")
        await pilot.press("v")
        await shown(pilot, "Save it for everybody")
        await pilot.press("a")
        await until(pilot, lambda: "Zwei" in desk.see(articles.read, "pay", "en").body, "it is saved")


async def test_hostile_texts_stay_texts_and_the_filter_works(desk: Desk, at_work: AtWork) -> None:
    hostile = replace(PAY, slug="odd", title="\x1b[31mRed [@click=app.quit]quit[/] \u202etxet")
    desk.do(articles.put_all, [hostile, PAY, replace(PAY, locale="fr", title="Payer")])
    async with at_work(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await shown(pilot, "␛[31mRed [@click=app.quit]quit[/] txet")
        await pilot.press("f", *"missing:fr", "enter")
        await shown(pilot, "1 article")
        assert "Pay an invoice" not in picture(pilot.app)
        await pilot.press("f", "escape")
        await shown(pilot, "Pay an invoice")
        await pilot.press("l")
        await shown(pilot, "Write in")
        await pilot.press("2")
        await shown(pilot, "Payer")
