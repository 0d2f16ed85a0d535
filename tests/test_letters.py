"""Every letter in every language: whole, valid, and the same in text and HTML."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import pytest

from helpcenter.config import LOCALES, Settings
from helpcenter.domain.letterheads import Letterhead
from helpcenter.rendering import LetterWriter
from tests.letters import FULL_HEAD, LETTERS, NOW, PLAIN_HEAD, delivery

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

VOID = frozenset({"meta", "br", "link", "img", "hr"})
HEADS = {"plain": PLAIN_HEAD, "full": FULL_HEAD}


class Shown(HTMLParser):
    """What a reader of HTML sees and can follow; ends with an error where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words, self.links, self.lang = "", list[str](), ""
        self.feed(html)
        self.close()
        assert self.open == [], "tags are left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.lang = own.get("lang") or self.lang
        if tag == "a":
            self.links.append(own.get("href") or "")
        if tag == "br":
            self.words += "\n"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def facts(case: str, head: Letterhead) -> list[str]:
    """What both parts must say, whatever the language."""
    name, values = LETTERS[case]
    said = [str(values[each]) for each in ("subject", "code") if each in values and name != "reply"]
    said += [line for each in ("body",) if each in values for line in values[each].split("\n")]
    said += [line for each in values.get("lines", ()) for line in each["body"].split("\n")]
    said += ["+49 30 12345678"] if "phone" in values else []
    said += [file.name for file in head.linked] if name == "reply" else []
    return [*said, *head.signature.split("\n")]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", LETTERS)
def test_a_letter_is_whole(writer: LetterWriter, case: str, locale: str, head: str) -> None:
    message = message_from_bytes(writer.write(delivery(case, locale), NOW, HEADS[head]), policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    text, shown = body(message, "plain"), Shown(body(message, "html"))
    assert (message["Content-Language"], shown.lang) == (locale, locale)
    for part in (message["Subject"], text, shown.words):
        assert not re.search(r"%\(|%[sd]\b|\{\{|\}\}|\bNone\b|\{%", part), part
    flat = " ".join(shown.words.split())
    for fact in facts(case, HEADS[head]):
        assert " ".join(fact.split()) in flat
        assert fact in text
    links = set(re.findall(r"https?://\S+", text))
    assert {link.partition("?rating")[0] for link in shown.links} >= links - {"http://localhost:8080/"}
    assert "\n\n\n\n" not in text
    assert text.partition("\n-- \n")[2], "a text ends with who it is from"


@pytest.fixture
def writer(app: Any, settings: Settings) -> LetterWriter:
    return LetterWriter(app, settings)
