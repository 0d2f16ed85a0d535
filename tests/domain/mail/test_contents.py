"""Texts, files and reports in the forms in which mail programs send them."""

from __future__ import annotations

import struct

from helpcenter.domain.mail.parsing import parse
from helpcenter.domain.mail.values import Bounce, Failure

HEAD = b"From: Ann <a@example.com>\nTo: x@example.com\nSubject: s\nMIME-Version: 1.0\n"
HTML = b"""Content-Type: text/html; charset=utf-8

<html><head><style>x</style></head><body><div>Hi <b>there</b>,</div><div><br></div>
<div>See <a href="https://e.com/doc">the doc</a>.</div>
<ul> <li>One</li><li>Two<ul><li>Deep</li></ul></li></ul><ol><li>a</li><li>b</li></ol>
<table><tr><th>Name</th><th>Qty</th></tr><tr><td>Apple</td><td>3</td></tr></table>
<div style="display:none">hidden</div><div class="gmail_quote"><div>On Mon, Jan 15, 2024 at 10:42 AM Jane
&lt;<a href="mailto:j@e.com">j@e.com</a>&gt; wrote:<br></div><blockquote><div>Old text</div></blockquote></div></body>
"""


def test_html_becomes_good_text() -> None:
    mail = parse(HEAD + HTML)
    own = (
        "Hi there,\n\nSee the doc <https://e.com/doc>.\n\n- One\n- Two\n  - Deep\n\n1. a\n2. b\n\nName | Qty\nApple | 3"
    )
    assert mail.reply_text == own
    assert mail.text.endswith("Jane <j@e.com> wrote:\n> Old text")


def test_inline_images_keep_their_place() -> None:
    body = b'--q\nContent-Type: text/html\n\n<p>a <img src="cid:i@1"> b <img src="https://spy.example/x"></p>\n'
    image = b"--q\nContent-Type: image/png; name=i.png\nContent-ID: <i@1>\n\nx\n--q--\n"
    mail = parse(HEAD + b"Content-Type: multipart/related; boundary=q\n\n" + body + image)
    assert mail.text == "a [i.png] b"
    assert mail.attachments[0].inline
    assert 'src="cid:i@1"' in mail.html_sanitised
    assert "spy" not in mail.html_sanitised


def attribute(level: int, tag: int, kind: int, data: bytes) -> bytes:
    """One attribute of a winmail.dat."""
    return bytes([level]) + struct.pack("<HHI", tag, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def test_winmail_dat_is_unpacked() -> None:
    wrapped = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x800C, 2, b"Hello\0")
    wrapped += attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x8010, 1, b"report.pdf\0")
    wrapped += attribute(2, 0x800F, 6, b"%PDF-1")
    mail = parse(HEAD + b"Content-Type: application/ms-tnef; name=winmail.dat\n\n" + wrapped)
    assert mail.text == "Hello"
    assert [(each.name, each.content) for each in mail.attachments] == [("report.pdf", b"%PDF-1")]


def test_uuencoded_files_leave_the_text() -> None:
    mail = parse(HEAD + b"Content-Type: text/plain\n\nhello\nbegin 644 a.txt\n%:&5L;&\\\n`\nend\nbye\n")
    assert mail.text == "hello\nbye"
    assert [(each.name, each.content) for each in mail.attachments] == [("a.txt", b"hello")]


def test_an_invitation_is_readable() -> None:
    event = b"BEGIN:VEVENT\nSUMMARY:Meet\nDTSTART;TZID=Europe/Paris:20240115T104200\nLOCATION:Room 1\nEND:VEVENT\n"
    mail = parse(HEAD + b"Content-Type: text/calendar\n\n" + event)
    assert mail.text == "Meet\n2024-01-15 10:42 Europe/Paris\nRoom 1"
    assert mail.attachments[0].type == "text/calendar"


