"""The contact card tells what was asked before the ticket, what was shown and what was read."""

from __future__ import annotations

from helpcenter.desk import Desk, Work
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import answers, articles, people, questions
from helpcenter.services.questions import Asker
from tests.tui.conftest import AtWork, Writer, shown

HOSTILE = "Export [red]your[/red] invoices\x1b[31m"


async def test_the_card_names_other_tickets_and_the_success_manager(
    desk: Desk, ada: Specialist, carol: Contact, write: Writer, at_work: AtWork
) -> None:
    desk.do(people.set_success_manager, carol, ada.id)
    write("An older matter")
    write("The matter at hand")
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "Other tickets")
        await shown(pilot, "◆ #1 An older matter")
        await shown(pilot, f"Success manager: {ada.name}")


async def test_the_card_shows_what_was_shown_and_read(
    desk: Desk, carol: Contact, write: Writer, at_work: AtWork
) -> None:
    first = ArticleSource("export", "en", HOSTILE, "", "Press export on the billing page.", "all")
    desk.do(articles.put_all, [first, ArticleSource("pay", "en", "Pay invoices", "", "Pay by card.", "all")])

    def ask(work: Work) -> str:
        answer = answers.ask(work, "export invoices", "en")
        asked = questions.keep(work, answer, carol.site_id, Asker(carol, None, ""), "https://app.example.com/bills")
        questions.opened(work, asked, "/en/articles/export")
        questions.judged(work, asked, False, "tried")
        return asked

    write(question="export invoices", asked=desk.do(ask))
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "✓ Export [red]your[/red]")
        await shown(pilot, "· Pay invoices")
        await shown(pilot, "no (it was tried and did")
        await shown(pilot, "app.example.com/bills")
