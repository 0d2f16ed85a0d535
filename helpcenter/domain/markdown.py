"""Markdown to safe HTML: CommonMark with tables; raw HTML is shown as text, never run."""

from __future__ import annotations

import re
from functools import cache
from html import escape

import nh3
from markdown_it import MarkdownIt

from helpcenter.domain.articles import slugify

_HEADING = re.compile(r'<h([234]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)

RENDERING = 1
"""Raise when the HTML for the same Markdown changes, so that stored HTML is made anew."""

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "img", "kbd", "li",
    "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
    "code": {"class"},
}


def to_html(source: str) -> str:
    """Return safe HTML of Markdown text. Headings get an `id` made of their words, for links into the page."""
    tokens = _parser().parse(source)
    used: set[str] = set()
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"
        if token.type == "heading_open":
            token.attrSet("id", _unique(slugify(tokens[number + 1].content) or "section", used))
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener"
    )


def headings(html: str) -> list[tuple[str, str, int]]:
    """Return (id, text, level) of each heading of safe HTML, for a contents list."""
    found = _HEADING.findall(html)
    return [(anchor, nh3.clean(text, tags=set()), int(level)) for level, anchor, text in found]


def anchored(html: str, label: str) -> str:
    """Return safe HTML with a link to itself beside each heading; `label` says what such a link is."""
    link = f'<a class="header-anchor" aria-label="{escape(label)}" href='
    return _HEADING.sub(
        lambda found: f'<div class="anchored">{found[0]}{link}"#{found[2]}">#</a></div>',
        html,
    )


def wide_tables(html: str, label: str) -> str:
    """Return safe HTML in which each table scrolls by itself, also by keyboard; `label` says what scrolls there."""
    box = f'<div class="wide" role="region" aria-label="{escape(label)}" tabindex="0"><table>'
    return html.replace("<table>", box).replace("</table>", "</table></div>")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def _unique(anchor: str, used: set[str]) -> str:
    chosen, number = anchor, 2
    while chosen in used:
        chosen, number = f"{anchor}-{number}", number + 1
    used.add(chosen)
    return chosen