def test_flowed_lines_and_continued_names() -> None:
    flowed = b"Content-Type: text/plain; format=flowed\n\nThis is a long \nline.\n> quoted \n> more\n-- \nsig\n"
    assert parse(HEAD + flowed).text == "This is a long line.\n> quoted more\n-- \nsig"
    named = b"Content-Disposition: attachment; filename*0*=utf-8''na%C3%AF; filename*1=ve.txt\n\nx"
    assert parse(HEAD + named).attachments[0].name == "naïve.txt"


def test_a_bounce_without_a_report() -> None:
    mail = parse(b"""Return-Path: <>
From: MAILER-DAEMON@mx.example.com
Subject: failure notice

Hi. This is the qmail-send program at mx.example.com.

<bob@nowhere.example>:
Remote host said: 550 5.1.1 No such user

Message-ID: <orig@example.com>
""")
    failure = Failure("bob@nowhere.example", "failed", "5.1.1", "Remote host said: 550 5.1.1 No such user")
    assert mail.bounce == Bounce((failure,), "orig@example.com")
    assert mail.automatic


def test_what_is_automatic() -> None:
    for field in (
        b"Auto-Submitted: auto-replied",
        b"Precedence: bulk",
        b"X-Auto-Response-Suppress: All",
        b"List-Id: <x>",
    ):
        assert parse(HEAD + field + b"\n\nhi").automatic
    assert parse(b"From: a@example.com\nSubject: Out of office: back Monday\n\nhi").automatic
    assert not parse(b"From: a@example.com\nSubject: Out of office hours question\n\nhi").automatic
    assert not parse(HEAD + b"Auto-Submitted: no\n\nhi").automatic


def test_a_multipart_without_parts_is_its_text() -> None:
    assert parse(HEAD + b"Content-Type: multipart/mixed; boundary=q\n\nJust a text.\n").reply_text == "Just a text."


def test_every_kind_of_report_is_automatic() -> None:
    said = b"\n--q\nContent-Type: text/plain\n\nYour mail was read.\n"
    for kind in (b"disposition-notification", b"feedback-report"):
        part = b"--q\nContent-Type: message/" + kind + b"\n\nReporting-UA: x\n--q--\n"
        mail = parse(HEAD + b"Content-Type: multipart/report; report-type=" + kind + b"; boundary=q\n" + said + part)
        assert mail.automatic
        assert mail.bounce is None


def test_a_mail_that_is_but_another_mail_is_read() -> None:
    mail = parse(HEAD + b"Content-Type: message/rfc822\n\nSubject: in\nTo: b@example.com\n\nForwarded whole.\n")
    assert (mail.subject, mail.text) == ("s", "Forwarded whole.")


def test_a_body_without_a_blank_line_above_is_read() -> None:
    assert parse(HEAD + b"this mail has no blank line\n").text == "this mail has no blank line"
    part = b"--q\nContent-Type: text/plain\nnor has this part\n\n--q--\n"
    assert parse(HEAD + b"Content-Type: multipart/mixed; boundary=q\n\n" + part).text == "nor has this part"
    assert parse(HEAD + b"some noise\n\nHello\n").text == "Hello"


def test_a_text_with_a_name_is_a_file_and_read_where_there_is_no_other() -> None:
    named = b"Content-Type: text/plain; name=note.txt\nContent-Disposition: inline\n\nThe note.\n"
    mail = parse(HEAD + named)
    assert (mail.text, [file.name for file in mail.attachments]) == ("The note.", ["note.txt"])
    both = b"Content-Type: multipart/mixed; boundary=q\n\n--q\n\nSee note.\n--q\n" + named + b"--q--\n"
    mail = parse(HEAD + both)
    assert (mail.text, [file.name for file in mail.attachments]) == ("See note.", ["note.txt"])
    assert parse(HEAD + named.replace(b"inline", b"attachment")).text == ""


def test_a_multipart_of_no_known_kind_has_its_parts() -> None:
    mail = parse(
        HEAD + b"Content-Type: multipart/*; boundary=q\n\n--q\n\nHi\n--q\nContent-Type: image/png\n\nx\n--q--\n"
    )
    assert (mail.text, [file.type for file in mail.attachments]) == ("Hi", ["image/png"])
