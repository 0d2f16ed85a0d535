"""Any bytes at all give an answer: made-up bytes, and real mails that were cut, flipped and nested."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.domain.mail.parsing import parse
from helpcenter.domain.mail.plain import packed, shown_json, unpacked

PIECES = st.sampled_from(
    [
        b"\n",
        b"\r\n",
        b"\n\n",
        b"\r",
        b"\0",
        b"From: ",
        b"Subject: ",
        b"Content-Type: ",
        b"multipart/mixed",
        b"text/html",
    ]
    + [b"; boundary=b", b"--b", b"--b--", b"message/rfc822", b"Content-Transfer-Encoding: base64", b"quoted-printable"]
    + [b"=?utf-8?B?", b"=?", b"?=", b"<", b">", b"(", b")", b'"', b"\\", b",", b";", b"@", b"=E9", b"\xe9", b"\xff\xfe"]
    + [
        b"begin 644 x\n",
        b"end\n",
        b"<a href='",
        b"<!--",
        b"&#",
        b"charset=utf-7",
        b"format=flowed",
        b"\x78\x9f\x3e\x22",
    ]
    + [
        b"filename*0*=",
        b"filename=../x",
        b"On 1 Jan 2020 10:00 x wrote:\n",
        b"> ",
        b"-- \n",
        b"From: a\nSent: b\nTo: c\n",
    ]
)


def check(raw: bytes) -> None:
    """Read a mail, and demand that its parts are what they promise."""
    mail = parse(raw)
    assert json.loads(shown_json(mail))
    assert unpacked(json.loads(json.dumps(packed(mail))), [each.content for each in mail.attachments]) == mail
    assert "\n".join(segment.text for segment in mail.segments) == mail.text or not mail.text.strip()
    assert not any(ord(ch) in range(0xD800, 0xE000) or ch == "\0" for ch in mail.text + mail.subject)
    for file in mail.attachments:
        assert file.name
        assert not set(file.name) & set("/\\\0\n\r\u202e\u2066")


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=20), max_size=40).map(b"".join))
def test_made_up_bytes(raw: bytes) -> None:
    check(raw)


@pytest.mark.parametrize("seed", range(6))
def test_mails_that_suffered(seed: int, shared_data: Path) -> None:
    chance = random.Random(seed)
    for path in sorted((shared_data / "mail" / "messages").glob("*/*.eml")):
        raw = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(raw) or 1)
            raw[at : at + chance.randrange(1, 200)] = bytes(chance.choices(b'\n\r -=<>"();:?\x00\xff', k=3))
        check(bytes(raw[chance.randrange(20) : chance.randrange(20, len(raw) + 20)]))


DEEP = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (at, at) for at in range(1_000))


@pytest.mark.parametrize(
    "raw",
    [
        DEEP + b"Content-Type: text/plain\n\nx",
        b"Content-Type: message/rfc822\n\n" * 2_000,
        b"Cc: " + b", ".join(b'"N %d" <u%d@example.com>' % (at, at) for at in range(20_000)) + b"\n\nx",
        b"Subject: " + b"\n ".join([b"=?utf-8?Q?a=C3=A9?="] * 40_000) + b"\n\nx",
        b"From: " + b"(" * 200_000 + b"\n\nx",
        b"x" * 10_000_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
        b"Content-Type: text/html\n\n" + b"<div>" * 100_000,
        b"Content-Type: text/html\n\n" + b"<" * 300_000,
        b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 200_000,
        b"\n" + b"--\n" * 300_000,
        b"\n" + b"On 3 May 2020 10:00 x wrote:\n" * 30_000,
    ],
    ids=["deep", "messages", "cc", "words", "comments", "line", "parts", "div", "lt", "flowed", "dashes", "wrote"],
)
def test_mails_made_to_hurt(raw: bytes) -> None:
    check(raw)
