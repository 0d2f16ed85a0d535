"""What programs write around quotes, in some twenty languages: folded, and nothing of the author's with it."""

from __future__ import annotations

import pytest

from helpcenter.domain.mail.reply import split

from . import reply_lines as said

MINE = "Thank you, that helped.\n\nOne thing is left: on 3 May it said: error 5.\nBest, Kim"
OLD = "Hello Kim,\n\nplease try again: it works on Mondays.\n\nRegards\nThe team"


def quoted(text: str) -> str:
    """Return text as mail programs quote it."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("line", said.ATTRIBUTIONS)
def test_attributions(line: str) -> None:
    assert split(f"{MINE}\n\n{line}\n\n{quoted(OLD)}\n")[1] == MINE
    assert split(f"{MINE}\n\n{line}\n\n{OLD}\n")[1] == MINE, "without quote marks"
    assert split(f"{MINE}\n{line}\n{quoted(OLD)}")[1] == MINE, "without blank lines"
    assert split(f"{line}\n{quoted(OLD)}\n\n{MINE}")[1] == f"{quoted(OLD)}\n\n{MINE}", "below the quote"


@pytest.mark.parametrize("line", [each for each in said.ATTRIBUTIONS if " <" in each])
def test_attributions_that_were_wrapped(line: str) -> None:
    wrapped = line.replace(" <", "\n<")
    assert split(f"{MINE}\n\n{wrapped}\n\n{quoted(OLD)}\n")[1] == MINE


@pytest.mark.parametrize("block", said.HEADERS)
def test_header_blocks(block: str) -> None:
    for rule in ("", "________________________________\n", "-----Original Message-----\n"):
        assert split(f"{MINE}\n\n{rule}{block}\n\n{OLD}")[1] == MINE
    assert split(f"{MINE}\n\n{quoted(block)}\n>\n{quoted(OLD)}")[1] == MINE


@pytest.mark.parametrize("line", said.MOBILE)
def test_mobile_signatures(line: str) -> None:
    assert split(f"{MINE}\n\n{line}")[1] == MINE
    assert (
        split(f"{MINE}\n\n{line}\n\nOn 15 Jan 2024, at 10:42, Jane <j@example.com> wrote:\n\n{quoted(OLD)}")[1] == MINE
    )


@pytest.mark.parametrize("line", said.BANNERS)
def test_banners(line: str) -> None:
    assert split(f"{MINE}\n\n{line}\n\n{OLD}")[1] == MINE
