"""`helpcenter export`: everything in open formats, nothing that opens a door."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import attachments, tickets
from helpcenter.services.attachments import Parcel
from helpcenter.store import everything
from helpcenter.whole_export import safe_name
from tests.domain.evidence import samples
from tests.serving import environment

DOORS = re.compile("token|secret|password|hash|key")
HARMLESS = {
    "site.key",
    "account.key",
    "public_name.key",
    "mail_ledger.key",
    "translation.file_hash",
    "attachment.removed_secrets",
}


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner(env=environment(settings)).invoke(main, [*arguments])


@pytest.fixture
def ticket_id(desk: Desk, carol: Contact, ada: Specialist) -> int:
    stored = attachments.store(desk.settings, "../../Bild: ä.png", samples.png())
    file = desk.do(attachments.keep, "form", stored)
    submission = Submission(carol.site_id, "email", carol.email, "It broke ☃", "Here is how.", "en")
    made = desk.do(tickets.submit, carol, submission, files=Parcel("form", (file.id,)))
    desk.do(tickets.reply, ada, made.ticket_id, "A secret of ours", note=True)
    return made.ticket_id


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_folder_holds_everything(settings: Settings, desk: Desk, ticket_id: int, tmp_path: Path) -> None:
    result = run(settings, "export", "--json", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    told, out = json.loads(result.stdout), tmp_path / "out"
    [ticket] = lines((out / "ticket.jsonl").read_text(encoding="utf-8"))
    assert (ticket["id"], ticket["subject"]) == (ticket_id, "It broke ☃")
    said = [each["body"] for each in lines((out / "message.jsonl").read_text(encoding="utf-8"))]
    assert {"Here is how.", "A secret of ours"} <= set(said)
    schema = json.loads((out / "schema.json").read_text())
    assert set(ticket) == set(schema["ticket"]["required"])
    assert schema["ticket"]["properties"]["closed_at"] == {"type": ["string", "null"], "format": "date-time"}
    assert {f"{noun}.jsonl" for noun in schema} == {file.name for file in out.glob("*.jsonl")}
    [file] = (out / "attachments").rglob("*.png")
    assert file.read_bytes()[:4] == b"\x89PNG"
    assert told["attachments"] == 1
    assert told["documents"]["ticket"] == 1
    assert (out.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    again = run(settings, "export", str(out))
    assert (again.exit_code, again.stderr) == (1, f"Error: {out} exists already\n")
    assert not list(tmp_path.glob(".export-*"))


def test_an_archive_holds_the_same(settings: Settings, desk: Desk, ticket_id: int, tmp_path: Path) -> None:
    assert run(settings, "export", str(tmp_path / "folder")).exit_code == 0
    assert run(settings, "export", str(tmp_path / "all.zip")).exit_code == 0
    folder = {str(each.relative_to(tmp_path / "folder")) for each in (tmp_path / "folder").rglob("*") if each.is_file()}
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == folder
        assert archive.read("ticket.jsonl") == (tmp_path / "folder" / "ticket.jsonl").read_bytes()


def test_bytes_that_are_lost_are_told(settings: Settings, desk: Desk, ticket_id: int, tmp_path: Path) -> None:
    [file] = desk.see(attachments.of_ticket, ticket_id)
    attachments.path(settings, file).unlink()
    result = run(settings, "export", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert f"its bytes are lost: attachments/{file.sha256}/" in result.stderr


def test_nothing_leaves_that_opens_a_door() -> None:
    columns = {f"{noun}.{name}" for noun in everything.nouns() for name in everything.schema(noun)["properties"]}
    assert {name for name in columns if DOORS.search(name.partition(".")[2])} == HARMLESS
    assert not {"delivery.values", "delivery.raw"} & columns


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../x", "__.._x"), ("a/b\\c", "a_b_c"), ("", "_"), ("CON.txt", "_CON.txt"), (".bash", "_bash"),
     ("ä b.png", "ä b.png")],
)  # fmt: skip
def test_names_of_files_are_harmless(name: str, safe: str) -> None:
    assert safe_name(name) == safe
