"""Retention: what has been kept for long enough goes in small batches; what is younger or open stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import func, select

from helpcenter.channels.memory import MemoryChannel
from helpcenter.cli import main
from helpcenter.config import ConfigError, Settings, load
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.domain.audit import Deed
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.retention import KEEP, Due, Kind, Retention
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Status, Submission
from helpcenter.factory import create_app, create_desk, desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import attachments, audit, deliveries, retention, tickets
from helpcenter.services.attachments import Parcel
from helpcenter.store.tables import metadata
from tests.domain.evidence import samples
from tests.mails import raw
from tests.services import mailing
from tests.serving import environment

Made = Callable[..., Desk]
YEAR = timedelta(days=365)


@pytest.fixture
def keeping(settings: Settings, desk: Desk) -> Iterator[Made]:
    """A desk with rules."""
    made: list[Desk] = []

    def make(**rules: Any) -> Desk:
        made.append(create_desk(replace(settings, retention=Retention(**rules))))
        return made[-1]

    yield make
    for each in made:
        each.close()


def opened(desk: Desk, carol: Contact, subject: str = "It broke", **more: Any) -> int:
    submission = Submission(carol.site_id, "email", carol.email, subject, "My address is Elm Street 7.", "en")
    return desk.do(tickets.submit, carol, submission, **more).ticket_id


def closed(desk: Desk, carol: Contact, ada: Specialist, **more: Any) -> int:
    number = opened(desk, carol, **more)
    desk.do(tickets.reply, ada, number, "Try this, Carol.")
    desk.do(tickets.set_status, ada.author, number, Status.CLOSED)
    return number


def run_all(desk: Desk) -> int:
    total = 0
    while taken := desk.do(retention.run_due):
        total += taken
    return total


def rows(desk: Desk, name: str) -> int:
    with desk.work(writing=False) as work:
        return work.session.scalar(select(func.count()).select_from(metadata.tables[name])) or 0


def everything(desk: Desk) -> str:
    """All that stands in any row of any table."""
    with desk.work(writing=False) as work:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in work.session.execute(select(table)))


def test_by_default_everything_is_kept(desk: Desk, carol: Contact, ada: Specialist) -> None:
    closed(desk, carol, ada)
    with time_machine.travel(datetime.now(UTC) + 50 * YEAR, tick=False):
        assert desk.see(retention.plan) == []
        assert desk.do(retention.run_due) == 0


def test_closed_tickets_are_anonymised_and_open_ones_are_not(keeping: Made, carol: Contact, ada: Specialist) -> None:
    desk = keeping(closed_tickets_days=30)
    file = desk.do(attachments.keep, "s", attachments.store(desk.settings, "shot.png", samples.png()))
    numbers = [closed(desk, carol, ada, files=Parcel("s", (file.id,)))]
    numbers += [closed(desk, carol, ada) for _ in range(retention.TICKETS_AT_ONCE)]
    still = opened(desk, carol, "Other")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=29), tick=False):
        assert desk.do(retention.run_due) == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31), tick=True):
        young = closed(desk, carol, ada)
        assert desk.see(retention.plan) == [Due(Kind.CLOSED_TICKETS, 30, len(numbers), False)]
        assert desk.do(retention.run_due) == retention.TICKETS_AT_ONCE
        assert run_all(desk) == 1
        shell = desk.see(tickets.get, numbers[0])
        assert (shell.status, shell.contact.email, shell.contact.name) == (Status.CLOSED, "nobody@erased.invalid", "")
        assert shell.reply_to == ""
        assert shell.updated_at < datetime.now(UTC) - timedelta(days=30), "it does not come up in the queue"
        assert desk.see(tickets.timeline, numbers[0]) == []
        assert desk.see(attachments.of_ticket, numbers[0]) == []
        assert [desk.see(tickets.get, each).reply_to for each in (still, young)] == [carol.email] * 2
        told = everything(desk)
        assert told.count("Elm Street 7") == 2, "of the two that stay"
        assert desk.see(retention.plan)[0].count == 0
        taken = [each.data for each in desk.see(audit.log) if each.deed is Deed.RETENTION]
        assert [each["closed_tickets"] for each in taken] == [1, retention.TICKETS_AT_ONCE]


def test_closed_tickets_are_erased_where_the_rule_says_so(keeping: Made, carol: Contact, ada: Specialist) -> None:
    desk = keeping(closed_tickets_days=30, closed_tickets="erase")
    closed(desk, carol, ada)
    still = opened(desk, carol)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31), tick=False):
        assert run_all(desk) == 1
    assert rows(desk, "ticket") == 1
    assert desk.see(tickets.get, still).contact == carol


def test_files_letters_journal_and_log_go_by_age(keeping: Made, carol: Contact, ada: Specialist, app: Any) -> None:
    desk = keeping(attachments_days=10, outbox_days=10, journal_days=10, audit_days=10)
    file = desk.do(attachments.keep, "s", attachments.store(desk.settings, "shot.png", samples.png()))
    number = closed(desk, carol, ada, files=Parcel("s", (file.id,)))
    Courier(desk_of(app), LetterWriter(app, desk.settings), MemoryChannel()).carry_due()
    waiting = opened(desk, carol)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=11), tick=True):
        plan = {each.kind: each.count for each in desk.see(retention.plan)}
        assert plan[Kind.ATTACHMENTS] == 1
        assert plan[Kind.OUTBOX] == 3
        assert plan[Kind.JOURNAL] == rows(desk, "journal")
        assert run_all(desk) == sum(plan.values())
        assert desk.see(attachments.of_ticket, number) == []
        assert [each.letter.ticket_id for each in desk.see(deliveries.recent)] == [waiting], "what waits is kept"
        assert rows(desk, "journal") == 0
        assert {each.deed for each in desk.see(audit.log)} == {Deed.RETENTION}
        assert desk.see(attachments.sweep) == 1
        assert len(desk.see(tickets.timeline, number)) > 1
        assert desk.do(tickets.reply, ada, number, "Still here.").seq, "the journal goes on"


def test_the_bytes_of_old_mails_go_and_their_lines_stay(keeping: Made, site: Site) -> None:
    desk = keeping(raw_mails_days=10)
    mailing.take(desk, raw(text="Hello."))
    with time_machine.travel(datetime.now(UTC) + timedelta(days=11), tick=True):
        assert run_all(desk) == 1
        assert desk.see(attachments.sweep) >= 1
    assert rows(desk, "mail_ledger") == 1


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_the_courier_does_it_by_itself(keeping: Made, settings: Settings, carol: Contact, ada: Specialist) -> None:
    rules = replace(settings, retention=Retention(closed_tickets_days=30))
    app = create_app(rules)
    desk = desk_of(app)
    number = closed(desk, carol, ada)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31), tick=True):
        Courier(desk, LetterWriter(app, rules), None).between()
    assert desk.see(tickets.get, number).reply_to == ""
    desk.close()


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_the_plan_by_the_command_line(desk: Desk, settings: Settings, carol: Contact, ada: Specialist) -> None:
    closed(desk, carol, ada)

    def run(verb: str, **changes: str) -> str:
        return CliRunner(env=environment(settings, **changes)).invoke(main, ["retention", verb]).output

    assert run("plan") == "there are no rules: everything is kept\n"
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31), tick=False):
        rules = '{"closed_tickets_days": 30}'
        said = "closed_tickets   older than    30 days: 1 would be anonymised\n"
        assert run("plan", HELPCENTER_RETENTION=rules) == run("plan", HELPCENTER_RETENTION=rules) == said
        assert run("run", HELPCENTER_RETENTION=rules) == "1 gone\n"


def test_rules_are_read_from_the_file(tmp_path: Any) -> None:
    file = tmp_path / "helpcenter.toml"
    file.write_text('[retention]\nclosed_tickets_days = 730\nclosed_tickets = "erase"\n')
    found = load(file, environ={}, data_dir=tmp_path).retention
    assert found == Retention(closed_tickets_days=730, closed_tickets="erase")
    assert str(KEEP) == ""
    for wrong in (
        "tickets_days = 1",
        "audit_days = -1",
        'audit_days = "1"',
        "audit_days = true",
        'closed_tickets = "x"',
    ):
        file.write_text(f"[retention]\n{wrong}\n")
        with pytest.raises(ConfigError, match="retention"):
            load(file, environ={}, data_dir=tmp_path)
