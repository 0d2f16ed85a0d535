"""Letters: what is in them, and that nothing in them can become anything else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from helpcenter.config import Settings
from helpcenter.domain.deliveries import Delivery, DeliveryState, Letter
from helpcenter.domain.text import storable
from helpcenter.rendering import LetterWriter

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

NOW = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
REPLY = {"number": 12, "subject": "It broke", "body": "Try this.", "author": "Ada", "solved": False, "site_id": 1}


@pytest.fixture
def writer(app: Any, settings: Settings) -> LetterWriter:
    return LetterWriter(app, settings)


def written(writer: LetterWriter, name: str, values: dict[str, Any], locale: str = "en", **changes: Any) -> bytes:
    letter = Letter(name, "carol@customer.example", locale, values, 12, 3)
    fields: dict[str, Any] = {"in_reply_to": None, "references": ()} | changes
    delivery = Delivery(
        id=1,
        letter=letter,
        message_id="<12.3.seal@help.example>",
        state=DeliveryState.SENDING,
        attempts=1,
        created_at=NOW,
        next_at=NOW,
        error=None,
        raw=None,
        **fields,
    )
    return writer.write(delivery, NOW)


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


class Words(HTMLParser):
    """The words that an HTML reader shows, its tags and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.links = "", set[str](), set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links.update(value or "" for name, value in attrs if name == "href")
        if tag == "br":
            self.words += "\n"

    def handle_data(self, data: str) -> None:
        self.words += data


def test_an_acknowledgement_promises_in_the_teams_time_and_says_that_a_machine_wrote_it(writer: LetterWriter) -> None:
    values = {"number": 12, "subject": "It broke", "promised_at": "2026-03-09T16:00:00+00:00", "site_id": 1}
    message = parsed(written(writer, "acknowledgement", values))
    assert message["Subject"] == "[#12] It broke"
    assert message["From"] == "Support <support@help.example>"
    assert message["Message-ID"] == "<12.3.seal@help.example>"
    assert message["Content-Language"] == "en"
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    for subtype in ("plain", "html"):
        assert "by Monday 4:00\u202fPM (Coordinated Universal Time)" in body(message, subtype)
        assert "http://localhost:8080/inbox/12" in body(message, subtype)


def test_a_sign_in_letter_holds_link_and_code(writer: LetterWriter) -> None:
    message = parsed(written(writer, "sign_in", {"token": "a/b?c", "code": "012345", "site_id": 1}))
    assert message["Auto-Submitted"] == "auto-generated"
    assert "http://localhost:8080/sign-in/a%2Fb%3Fc\n" in body(message, "plain")
    assert "http://localhost:8080/sign-in/a%2Fb%3Fc" in Words(body(message, "html")).links
    assert all("012345" in body(message, subtype) for subtype in ("plain", "html"))


def test_long_foreign_message_ids_keep_the_thread(writer: LetterWriter) -> None:
    ids = tuple(f"<{digit * 90}@mail.customer.example>" for digit in "123")
    message = parsed(raw := written(writer, "reply", REPLY, in_reply_to=ids[-1], references=ids))
    assert message["In-Reply-To"] == ids[-1]
    assert tuple(message["References"].split()) == ids
    assert b"=?" not in raw.partition(b"\r\n\r\n")[0]


def test_lines_are_short_enough_for_every_server(writer: LetterWriter) -> None:
    raw = written(writer, "reply", REPLY | {"body": "long " * 1000 + "x" * 5000, "subject": "ü" * 400})
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=80) | st.sampled_from(
    [
        "a\r\nBcc: evil@example.org",
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "=?utf-8?q?Bcc=3A?=",
        "%(number)s %s",
        "\u202e",
    ]
)


@tries(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=texts, author=texts, text=texts)
def test_no_text_becomes_anything_but_text(writer: LetterWriter, subject: str, author: str, text: str) -> None:
    text = storable(text)
    message = parsed(written(writer, "reply", REPLY | {"subject": subject, "author": author, "body": text}))
    assert sorted(message.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language"]
        + ["List-Unsubscribe"]
    )
    assert [address.addr_spec for address in message["From"].addresses] == ["support@help.example"]
    assert [address.addr_spec for address in message["To"].addresses] == ["carol@customer.example"]
    shown = Words(body(message, "html"))
    assert not shown.tags & {"script", "img", "iframe", "svg", "form"}
    assert "".join(text.split()) in "".join(shown.words.split())


def test_naughty_strings_arrive_unchanged(writer: LetterWriter, shared_data: Path) -> None:
    naughty = json.loads((shared_data / "hostile" / "naughty-strings.json").read_text(encoding="utf-8"))
    everything = "\n".join(storable(text) for text in naughty)
    message = parsed(written(writer, "reply", REPLY | {"body": everything}))
    shown = body(message, "plain")
    assert [line for line in everything.split("\n") if line not in shown] == []
    links = Words(body(message, "html")).links
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in links), links


@pytest.mark.parametrize("solved", [True, False])
def test_a_solving_reply_asks_how_it_was(writer: LetterWriter, solved: bool) -> None:
    message = parsed(written(writer, "reply", REPLY | {"solved": solved}))
    for subtype in ("plain", "html"):
        assert ("http://localhost:8080/survey/12." in body(message, subtype)) is solved


def test_letters_of_callbacks_and_endings(writer: LetterWriter) -> None:
    moment = "2026-03-09T16:00:00+00:00"
    base = {"number": 12, "subject": "It broke", "site_id": 1}
    phone = base | {"phone": "+493012345678", "promised_at": moment}
    for name, values, says in (
        ("callback", phone | {"starts_at": None}, "We call you at +49 30 12345678 by Monday"),
        ("callback", phone | {"starts_at": "2026-03-09T14:00:00+00:00"}, "between Monday 2:00"),
        ("callback_missed", phone | {"wrong": False}, "We try again by Monday"),
        ("callback_missed", phone | {"wrong": True, "promised_at": None}, "does not seem to be yours"),
        ("silence", base | {"closes_at": moment}, "Answer before Monday"),
        ("closing", base | {"silence": True}, "We have not heard from you, so we closed your ticket 12"),
    ):
        message = parsed(written(writer, name, values))
        assert message["Auto-Submitted"] == "auto-generated"
        for subtype in ("plain", "html"):
            assert says in body(message, subtype), (name, subtype)
            assert "http://localhost:8080/inbox/12" in body(message, subtype)
