"""Attachments on both stores: kept before they are sent, bound once, read by their owner only, swept when forgotten."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.attachments import MAX_FILES, Attachment, FileFault, FilesRefused
from helpcenter.domain.faults import Conflict, NotFound, Unavailable
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import attachments, inbox, people, tickets
from helpcenter.services.attachments import MAX_UNSENT, UNSENT_LIFE, Parcel
from helpcenter.services.idempotency import Once
from helpcenter.store import blobs
from tests.domain.evidence import samples

SCOPE = "session:1"
FORM = Once(SCOPE, "k1")


@pytest.fixture
def submission(carol: Contact) -> Submission:
    return Submission(carol.site_id, "email", carol.email, "It broke", "Look at the picture.", "en")


def bring(desk: Desk, name: str = "shot.png", data: bytes = samples.png(), scope: str = SCOPE) -> Attachment:
    return desk.do(attachments.keep, scope, attachments.store(desk.settings, name, data))


def parcel(*files: Attachment, scope: str = SCOPE) -> Parcel:
    return Parcel(scope, tuple(file.id for file in files))


def files_of(settings: Settings) -> list[Path]:
    return [file for file in (settings.data_dir / "attachments").rglob("*") if file.is_file()]


def test_a_file_is_on_the_disk_before_its_row_and_goes_with_the_message(
    desk: Desk, carol: Contact, submission: Submission
) -> None:
    picture, notes = bring(desk), bring(desk, "notes.har", samples.har())
    assert notes.removed_secrets == 14
    receipt = desk.do(tickets.submit, carol, submission, FORM, files=parcel(notes, picture))
    sent = desk.see(attachments.of_ticket, receipt.ticket_id)
    assert [(file.name, file.message_seq) for file in sent] == [("shot.png", 1), ("notes.har", 1)]
    assert attachments.by_message(sent) == {1: sent}
    assert attachments.path(desk.settings, sent[0]).read_bytes() == samples.png()
    assert b"SECRET" not in attachments.path(desk.settings, sent[1]).read_bytes()


def test_the_same_form_twice_binds_its_files_once(desk: Desk, carol: Contact, submission: Submission) -> None:
    picture = bring(desk)
    first = desk.do(tickets.submit, carol, submission, FORM, files=parcel(picture))
    assert desk.do(tickets.submit, carol, submission, FORM, files=parcel(picture)).ticket_id == first.ticket_id
    again = bring(desk)  # a form without script brings its files anew
    assert desk.do(tickets.submit, carol, submission, FORM, files=parcel(again)).repeated
    assert len(desk.see(attachments.of_ticket, first.ticket_id)) == 1
    with pytest.raises(Conflict):
        desk.do(tickets.submit, carol, submission, FORM, files=parcel(bring(desk, "other.gif", samples.gif())))


def test_an_answer_carries_files_too(desk: Desk, carol: Contact, submission: Submission) -> None:
    number = desk.do(tickets.submit, carol, submission).ticket_id
    picture = bring(desk)
    message = desk.do(tickets.answer_as_contact, carol, number, "Here it is.", FORM, files=parcel(picture))
    assert [file.message_seq for file in desk.see(attachments.of_ticket, number)] == [message.seq]


def test_a_file_is_sent_once_and_nothing_is_written_otherwise(
    desk: Desk, carol: Contact, submission: Submission
) -> None:
    picture = bring(desk)
    desk.do(tickets.submit, carol, submission, files=parcel(picture))
    with pytest.raises(FilesRefused) as refusal:
        desk.do(tickets.submit, carol, submission, files=parcel(picture))
    assert [(file.name, file.fault) for file in refusal.value.files] == [("shot.png", FileFault.GONE)]
    assert desk.see(inbox.counts, carol)["all"] == 1


@pytest.mark.parametrize("ids", [(0,), (-1,), (2**63,), (999,)])
def test_files_that_are_gone_are_told(desk: Desk, carol: Contact, submission: Submission, ids: tuple[int, ...]) -> None:
    if 0 < ids[0] < 2**62:
        with pytest.raises(FilesRefused) as refusal:
            desk.do(tickets.submit, carol, submission, files=Parcel(SCOPE, ids))
        assert refusal.value.files[0].fault is FileFault.GONE
    else:
        desk.do(tickets.submit, carol, submission, files=Parcel(SCOPE, ids))
    assert desk.see(attachments.waiting, Parcel(SCOPE, ids)) == []


def test_files_of_another_session_cannot_be_taken(desk: Desk, carol: Contact, submission: Submission) -> None:
    picture = bring(desk, scope="session:2")
    with pytest.raises(FilesRefused):
        desk.do(tickets.submit, carol, submission, files=parcel(picture))
    with pytest.raises(NotFound):
        desk.do(attachments.remove, SCOPE, picture.id)
    assert desk.see(attachments.waiting, parcel(picture, scope="session:2")) == [picture]


def test_a_message_takes_ten_and_a_session_a_few_forms(desk: Desk, carol: Contact, submission: Submission) -> None:
    stored = attachments.store(desk.settings, "a.txt", b"a")
    brought = [desk.do(attachments.keep, SCOPE, stored) for _ in range(MAX_UNSENT)]
    with pytest.raises(FilesRefused) as refusal:
        desk.do(attachments.keep, SCOPE, stored)
    assert refusal.value.files[0].fault is FileFault.TOO_MANY
    with pytest.raises(FilesRefused):
        desk.do(tickets.submit, carol, submission, files=parcel(*brought[: MAX_FILES + 1]))
    receipt = desk.do(tickets.submit, carol, submission, files=parcel(*brought[:MAX_FILES]))
    assert len(desk.see(attachments.of_ticket, receipt.ticket_id)) == MAX_FILES


def test_only_the_owner_reads_and_only_what_they_may_see(
    desk: Desk, carol: Contact, ada: Specialist, submission: Submission, site, sign
) -> None:  # type: ignore[no-untyped-def]
    picture = bring(desk)
    assert desk.see(attachments.read_as_contact, None, SCOPE, picture.id) == picture
    for contact, scope in ((carol, "session:2"), (None, "")):
        with pytest.raises(NotFound):
            desk.see(attachments.read_as_contact, contact, scope, picture.id)
    number = desk.do(tickets.submit, carol, submission, files=parcel(picture)).ticket_id
    mallory = desk.do(people.identify, site, sign("mallory@customer.example"))
    assert desk.see(attachments.read_as_contact, carol, "session:2", picture.id).ticket_id == number
    for contact in (mallory, None):
        with pytest.raises(NotFound):
            desk.see(attachments.read_as_contact, contact, SCOPE, picture.id)
    note = desk.do(tickets.reply, ada, number, "For us only.", note=True)
    hidden = bring(desk, scope="specialist")
    with desk.work() as work:
        attachments.send(work, [hidden], note)
    with pytest.raises(NotFound):
        desk.see(attachments.read_as_contact, carol, SCOPE, hidden.id)
    assert desk.see(attachments.read, hidden.id).message_seq == note.seq


def test_equal_bytes_lie_on_the_disk_once(desk: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        brought = list(pool.map(lambda n: bring(desk, f"{n}.png"), range(8)))
    assert len({file.id for file in brought}) == 8
    [file] = files_of(desk.settings)
    assert (file.name, file.stat().st_mode & 0o777) == (brought[0].sha256, 0o600)


def test_a_full_disk_is_told_and_leaves_nothing(desk: Desk) -> None:
    folder = desk.settings.data_dir / "attachments"
    folder.write_bytes(b"a file stands where the folder should be")
    with pytest.raises(Unavailable):
        attachments.store(desk.settings, "shot.png", samples.png())
    folder.unlink()
    assert attachments.store(desk.settings, "shot.png", samples.png()).size == len(samples.png())


def test_torn_bytes_are_written_anew(desk: Desk) -> None:
    file = attachments.path(desk.settings, bring(desk))
    file.write_bytes(b"torn")
    assert attachments.path(desk.settings, bring(desk)).read_bytes() == samples.png()


def test_what_was_never_sent_goes_after_a_day_and_what_was_stays(
    desk: Desk, carol: Contact, submission: Submission
) -> None:
    sent, left = bring(desk), bring(desk, "left.gif", samples.gif())
    leftover = attachments.path(desk.settings, sent).with_name(f"{sent.sha256}.0123.part")
    leftover.write_bytes(b"a write that a crash cut off")
    desk.do(tickets.submit, carol, submission, files=parcel(sent))
    assert desk.do(attachments.forget_unsent) == desk.see(attachments.sweep) == 0
    with time_machine.travel(left.created_at + UNSENT_LIFE + timedelta(minutes=1), tick=False):
        assert desk.do(attachments.forget_unsent) == 1
    assert desk.see(attachments.sweep) == 0
    for file in files_of(desk.settings):
        os.utime(file, (0, 0))
    wanted = blobs.put(desk.settings, samples.jpeg())  # on its way: no row names it yet
    assert desk.see(attachments.sweep) == 2
    assert sorted(file.name for file in files_of(desk.settings)) == sorted([sent.sha256, wanted])


def test_bytes_wanted_again_are_not_swept(desk: Desk) -> None:
    file = attachments.path(desk.settings, bring(desk))
    os.utime(file, (0, 0))
    before = bring(desk).created_at - UNSENT_LIFE
    name = file.relative_to(desk.settings.data_dir / "attachments")
    assert not blobs.remove(desk.settings, str(name), before)
    assert not blobs.remove(desk.settings, "aa/gone", before)
    assert file.is_file()


def test_lost_bytes_are_not_found(desk: Desk) -> None:
    picture = bring(desk)
    attachments.path(desk.settings, picture).unlink()
    with pytest.raises(NotFound):
        attachments.path(desk.settings, picture)
    with pytest.raises(NotFound):
        desk.see(attachments.read, 999)
