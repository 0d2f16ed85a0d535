"""`helpcenter backup` while others write, and `helpcenter restore` into an empty folder with the outbox held."""

from __future__ import annotations

import io
import tarfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Submission
from helpcenter.factory import create_desk
from helpcenter.services import attachments, deliveries, inbox, tickets
from helpcenter.services.attachments import Parcel
from helpcenter.store.lock import held
from tests.domain.evidence import samples
from tests.serving import environment

on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner(env=environment(settings)).invoke(main, [*arguments])


def elsewhere(settings: Settings, folder: Path) -> Settings:
    folder.mkdir()
    return replace(settings, data_dir=folder, database_url=f"sqlite:///{folder / 'helpcenter.db'}")


def submit(desk: Desk, carol: Contact, files: Parcel | None = None) -> int:
    submission = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
    return desk.do(tickets.submit, carol, submission, files=files).ticket_id


@on_sqlite
def test_all_comes_back_and_nothing_is_sent(settings: Settings, desk: Desk, carol: Contact, tmp_path: Path) -> None:
    file = desk.do(attachments.keep, "form", attachments.store(settings, "a.png", samples.png()))
    submit(desk, carol, Parcel("form", (file.id,)))
    submit(desk, carol)
    assert desk.do(deliveries.claim) is not None, "one is under way"
    made = run(settings, "backup", str(tmp_path / "b.tar"))
    assert made.exit_code == 0, made.output
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    there = elsewhere(settings, tmp_path / "there")
    back = run(there, "restore", str(tmp_path / "b.tar"))
    assert back.exit_code == 0, back.output
    assert "2 letters are held" in back.output
    restored = create_desk(there)
    assert [each.state for each in restored.see(deliveries.recent)] == [DeliveryState.HELD] * 2
    assert len(restored.see(inbox.look, carol).tickets) == 2
    assert attachments.path(there, restored.see(attachments.read, file.id)).read_bytes() == samples.png()
    assert restored.do(deliveries.claim) is None
    restored.close()


@on_sqlite
def test_a_backup_is_whole_while_others_write(settings: Settings, desk: Desk, carol: Contact, tmp_path: Path) -> None:
    stop, written = threading.Event(), list[int]()

    def write() -> None:
        while not stop.is_set():
            written.append(submit(desk, carol))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            assert run(settings, "backup", str(tmp_path / f"{number}.tar")).exit_code == 0
    finally:
        stop.set()
        writer.join()
    there = elsewhere(settings, tmp_path / "there")
    assert run(there, "restore", str(tmp_path / "2.tar")).exit_code == 0
    restored = create_desk(there)
    found = sorted(each.letter.ticket_id or 0 for each in restored.see(deliveries.recent, 10_000))
    assert found == sorted(written)[: len(found)]
    assert [restored.see(tickets.get, number).id for number in found] == found
    restored.close()


@on_sqlite
def test_nothing_is_written_over(settings: Settings, desk: Desk, carol: Contact, tmp_path: Path) -> None:
    target = tmp_path / "b.tar"
    assert run(settings, "backup", str(target)).exit_code == 0
    assert "exists already" in run(settings, "backup", str(target)).output
    assert "exists already: restore into an empty" in run(settings, "restore", str(target)).output
    with held(settings):
        assert "serves this data" in run(settings, "restore", str(target)).output


@on_sqlite
@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "attachments/../../evil", "other.txt"])
def test_a_hostile_archive_writes_nothing(settings: Settings, tmp_path: Path, name: str) -> None:
    bad = tmp_path / "bad.tar"
    with tarfile.open(bad, "w") as archive:
        member = tarfile.TarInfo(name)
        member.size = 1
        archive.addfile(member, io.BytesIO(b"x"))
    there = elsewhere(settings, tmp_path / "there")
    assert run(there, "restore", str(bad)).exit_code == 1
    assert not list(tmp_path.rglob("evil"))
    assert not (there.data_dir / "other.txt").exists()


@on_sqlite
def test_what_is_damaged_is_not_taken(settings: Settings, desk: Desk, carol: Contact, tmp_path: Path) -> None:
    target = tmp_path / "b.tar"
    run(settings, "backup", str(target))
    whole = target.read_bytes()
    middle = len(whole) // 2
    there = elsewhere(settings, tmp_path / "there")
    for damaged in (whole[:middle], whole[:middle] + b"?" * 50 + whole[middle + 50 :], b"no archive"):
        target.write_bytes(damaged)
        refused = run(there, "restore", str(target))
        assert (refused.exit_code, refused.exception.__class__) == (1, SystemExit), refused.output
        assert not (there.data_dir / "helpcenter.db").exists()


def test_postgresql_is_copied_by_its_own_tool(settings: Settings, tmp_path: Path) -> None:
    said = run(settings, "backup", str(tmp_path / "b.tar"))
    if settings.is_sqlite:
        assert said.exit_code == 0
        return
    assert said.exit_code == 1
    assert "pg_dump" in said.output
    assert run(settings, "backup", "--files-only", str(tmp_path / "b.tar")).exit_code == 0
