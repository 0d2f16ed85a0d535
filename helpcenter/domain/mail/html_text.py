"""HTML mail as good plain text: links, lists, tables and quotes stay readable, what a reader never sees is left out."""

from __future__ import annotations

import re

from helpcenter.domain.mail.html_tokens import Token, tokens
from helpcenter.domain.mail.html_writer import Writer

_DROPPED = frozenset(
    {"script", "style", "title", "head", "template", "svg", "math", "object", "applet", "iframe", "noframes", "noembed"}
)
_LINES = frozenset(
    {"div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "form", "fieldset"}
    | {
        "tr",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "legend",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "body",
        "html",
        "option",
    }
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "table"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr", "param"}
)
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|mso-hide\s{0,5}:\s{0,5}all", re.IGNORECASE)
MAX_NESTING = 1_000
"""Deeper HTML is written by no person and takes others' parsers quadratic time."""


class Reading:
    """The text of one HTML part. `nesting` is how deep its elements go, `images` the `cid:` names in their order."""

    def __init__(self, html: str, names: dict[str, str] | None = None) -> None:
        """Read `html`; `names` gives the file name of each content id."""
        self.nesting = 0
        self.images: list[str] = []
        self._names = names or {}
        self._open: list[str] = []
        self._hidden: list[int] = []
        self._links: list[tuple[str, int]] = []
        self._lists: list[int] = []
        self._out = Writer()
        for token in tokens(html):
            self._take(token)
        self.text = self._out.text()

    def _take(self, token: Token) -> None:
        if not token.tag:
            if not self._hidden:
                self._out.write(token.text)
        elif token.closing:
            self._close(token.tag)
        else:
            self._start(token)

    def _start(self, token: Token) -> None:
        tag = token.tag
        if tag not in _VOID:
            if token.inside.endswith("/") and ":" in tag:
                return
            if tag == "body":
                self._hidden.clear()
            self._open.append(tag)
            self.nesting = max(self.nesting, len(self._open))
            hidden = tag in _DROPPED or ("style" in token.inside.lower() and _HIDDEN.search(token.inside))
            if hidden:
                self._hidden.append(len(self._open))
        if not self._hidden:
            self._opened(tag, token)

    def _opened(self, tag: str, token: Token) -> None:
        out = self._out
        if tag == "br":
            out.newline()
        elif tag == "hr":
            out.rule()
        elif tag == "img":
            self._image(token)
        elif tag == "a":
            self._links.append((token.attributes().get("href", ""), out.mark()))
        elif tag == "blockquote":
            out.quote(1)
        elif tag == "pre":
            out.paragraph()
            out.pre += 1
        elif tag in ("ul", "ol"):
            out.paragraph() if not self._lists else out.line()
            self._lists.append(0 if tag == "ul" else 1)
        elif tag == "li":
            self._item()
        elif tag in ("td", "th"):
            out.cell()
        elif tag in _PARAGRAPHS:
            out.paragraph()
        elif tag in _LINES:
            out.line()
            if tag == "tr":
                out.row()

    def _close(self, tag: str) -> None:
        if tag in _VOID or tag not in self._open[-200:]:
            if tag == "p" and not self._hidden:
                self._out.paragraph()
            return
        while self._open:
            closed = self._open.pop()
            if self._hidden and self._hidden[-1] > len(self._open):
                self._hidden.pop()
            elif not self._hidden:
                self._closed(closed)
            if closed == tag:
                return

    def _closed(self, tag: str) -> None:
        out = self._out
        if tag == "a" and self._links:
            self._link(*self._links.pop())
        elif tag == "blockquote":
            out.quote(-1)
        elif tag == "pre":
            out.pre = max(0, out.pre - 1)
            out.paragraph()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            out.paragraph() if not self._lists else out.line()
        elif tag in _PARAGRAPHS:
            out.paragraph()
        elif tag in _LINES or tag == "li":
            out.line()

    def _item(self) -> None:
        self._out.line()
        number = self._lists[-1] if self._lists else 0
        if number:
            self._lists[-1] += 1
        indent = "  " * max(0, min(len(self._lists), 10) - 1)
        self._out.bullet(f"{indent}{number}. " if number else f"{indent}- ")

    def _link(self, href: str, mark: int) -> None:
        address = href.strip()
        shown = self._out.since(mark).strip()
        bare = address.removeprefix("mailto:").split("?")[0] if address.startswith("mailto:") else address
        if not shown or not address.lower().startswith(("http://", "https://", "mailto:", "tel:", "ftp://")):
            return
        if bare.rstrip("/").removeprefix("tel:") not in shown and shown.rstrip("/") not in (
            bare.rstrip("/"),
            bare.rstrip("/").partition("://")[2],
        ):
            self._out.write(f" <{bare[:2_000]}>")

    def _image(self, token: Token) -> None:
        attributes = token.attributes()
        source = attributes.get("src", "").strip()
        if source.lower().startswith("cid:"):
            cid = source[4:].strip("<> ")
            self.images.append(cid)
            self._out.write(f"[{self._names.get(cid) or attributes.get('alt') or cid}]")
        elif attributes.get("alt", "").strip() and attributes.get("width") not in ("0", "1"):
            self._out.write(f"[{attributes['alt'].strip()[:200]}]")
