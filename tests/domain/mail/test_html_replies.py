"""HTML-only answers as programs write them: what their author wrote, and nothing of what was there before."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.domain.mail.parsing import parse

REPLY = "That works.\nAnd the invoice?"
MAILS = dict(
    case.split("\n", 1)
    for case in (Path(__file__).parent / "html_replies.txt").read_text(encoding="utf-8").split("===== ")[1:]
)


def reply(html: str) -> str:
    """Return the reply of an HTML-only mail, without its blank lines."""
    raw = f"From: j@e.org\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{html}"
    return "\n".join(line for line in parse(raw.encode()).reply_text.split("\n") if line.strip())


@pytest.mark.parametrize("program", MAILS)
def test_the_answer_alone(program: str) -> None:
    assert reply(MAILS[program]) == REPLY


def test_answers_between_quotes_keep_them() -> None:
    wrote = "On Tuesday, March 3, 2026 at 4:18 PM, Acme &lt;s@example.com&gt; wrote:"
    html = (
        f"<div>{wrote}</div><blockquote>Which?</blockquote><div>Three.</div><blockquote>Why?</blockquote><div>So.</div>"
    )
    assert reply(html) == "> Which?\nThree.\n> Why?\nSo."


def test_what_stands_behind_a_rule_is_kept() -> None:
    assert reply("<p>That works.</p><hr><p>A second thing which matters to me.</p>").endswith("which matters to me.")
