"""Markdown becomes safe HTML, whatever is in it."""

import re
from pathlib import Path

from helpcenter.domain.markdown import headings, to_html, wide_tables


def test_headings_get_anchors_of_their_words() -> None:
    html = to_html("# Start\n\n## Größe ändern\n\ntext\n\n## Größe ändern\n\n##### 日本語 `x`\n")
    assert headings(html) == [
        ("start", "Start", 2),
        ("grosse-andern", "Größe ändern", 2),
        ("grosse-andern-2", "Größe ändern", 2),
        ("日本語-x", "日本語 x", 4),
    ]
    assert html.count("<h2") == html.count("</h2>") == 3


def test_raw_html_is_shown_as_text() -> None:
    assert "<script" not in to_html("<script>alert(1)</script>\n\n<b onclick=x>hi</b>")
    assert "&lt;b onclick=x&gt;" in to_html("<b onclick=x>hi</b>")


def test_links_lead_only_where_links_may() -> None:
    html = to_html("[a](javascript:alert(1)) [b](data:text/html,x) [c](https://c.example) [d](/en/articles/d)")
    assert re.findall(r'href="([^"]*)"', html) == ["https://c.example", "/en/articles/d"]


def test_no_payload_gets_through(shared_data: Path) -> None:
    allowed = re.compile(
        r"</?(?:p|em|strong|code|pre|blockquote|ul|ol|li|hr|br|h[234]|del|table|thead|tbody|tr|th|td)\b[^<>]*>"
        r'|<a (?:href|title|rel)="[^"<>]*"[^<>]*>|</a>|<img [^<>]*>'
    )
    for payload in (
        (shared_data / "hostile" / "xss-payloads.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    ):
        html = to_html(payload)
        for tag in re.findall(r"<[^>]*>?", html):
            assert allowed.fullmatch(tag), (payload, tag)
            assert not re.search(r"\s(?:on\w+|style|srcdoc)\s*=", re.sub(r'"[^"]*"', "", tag), re.IGNORECASE), payload
            for address in re.findall(r'(?:href|src)="([^"]*)"', tag):
                assert not re.match(r"\s*(?:javascript|vbscript|data)\s*:", address, re.IGNORECASE), payload


def test_a_table_scrolls_by_itself() -> None:
    html = wide_tables(to_html("| a |\n|---|\n| b |\n\nEnd"), 'A "table"')
    box = '<div class="wide" role="region" aria-label="A &quot;table&quot;" tabindex="0"><table>'
    assert html.startswith(box)
    assert re.search(r"</table></div>\s*<p>End</p>", html)
