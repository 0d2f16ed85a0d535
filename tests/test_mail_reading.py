"""Reading a stranger's mail in a bounded child: always an answer, whatever came and whatever became of the child."""

from __future__ import annotations

import json
import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage

from helpcenter.mail_reading import answer, read

FIELDS = [
    *("from", "to", "cc", "subject", "message_id", "in_reply_to", "references", "text", "reply_text"),
    *("html_sanitised", "attachments", "automatic", "bounce"),
]
MAIL = b"""From: =?utf-8?q?J=C3=B8rn?= <jorn@example.no>
To: help@example.com, "B, C" <bc@example.com>
Subject: A file
Message-ID: <1@example.no>
In-Reply-To: <0@example.com>
References: <00@example.com> <0@example.com>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=utf-8

Here it is.

On 15 Jan 2024, at 10:42, Help <help@example.com> wrote:
> Please send it.
--x
Content-Type: text/html

<p onclick="x()">Here <b>it</b> is.<script>1</script></p>
--x
Content-Type: image/png; name="../../shot.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--x--
"""


def test_a_mail_comes_whole_out_of_the_child() -> None:
    mail = read(MAIL)
    assert str(mail.senders[0]) == "Jørn <jorn@example.no>"
    assert [each.address for each in mail.to] == ["help@example.com", "bc@example.com"]
    assert (mail.message_id, mail.in_reply_to) == ("1@example.no", ("0@example.com",))
    assert mail.references == ("00@example.com", "0@example.com")
    assert mail.reply_text.startswith("Here it is.")
    assert [segment.kind for segment in mail.segments][:2] == ["author", "quote"]
    assert "<b>it</b>" in mail.html_sanitised
    assert "script" not in mail.html_sanitised
    assert "onclick" not in mail.html_sanitised
    file = mail.attachments[0]
    assert (file.name, file.size, file.content) == ("shot.png", 8, b"\x89PNG\r\n\x1a\n")
    assert not mail.cuts


def test_without_contents_only_they_are_missing() -> None:
    assert [(each.name, each.size, each.content) for each in read(MAIL, contents=False).attachments] == [
        ("shot.png", 8, b"")
    ]


def test_when_the_child_gets_no_time_the_header_still_comes() -> None:
    mail = read(MAIL, seconds=0)
    assert (mail.subject, mail.message_id) == ("A file", "1@example.no")
    assert mail.cuts[-1] == "unread"
    for alone in (False, True):
        assert json.loads(answer(MAIL, seconds=0, alone=alone))["subject"] == "A file"


def test_a_child_works_no_longer_than_it_may() -> None:
    slow = b"Subject: slow\n\n" + b"On Monday, X wrote:\n> x\n" * 1_000_000
    for alone in (False, True):
        before = getrusage(RUSAGE_CHILDREN).ru_utime
        assert json.loads(answer(slow, seconds=0.2, alone=alone))["subject"] == "slow"
        assert getrusage(RUSAGE_CHILDREN).ru_utime - before < 0.5


def test_when_the_child_dies_the_header_still_comes() -> None:
    mail = read(b"Subject: bomb\n\n" + b"x" * 60_000_000, memory=50_000_000)
    assert mail.subject == "bomb"
    assert mail.cuts[-1] == "unread"


def test_the_command_prints_one_json_object() -> None:
    command = [sys.executable, "-c", "from helpcenter.start import main; main()", "mail", "parse"]
    printed = subprocess.run(command, input=MAIL, capture_output=True, check=True).stdout
    said = json.loads(printed)
    assert list(said) == FIELDS
    assert said["from"] == "Jørn <jorn@example.no>"
    assert said["attachments"] == [{"name": "shot.png", "type": "image/png", "size": 8}]
    assert (said["automatic"], said["bounce"]) == (False, None)
    slow = [sys.executable, "-c", "from helpcenter.cli import main; main()", "mail", "parse"]
    assert subprocess.run(slow, input=MAIL, capture_output=True, check=True).stdout == printed
    assert list(json.loads(subprocess.run(command, input=b"", capture_output=True, check=True).stdout)) == FIELDS
