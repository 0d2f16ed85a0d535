"""Tickets of other help desks come in from their exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.desk import Desk
from helpcenter.domain.filters import parse
from helpcenter.domain.people import AuthorKind, Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Message, MessageKind, Priority, Status, Submission, Ticket
from helpcenter.domain.views import filtered
from helpcenter.services import attachments, deliveries, erasures, ticket_search, tickets, views
from helpcenter.services.attachments import Parcel
from tests.cli.foreign_exports import ADA, AGENTS, CHATWOOT, CUSTOMER, ENTRIES, FREESCOUT, FRESHDESK, OSTICKET, ZENDESK
from tests.domain.evidence import samples

Bring = Callable[..., tuple[dict[str, Any], Result]]


@pytest.fixture
def bring(store_url: str, tmp_path: Path, site: Site, ada: Specialist, monkeypatch: pytest.MonkeyPatch) -> Bring:
    assert (ada.email, site.key) == (ADA, "acme")
    monkeypatch.chdir(tmp_path)
    environ = {"HELPCENTER_DATABASE_URL": store_url, "HELPCENTER_DATA_DIR": str(tmp_path)}

    def brought(source: str, files: dict[str, str], *more: str) -> tuple[dict[str, Any], Result]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        words = ["tickets", "import", "--from", source, "--json", *more, *files]
        result = CliRunner().invoke(main, words, env=environ)
        return json.loads(result.stdout), result

    return brought


def all_tickets(desk: Desk) -> list[Ticket]:
    return desk.see(views.page, filtered(parse("")), 0, limit=100)


def only(desk: Desk) -> tuple[Ticket, list[Message]]:
    [ticket] = all_tickets(desk)
    return ticket, desk.see(tickets.timeline, ticket.id)


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_zendesk_a_ticket_a_line(bring: Bring, desk: Desk, ada: Specialist) -> None:
    files = {"tickets.json": "\n".join(map(json.dumps, ZENDESK))}
    told, result = bring("zendesk", files, "--dry-run")
    assert (told["tickets"], told["messages"], told["dry_run"], all_tickets(desk)) == (1, 3, True, [])
    dry = told
    told, result = bring("zendesk", files)
    assert result.exit_code == 1
    assert told == dry | {"dry_run": False}
    assert {each["what"]: each["such_as"] for each in told["not_taken"]} == {
        "who asked has no e-mail address (?)": ["tickets.json:2"], "it was deleted there": ["tickets.json:3"],
    }  # fmt: skip
    assert {each["what"].partition(":")[0] for each in told["left_out"]} == {
        "attachments", "custom fields", "Old Hand is no specialist here",
    }  # fmt: skip
    ticket, said = only(desk)
    assert (ticket.subject, ticket.status, ticket.priority, ticket.locale) == ("Help!", "waiting", "high", "fr")
    assert (ticket.contact.email, ticket.contact.name) == ("zoe@x.example", "Zoé")
    assert (ticket.tags, ticket.assignee and ticket.assignee.id) == (("billing", "big-deal"), ada.id)
    assert (ticket.created_at, ticket.updated_at) == (at(2021, 7, 20, 22, 55, 29), at(2021, 7, 22, 8))
    assert (ticket.due_at, ticket.unread) == (None, False)
    assert [(each.kind, each.author.kind, each.author.id, each.body) for each in said] == [
        (
            MessageKind.REPLY,
            AuthorKind.CONTACT,
            ticket.contact.id,
            "My screen is blank\n\n[a.png] https://x.example/a.png?t=1",
        ),
        (MessageKind.NOTE, AuthorKind.SPECIALIST, ada.id, "A known fault"),
        (MessageKind.REPLY, AuthorKind.SPECIALIST, None, "Press the button."),
    ]
    assert [each.at for each in said] == [at(2021, 7, 20, 22, 55, 29), at(2021, 7, 21, 8), at(2021, 7, 22, 8)]
    assert sum(desk.see(deliveries.counts).values()) == 0, "an import writes to nobody"
    assert [hit.ticket.id for hit in desk.see(ticket_search.find, "button", "relevance")] == [ticket.id]
    again, _ = bring("zendesk", files)
    assert (again["tickets"], again["known"], len(all_tickets(desk))) == (0, 1, 1)


def test_zendesk_of_the_interface(bring: Bring, desk: Desk, ada: Specialist) -> None:
    bare = {key: value for key, value in ZENDESK[0].items() if key not in ("requester", "assignee", "comments")}
    page = {
        "tickets": [bare | {"assignee_id": 9, "status": "closed"}],
        "users": [CUSTOMER, {"id": 9, "name": "Ada", "email": ADA, "role": "agent"}],
        "next_page": None,
    }
    audit = {"id": 1, "ticket_id": 35436, "created_at": "2021-07-21T00:00:00Z", "author_id": 9}
    events = [{"type": "Comment", "public": True, "body": "Hello"}, {"type": "Change", "field_name": "status"}]
    bring(
        "zendesk", {"page.json": json.dumps(page), "audits.json": json.dumps({"audits": [audit | {"events": events}]})}
    )
    ticket, said = only(desk)
    assert (ticket.status, ticket.closed_at) == (Status.CLOSED, at(2021, 7, 22, 8))
    assert [(each.author.id, each.body) for each in said] == [(ada.id, "Hello")]


def test_freshdesk(bring: Bring, desk: Desk, ada: Specialist) -> None:
    told, _ = bring("freshdesk", {"tickets.json": json.dumps(FRESHDESK), "agents.json": json.dumps(AGENTS)})
    assert [each["what"] for each in told["not_taken"]] == ["it is spam there"]
    assert told["left_out"] == []
    ticket, said = only(desk)
    assert (ticket.status, ticket.priority, ticket.tags) == (Status.SOLVED, Priority.URGENT, ("vip",))
    assert (ticket.closed_at, ticket.assignee and ticket.assignee.id) == (at(2022, 1, 2, 10), ada.id)
    assert [(each.kind, each.author.kind, each.body) for each in said] == [
        (MessageKind.REPLY, AuthorKind.CONTACT, "It is red"),
        (MessageKind.NOTE, AuthorKind.SPECIALIST, "hm"),
        (MessageKind.REPLY, AuthorKind.CONTACT, "Still red"),
    ]


def test_chatwoot(bring: Bring, desk: Desk, ada: Specialist) -> None:
    told, result = bring("chatwoot", {"conversations.json": json.dumps(CHATWOOT)})
    assert (result.exit_code, told["left_out"]) == (0, [])
    ticket, said = only(desk)
    assert (ticket.subject, ticket.status, ticket.tags) == ("Hello there", Status.SOLVED, ("refund",))
    assert [(each.author.id, each.body) for each in said] == [
        (ticket.contact.id, "Hello there\nI want my money"), (ada.id, "Here it is"),
    ]  # fmt: skip


def test_freescout(bring: Bring, desk: Desk, ada: Specialist) -> None:
    told, _ = bring("freescout", {"conversations.json": json.dumps(FREESCOUT)})
    assert [each["what"] for each in told["not_taken"]] == ["it is spam there"]
    ticket, said = only(desk)
    assert (ticket.contact.name, ticket.tags, ticket.assignee) == ("Zoé Q", ("audio",), None)
    assert [(each.kind, each.author.id, each.body) for each in said] == [
        (MessageKind.REPLY, ticket.contact.id, "No sound"), (MessageKind.NOTE, ada.id, "Odd\ncase"),
    ]  # fmt: skip


def test_osticket(bring: Bring, desk: Desk, ada: Specialist) -> None:
    told, _ = bring("osticket", {"tickets.csv": OSTICKET, "entries.csv": ENTRIES})
    assert {each["what"].partition(":")[0] for each in told["left_out"]} == {
        "Ada is no specialist here", "messages", "attachments", "status 'odd'",
    }  # fmt: skip
    newest, oldest = all_tickets(desk)
    assert (newest.subject, newest.status) == ("Only a subject", Status.OPEN)
    assert (oldest.status, oldest.priority, oldest.closed_at) == ("closed", "urgent", at(2019, 5, 2, 10))
    said = desk.see(tickets.timeline, oldest.id)
    assert [(each.author.id, each.body) for each in said] == [
        (oldest.contact.id, "It, well, burns"), (ada.id, "Use water."),
    ]  # fmt: skip


def test_who_was_erased_does_not_come_back(bring: Bring, desk: Desk) -> None:
    files = {"conversations.json": json.dumps(CHATWOOT)}
    bring("chatwoot", files)
    desk.do(erasures.erase, "zoe@x.example")
    told, _ = bring("chatwoot", files)
    assert (told["tickets"], told["known"]) == (0, 1)


def test_a_broken_line_ends_its_file_and_not_the_others(bring: Bring, desk: Desk) -> None:
    line = json.dumps(ZENDESK[0])
    told, result = bring("zendesk", {"a.json": f"{line}\n{{oops\n", "b.json": "no", "c.json": json.dumps([ZENDESK[0]])})
    assert (result.exit_code, told["tickets"], told["known"]) == (1, 1, 1)
    assert [fault.partition(": not")[0] for fault in told["faults"]] == ["a.json: line 2", "b.json: line 1"]


def test_hostile_and_odd_values(bring: Bring, desk: Desk) -> None:
    odd = {
        "id": "x\x00" * 400, "subject": "a\x1b[31m\nb" * 100, "status": ["open"], "priority": {},
        "tags": [1, "a:b", "ok"],
        "requester": {"email": "zoe@x.example", "name": "Z\ud800" * 300}, "created_at": 10**30, "updated_at": "soon",
        "comments": [{"author": None, "body": "x" * 120_000, "public": True, "created_at": "2999-01-01T00:00:00Z"}, 5],
    }  # fmt: skip
    told, _ = bring("zendesk", {"odd.json": json.dumps([odd, 5, None])})
    assert "no records" in told["faults"][0]
    ticket, said = only(desk)
    assert (ticket.status, ticket.priority, ticket.tags, len(ticket.subject)) == ("open", "normal", ("ok",), 200)
    assert [len(each.body) for each in said] == [50_000, 50_000, 20_000]
    assert all(each.at <= datetime.now(UTC) for each in said)


def test_files_come_from_the_export_and_are_never_fetched(bring: Bring, desk: Desk, tmp_path: Path) -> None:
    for place, data in (("attachments/5", samples.png()), ("attachments/6", b"MZ\x00\x01"), ("outside", samples.png())):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "shot.png").write_bytes(data)
    (tmp_path / "attachments" / "8").mkdir()
    (tmp_path / "attachments" / "8" / "link.png").symlink_to(tmp_path / "outside" / "shot.png")
    files: list[dict[str, Any]] = [
        {"id": 5, "file_name": "../a.png"},
        {"id": 6, "file_name": "b.exe", "content_url": "javascript:alert(1)"},
        {"id": "../../outside", "file_name": "c.png"},
        {"id": 8, "file_name": "d.png"},
        {"id": 9, "file_name": "e.png", "content_url": "https://x.example/e.png"},
    ]
    comment = {"author": CUSTOMER, "public": True, "created_at": "2021-07-20T22:55:29Z"}
    comments = [comment | {"plain_body": "See", "attachments": files},
                comment | {"plain_body": "", "attachments": files[:1]}]  # fmt: skip
    export = {"tickets.json": json.dumps([{"id": 1, "status": "open", "requester": CUSTOMER, "comments": comments}])}
    dry, _ = bring("zendesk", export, "--dry-run")
    assert (dry["files"], {each["what"]: each["count"] for each in dry["left_out"]}) == (2, {
        "attachments: a file is not in the export; its name stays in the text": 2,
        "attachments: a file is not in the export; its address stays in the text": 1,
        "attachments: a file of the export is not taken in (wrong_kind)": 1,
    })  # fmt: skip
    assert bring("zendesk", export)[0] == dry | {"dry_run": False}
    ticket, said = only(desk)
    assert said[0].body == "See\n\n[b.exe]\n[c.png]\n[d.png]\n[e.png] https://x.example/e.png"
    assert said[1].body == "[../a.png]"
    kept = desk.see(attachments.of_ticket, ticket.id)
    assert [(file.message_seq, file.media_type) for file in kept] == [(1, "image/png"), (2, "image/png")]
    assert attachments.path(desk.settings, kept[0]).read_bytes()[:4] == b"\x89PNG"


def test_another_helpcenter(
    bring: Bring, desk: Desk, carol: Contact, ada: Specialist, store_url: str, tmp_path: Path
) -> None:
    stored = attachments.store(desk.settings, "Bild: ä.png", samples.png())
    file = desk.do(attachments.keep, "form", stored)
    submission = Submission(carol.site_id, "email", carol.email, "It broke ☃", "Here is how.", "fr")
    number = desk.do(tickets.submit, carol, submission, files=Parcel("form", (file.id,))).ticket_id
    desk.do(tickets.reply, ada, number, "Between us", note=True)
    desk.do(tickets.reply, ada, number, "Mended.", status=Status.SOLVED)
    environ = {"HELPCENTER_DATABASE_URL": store_url, "HELPCENTER_DATA_DIR": str(tmp_path)}
    assert CliRunner().invoke(main, ["export", "out"], env=environ).exit_code == 0
    told, result = bring("helpcenter", {}, "--dry-run", "out")
    assert (result.exit_code, told["tickets"], told["messages"], told["files"]) == (0, 1, 3, 1)
    assert [each["what"].partition(":")[0] for each in told["left_out"]] == ["history"]
    told, _ = bring("helpcenter", {}, "out")
    here = next(each for each in all_tickets(desk) if each.id != number)
    there = desk.see(tickets.get, number)
    for name in ("subject", "status", "priority", "locale", "created_at", "closed_at", "contact"):
        assert getattr(here, name) == getattr(there, name), name
    said = [[(each.kind, each.author, each.body, each.at) for each in desk.see(tickets.timeline, one)
             if each.kind is not MessageKind.EVENT] for one in (number, here.id)]  # fmt: skip
    assert said[0] == said[1]
    [file] = desk.see(attachments.of_ticket, here.id)
    assert attachments.path(desk.settings, file).read_bytes() == samples.png()
    assert bring("helpcenter", {}, "out")[0]["known"] == 1
