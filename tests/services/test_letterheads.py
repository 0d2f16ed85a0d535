"""Letters come from their site, are signed, carry the files of their reply, and say whether mail is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine

from helpcenter.channels.memory import MemoryChannel
from helpcenter.config import Settings
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.domain.faults import Invalid
from helpcenter.domain.mailboxes import Mailbox
from helpcenter.domain.mailroom import Verdict
from helpcenter.domain.people import Contact, Presence, Role, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Message, Submission
from helpcenter.factory import create_app, desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import attachments, chats, deliveries, letterheads, people, tickets
from tests.domain.evidence import samples
from tests.mails import raw
from tests.services.chatting import hello, open_always
from tests.services.mailing import letters, take


def carried(settings: Settings) -> list[Any]:
    """Everything that waits, as the mail server gets it."""
    app = create_app(settings)
    channel = MemoryChannel()
    Courier(desk_of(app), LetterWriter(app, settings), channel).carry_due()
    desk_of(app).close()
    return list(channel.sent)


def read(mail: Any) -> EmailMessage:
    message = message_from_bytes(mail.raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def words(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.fixture
def number(desk: Desk, carol: Contact) -> int:
    submission = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
    return desk.do(tickets.submit, carol, submission).ticket_id


@pytest.fixture
def answered(desk: Desk, ada: Specialist, number: int) -> Callable[..., Message]:
    """Reply with files, written in one transaction."""

    def reply(*files: tuple[str, bytes]) -> Message:
        stored = [attachments.store(desk.settings, name, content) for name, content in files]
        with desk.work() as work:
            message = tickets.reply(work, ada, number, "See the files.")
            attachments.send(work, [attachments.keep(work, "specialist:1", each) for each in stored], message)
        return message

    return reply


def test_files_travel_in_the_letter_up_to_its_size_and_then_as_links_that_end(
    settings: Settings, client: Any, answered: Callable[..., Message]
) -> None:
    picture, log = samples.png(), b"x" * (1024 * 1024)
    answered(("größer ☃.png", picture), ("long.log", log))
    letter = read(carried(replace(settings, mail_files_megabytes=1))[-1])
    [file] = letter.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("größer ☃.png", "image/png")
    assert file.get_content() == picture
    for kind in ("plain", "html"):
        assert "long.log" in words(letter, kind)
        assert "größer" not in words(letter, kind)
    [link] = re.findall(r"http://localhost:8080(/files/\S+)", words(letter, "plain"))
    assert link in words(letter, "html")
    given = client.get(link)
    assert given.data == log
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["Content-Security-Policy"].startswith("sandbox")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    given.close()
    with time_machine.travel(int(link.rpartition(".")[2]) + 1):
        late = client.get(link)
    assert late.status_code == 410
    assert "still in your support inbox" in late.get_data(as_text=True)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_an_altered_link_gives_nothing(settings: Settings, client: Any, answered: Callable[..., Message]) -> None:
    answered(("long.log", b"x" * 1000))
    letter = read(carried(replace(settings, mail_files_megabytes=0))[-1])
    [link] = re.findall(r"http://localhost:8080/files/(\S+)", words(letter, "plain"))
    number, seal, until = link.split(".")
    for forged in (
        f"{int(number) + 1}.{seal}.{until}",
        f"{number}.{seal}.{int(until) + 1}",
        f"{number}.{seal}",
        f"{number}.{seal}.٣",
        "x.y.z",
        ".",
    ):
        assert client.get(f"/files/{forged}").status_code == 404


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_the_files_of_a_note_leave_by_no_link(
    settings: Settings, client: Any, desk: Desk, ada: Specialist, number: int
) -> None:
    stored = attachments.store(settings, "inner.log", b"for us only")
    with desk.work() as work:
        note = tickets.reply(work, ada, number, "For us.", note=True)
        file = attachments.keep(work, "specialist:1", stored)
        attachments.send(work, [file], note)
    link = LetterWriter(create_app(settings), settings)._links.file(file.id, 4_000_000_000, settings.secret_key)
    assert client.get(urlsplit(link).path).status_code == 404


def test_a_site_has_its_own_sender_and_mail_from_it_is_ours(
    settings: Settings, desk: Desk, site: Site, answered: Callable[..., Message]
) -> None:
    desk.do(letterheads.set_sender, site.key, "Hilfe@Acme.example", "Acme Hilfe")
    answered()
    mail = carried(settings)[-1]
    letter = read(mail)
    assert (letter["From"], letter["Reply-To"]) == ('"Ada, Acme Hilfe" <hilfe@acme.example>', None)
    assert mail.sender == "hilfe@acme.example"
    assert take(desk, raw(sender="hilfe@acme.example")).verdict is Verdict.OWN
    with pytest.raises(Invalid):
        desk.do(letterheads.set_sender, site.key, "no address", "")


def test_signatures_by_language_the_specialists_own_first(
    settings: Settings, desk: Desk, site: Site, ada: Specialist, answered: Callable[..., Message]
) -> None:
    desk.do(letterheads.sign_site, site.key, "", "Acme Ltd\nhttps://acme.example <b>")
    answered()
    assert "\n-- \nAcme Ltd\nhttps://acme.example <b>\n" in words(read(carried(settings)[-1]), "plain")
    desk.do(letterheads.sign_specialist, ada, "en", "Viele Grüße\nAda")
    desk.do(letterheads.sign_specialist, ada, "fr", "Cordialement")
    answered()
    letter = read(carried(settings)[-1])
    assert "\n-- \nViele Grüße\nAda\n" in words(letter, "plain")
    assert "Viele Grüße<br>Ada" in words(letter, "html")
    desk.do(letterheads.sign_specialist, ada, "en", " ")
    answered()
    html = words(read(carried(settings)[-1]), "html")
    assert "&lt;b&gt;" in html
    with pytest.raises(Invalid):
        desk.do(letterheads.sign_site, site.key, "", "x" * 5000)


@pytest.mark.parametrize(
    ("boxes", "plus", "answers_to", "invites"),
    [
        ((), False, None, False),
        (("support@help.example",), False, None, True),
        (("team@mail.example",), False, "team@mail.example", True),
        (("team@mail.example",), True, r"team\+t\d+\.[0-9a-f]{16}@mail\.example", True),
    ],
)
@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_letters_invite_to_answer_only_where_answers_are_read(
    settings: Settings,
    answered: Callable[..., Message],
    boxes: tuple[str, ...],
    plus: bool,
    answers_to: str | None,
    invites: bool,
) -> None:
    made = tuple(Mailbox("main", "mail.example", user, password="x") for user in boxes)
    answered()
    *_, letter = map(read, carried(replace(settings, mailboxes=made, mail_plus=plus)))
    assert (letter["Reply-To"] is None) is (answers_to is None)
    assert answers_to is None or re.fullmatch(answers_to, letter["Reply-To"])
    text = words(letter, "plain")
    assert ("Simply answer this mail" in text) is invites


def test_a_mention_tells_a_colleague_and_never_the_customer(
    settings: Settings, desk: Desk, ada: Specialist, number: int
) -> None:
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben Ono", ("ja", "en"), Role.SPECIALIST)
    before = len(letters(desk))
    desk.do(tickets.reply, ada, number, "@ben, can you look? mail@ben.example @ada @nobody", note=True)
    [mention] = letters(desk)[: len(letters(desk)) - before]
    assert (mention.letter.name, mention.letter.to, mention.letter.locale) == ("mention", ben.email, "ja")
    letter = read(carried(replace(settings, mail_plus=True, mail_subject_token=True))[-1])
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] is None
    assert "[#" not in letter["Subject"]
    assert all("can you look?" in words(letter, kind) for kind in ("plain", "html"))
    assert all("/inbox/" not in words(letter, kind) for kind in ("plain", "html"))
    desk.do(tickets.reply, ada, number, "A reply to the customer, @ben.")
    reply = letters(desk)[0]
    assert reply.letter.name == "reply"
    assert mention.message_id not in reply.references


def test_a_transcript_carries_what_the_team_sent(
    settings: Settings, desk: Desk, carol: Contact, ada: Specialist
) -> None:
    open_always(settings)
    desk.do(chats.set_presence, ada, Presence.ONLINE, 3)
    number = desk.do(chats.start, carol, hello(carol)).ticket_id
    desk.do(chats.accept, ada, number)
    for who, name in ((carol, "own.png"), (ada, "guide.png"), (ada, "large.png")):
        scope = f"for:{name}"
        file = desk.do(attachments.keep, scope, attachments.store(settings, name, samples.png()))
        desk.do(chats.say, who, number, f"See {name}", name, files=attachments.Parcel(scope, (file.id,)))
    desk.do(chats.leave, carol, number)
    [delivery] = [each for each in desk.see(deliveries.of_ticket, number) if each.letter.name == "transcript"]
    head = desk.see(letterheads.letterhead, delivery)
    assert [each.name for each in head.enclosed] == ["guide.png", "large.png"]
    assert [line["names"] for line in delivery.letter.values["lines"]] == [
        [], ["own.png"], ["guide.png"], ["large.png"],
    ]  # fmt: skip
    [sent] = [read(each) for each in carried(settings)]
    assert [each.get_filename() for each in sent.iter_attachments()] == ["guide.png", "large.png"]
    for kind in ("plain", "html"):
        assert all(name in words(sent, kind) for name in ("own.png", "guide.png", "large.png"))


def test_a_transcript_links_files_that_do_not_fit(
    settings: Settings, desk: Desk, carol: Contact, ada: Specialist
) -> None:
    open_always(settings)
    desk.do(chats.set_presence, ada, Presence.ONLINE, 3)
    number = desk.do(chats.start, carol, hello(carol)).ticket_id
    desk.do(chats.accept, ada, number)
    file = desk.do(attachments.keep, "for:a", attachments.store(settings, "guide.png", samples.png()))
    desk.do(chats.say, ada, number, "", "a1", files=attachments.Parcel("for:a", (file.id,)))
    desk.do(chats.leave, carol, number)
    [sent] = [read(each) for each in carried(replace(settings, mail_files_megabytes=0))]
    assert not list(sent.iter_attachments())
    for kind in ("plain", "html"):
        assert "/files/" in words(sent, kind) or "/file/" in words(sent, kind)
