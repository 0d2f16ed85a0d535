"""Whole mails of many programs and languages, written for this: `reply_mails.txt` has each with its reply.

They were written before the splitting was tried on them (54 of 58 were right at once, then 45 of 51 of the second
file), so they also tell how far the tables carry beyond what they were made from.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.domain.mail.reply import split

CASES = [
    case
    for name in ("reply_mails.txt", "reply_mails_clients.txt")
    for case in (Path(__file__).parent / name).read_text(encoding="utf-8").split("===== ")[1:]
]


@pytest.mark.parametrize("case", CASES, ids=[case.split("\n")[0].replace(" ", "-") for case in CASES])
def test_the_reply_of_a_mail(case: str) -> None:
    raw, _, reply = case.partition("\n")[2].partition("\n----- reply\n")
    segments, found = split(raw)
    assert found == reply.rstrip("\n")
    assert "\n".join(segment.text for segment in segments) == raw
