"""Mail in: one verdict each, threads only on proof, loops stopped, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter import reception
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.faults import Conflict, Unavailable
from helpcenter.domain.mailroom import Place, Verdict
from helpcenter.domain.people import Contact
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Status
from helpcenter.factory import create_desk
from helpcenter.services import attachments, mailroom
from tests.mails import raw
from tests.services.mailing import letters, take, ticket, timeline

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _at_home(site: Site) -> None:
    """Mail needs a site."""


def test_a_mail_of_somebody_new_becomes_a_ticket_and_is_acknowledged_without_its_words(desk: Desk) -> None:
    entry = take(desk, raw(files=(("shot.png", "image/png", PNG),)))
    made = ticket(desk, entry)
    assert (entry.verdict, made.subject, made.channel) == (Verdict.TICKET, "The list is empty", "email")
    assert (made.contact.name, made.contact.email) == ("Carol", "carol@customer.example")
    assert made.contact.proven_at is None
    assert made.status is Status.NEW
    assert made.due_at is not None
    (message,) = timeline(desk, entry)
    assert message.body == "My list is empty since the update of today."
    (file,) = desk.see(attachments.of_ticket, made.id)
    assert (file.name, file.media_type, file.message_seq) == ("shot.png", "image/png", 1)
    (letter,) = letters(desk)
    assert letter.letter.name == "acknowledgement"
    assert "update of today" not in str(letter.letter.values)
    assert letter.references == (f"<{entry.message_id}>",)


def test_the_same_bytes_are_received_once(desk: Desk) -> None:
    mail = raw()
    first, second = take(desk, mail), take(desk, mail)
    assert first == second
    assert len(desk.see(mailroom.ledger)) == 1


def test_a_copy_by_another_way_is_told_from_another_mail_with_the_same_id(desk: Desk) -> None:
    headers = {"Message-ID": "<same@customer.example>"}
    first = take(desk, raw(headers=headers))
    copy = take(desk, b"Received: from elsewhere\r\n" + raw(headers=headers), Place("other", "INBOX", 7, 1))
    other = take(desk, raw("Something else altogether.", headers=headers))
    assert copy.verdict is Verdict.DUPLICATE
    assert (other.verdict, other.ticket_id != first.ticket_id) == (Verdict.TICKET, True)
    assert "same Message-ID" in other.reason


def test_mail_without_message_id_gets_one_from_its_hash(desk: Desk) -> None:
    entry = take(desk, raw(headers={"Message-ID": ""}))
    assert entry.message_id == f"{entry.digest}@none.invalid"
    assert take(desk, raw(headers={"Message-ID": ""}), Place("box", "INBOX", 1, 2)).verdict is Verdict.DUPLICATE


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "auto_reply"},
        {"X-Autoreply": "yes"},
        {"Return-Path": "<>"},
        {"Subject": "Automatic reply: The list"},
    ],
)
def test_machines_get_no_ticket_and_no_answer(desk: Desk, headers: dict[str, str]) -> None:
    entry = take(desk, raw("I am away.", headers=headers))
    assert (entry.verdict, entry.ticket_id, letters(desk)) == (Verdict.AUTO_REPLY, None, [])


@pytest.mark.parametrize("headers", [{"List-Id": "<support.groups.example>"}, {"Precedence": "list"}])
def test_a_person_who_writes_through_a_group_address_gets_a_ticket_but_no_machine_answers(
    desk: Desk, headers: dict[str, str]
) -> None:
    entry = take(desk, raw(headers=headers))
    assert (entry.verdict, letters(desk)) == (Verdict.TICKET, [])


def test_an_address_is_acknowledged_once_a_day(desk: Desk) -> None:
    for text in ("One.", "Two.", "Three."):
        assert take(desk, raw(text)).verdict is Verdict.TICKET
    assert len(letters(desk, "acknowledgement")) == 1


def test_a_machine_that_never_stops_is_put_aside_and_nothing_of_it_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailroom, "MOST_TICKETS", 3)
    entries = [take(desk, raw(f"Disk {number} is full.")) for number in range(5)]
    assert [each.verdict for each in entries] == [*[Verdict.TICKET] * 3, *[Verdict.QUARANTINED] * 2]
    assert "carol@customer.example" in entries[-1].reason
    assert take(desk, raw("Hello", sender="dan@customer.example")).verdict is Verdict.TICKET
    assert reception.replay(desk, entries[-1].id).verdict is Verdict.TICKET


def test_mail_from_ourselves_is_left_alone(desk: Desk) -> None:
    entry = take(desk, raw(sender="support@help.example"))
    assert (entry.verdict, letters(desk)) == (Verdict.OWN, [])


def test_two_help_centres_wired_to_each_other_stop_after_one_mail(
    desk: Desk, settings: Settings, tmp_path: Path, sqlite_template: Path
) -> None:
    from helpcenter.channels.memory import MemoryChannel
    from helpcenter.courier import Courier
    from helpcenter.factory import create_app, desk_of
    from helpcenter.rendering import LetterWriter
    from helpcenter.services import sites

    home = tmp_path / "other"
    home.mkdir()
    other_settings = replace(
        settings, mail_from="help@other.example", data_dir=home, database_url=f"sqlite:///{home / 'o.db'}"
    )
    apps = [create_app(settings), create_app(other_settings)]
    one, other = (desk_of(app) for app in apps)
    other.do(sites.add, "Other", ["http://other.example"], key="other")
    wires = [MemoryChannel(), MemoryChannel()]
    couriers = [
        Courier(each, LetterWriter(app, each.settings), wire)
        for each, app, wire in zip((one, other), apps, wires, strict=True)
    ]
    take(one, raw(sender="help@other.example"))  # somebody wires them
    for _ in range(5):
        for courier, wire, far in zip(couriers, wires, (other, one), strict=True):
            before = len(wire.sent)
            courier.carry_due()
            for mail in wire.sent[before:]:
                take(far, mail.raw)
    assert [len(wire.sent) for wire in wires] == [1, 0]
    assert [entry.verdict for entry in other.see(mailroom.ledger)] == [Verdict.AUTO_REPLY]
    one.close()
    other.close()


def test_the_policy_never_loses_a_mail_but_marks_its_ticket(desk: Desk, carol: Contact, settings: Settings) -> None:
    paying, stranger = take(desk, raw()), take(desk, raw(sender="new@nobody.example"))
    assert ticket(desk, paying).contact.id == carol.id
    assert (ticket(desk, paying).tags, ticket(desk, stranger).tags) == ((), ("email-closed",))


def test_the_language_is_told_by_the_text_then_the_person(desk: Desk) -> None:
    german = raw("Meine Liste ist seit heute leer und ich weiß nicht, was ich noch machen soll.", subject="Liste")
    assert ticket(desk, take(desk, german)).locale == "de"
    assert ticket(desk, take(desk, raw("12345", subject="67890"))).locale == "de"
    assert ticket(desk, take(desk, raw("12345", subject="1", sender="x@y.example"))).locale == "en"


def test_files_that_are_not_taken_are_named_and_stay_in_the_raw_mail(desk: Desk) -> None:
    entry = take(desk, raw(files=(("run.exe", "application/octet-stream", b"MZ\x00\x01"),)))
    (message,) = timeline(desk, entry)
    assert message.data["mail"]["refused"] == ["run.exe: wrong_kind"]
    assert b"run.exe" in reception.raw(desk, entry)


def test_a_text_beyond_the_limit_comes_along_as_a_file(desk: Desk) -> None:
    entry = take(desk, raw("word " * 20_000 + "\nthe end"))
    (file,) = desk.see(attachments.of_ticket, entry.ticket_id or 0)
    assert file.name == "mail.txt"
    assert attachments.path(desk.settings, file).read_text(encoding="utf-8").rstrip().endswith("the end")


def test_a_mail_that_fails_three_times_is_put_aside_and_can_be_replayed(desk: Desk) -> None:
    place = Place("box", "INBOX", 1, 1)
    mail = raw(sender="")
    assert take(desk, mail, place).verdict is Verdict.QUARANTINED  # nobody to answer
    digest = take(desk, mail, place).digest
    for attempt, verdict in enumerate((Verdict.FAILING, Verdict.FAILING, Verdict.QUARANTINED), 1):
        entry = desk.do(
            mailroom.failed, Place("box", "INBOX", 1, 2), digest, 9, reception.envelope(raw()), "it broke", kept=True
        )
        assert (entry.attempts, entry.verdict, entry.sender) == (attempt, verdict, "carol@customer.example")
    good = take(desk, raw("I am away.", headers={"Auto-Submitted": "auto-replied"}))
    again = reception.replay(desk, good.id)
    assert (again.id, again.verdict, letters(desk)) == (good.id, Verdict.TICKET, [])
    with pytest.raises(Conflict):
        reception.replay(desk, good.id)


def test_spam_as_the_own_mail_server_says_it_is_kept_aside(settings: Settings, site: Site) -> None:
    desk = create_desk(replace(settings, mail_spam_header="X-Spam-Flag"))
    assert take(desk, raw(headers={"X-Spam-Flag": "YES"})).verdict is Verdict.SPAM
    desk.close()


@pytest.mark.parametrize(
    "mail",
    [
        b"\x00\xff\xfe garbage without any header",
        b"From: a@b.example\r\nSubject: \x00\xed\xa0\x80\r\nMessage-ID: <\x00>\r\n\r\n\x00\x1b[2J",
        b"From: (((((((((((((((((((((((((((((( a@b.example\r\n\r\nx",
        b"From: a@b.example\r\nIn-Reply-To: " + b"<1.1.x@y> " * 5000 + b"\r\n\r\nx",
        b"From: a@b.example\r\nReply-To: not an address\r\nCc: " + b"x@y.example," * 5000 + b"\r\n\r\nx",
        b"From: a@b.example\r\nIn-Reply-To: <\x00@x>\r\nCc: \x00@b.example\r\nPrecedence: list\x00\r\n\r\n\x00",
        b"From: a@b.example\r\nSubject: [#999999999999999999-0123456789abcdef]\r\n\r\nx",
    ],
)
def test_hostile_mails_are_accounted_for(desk: Desk, mail: bytes) -> None:
    assert take(desk, mail).verdict in (Verdict.TICKET, Verdict.QUARANTINED)


def test_without_a_site_mail_waits(settings: Settings, tmp_path: Path) -> None:
    home = tmp_path / "empty"
    home.mkdir()
    desk = create_desk(replace(settings, data_dir=home, database_url=f"sqlite:///{home / 'e.db'}"))
    with pytest.raises(Unavailable):
        take(desk, raw())
    assert desk.see(mailroom.ledger) == []
    desk.close()
