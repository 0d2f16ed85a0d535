"""HTML of others as Markdown: what an article needs stays, what runs goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.domain.html_markdown import to_markdown
from helpcenter.domain.markdown import to_html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h1>A</h1><p>b <strong>c </strong>d</p>", "## A\n\nb **c** d"),
        ("<ul><li>One<ul><li>Deep</li></ul></li><li>Two</li></ul>", "- One\n  - Deep\n- Two"),
        ("<pre><code>x = `1`\n  y</code></pre>", "```\nx = `1`\n  y\n```"),
        ("<table><tr><th>A</th></tr><tr><td>1|2</td></tr></table>", "| A |\n|---|\n| 1\\|2 |"),
        ("<p># no</p><p>1. no</p><p>- no</p>", "\\# no\n\n1\\. no\n\n\\- no"),
        ("<p>x<hr>y", "x\n\n---\n\ny"),
        ("<a href='javascript:alert(1)'>x</a><img src='https://a/b c.png' alt='d'>", "x![d](https://a/b%20c.png)"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n\n> b"),
        ("<style>p{}</style><script>alert(1)</script>ok", "ok"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_hostile_html_stays_harmless(shared_data: Path) -> None:
    for payload in (shared_data / "hostile" / "xss-payloads.txt").read_text(encoding="utf-8").splitlines():
        shown = to_html(to_markdown(payload)).lower()
        assert "<script" not in shown
        assert "<svg" not in shown
        assert 'href="javascript:' not in shown
