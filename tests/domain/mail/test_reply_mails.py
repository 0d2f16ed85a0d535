"""Whole mails of many programs and languages, written for this: `reply_mails.txt` has each with its reply.

They were written before the splitting was tried on them (54 of 58 were right at once, then 45 of 51 of the second
file), so they also tell how far the tables carry beyond what they were made from. `reply_mails_kept.txt` has texts that
look like quotes or signatures and are their authors' own; `reply_mails_shared.txt` what programs break or run together;
`reply_mails_languages.txt` the two usual forms in each
language; `added_lines.txt` what telephones and programs write below a mail.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.domain.mail.reply import split

HERE = Path(__file__).parent
CASES = [
    case
    for name in (
        "reply_mails",
        "reply_mails_clients",
        "reply_mails_shared",
        "reply_mails_kept",
        "reply_mails_languages",
    )
    for case in (HERE / f"{name}.txt").read_text(encoding="utf-8").split("===== ")[1:]
]
ADDED = (HERE / "added_lines.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=[case.split("\n")[0].replace(" ", "-") for case in CASES])
def test_the_reply_of_a_mail(case: str) -> None:
    raw, _, reply = case.partition("\n")[2].partition("\n----- reply\n")
    segments, found = split(raw)
    assert found == reply.rstrip("\n")
    assert "\n".join(segment.text for segment in segments) == raw


@pytest.mark.parametrize("line", ADDED)
def test_a_line_that_a_program_added_is_no_reply(line: str) -> None:
    for below in ("", "\n\n> old\n> lines"):
        assert split(f"Thanks, that works.\n\n{line}{below}")[1] == "Thanks, that works."
