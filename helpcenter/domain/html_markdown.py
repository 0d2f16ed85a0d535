"""HTML of others as Markdown: what an article needs stays, everything else goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import quote

import nh3

TAGS = {
    *("a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "kbd", "li", "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    *("div", "section"),
}
BLOCKS = {"p", "div", "section", "blockquote", "ul", "ol", "pre", "table", "hr", "dl", "dt", "dd"}
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_BEGINS = re.compile(
    r"^(\s*\d{0,9})((?<=\d)[.)](?=\s)|(?<!\d)(?:#{1,6}(?=\s)|[-+](?=\s)|={3,}|-{3,}))", re.MULTILINE
)


def to_markdown(html: str, link: Callable[[str], str] = lambda address: address) -> str:
    """Return HTML as Markdown that says the same. `link` may lead each address elsewhere.

    Scripts, styles, forms, frames and all attributes but addresses and texts of pictures go.
    """
    attributes = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
    clean = nh3.clean(
        html, tags=TAGS, attributes=attributes, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )
    writer = _Writer(link)
    writer.feed(clean)
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    """Writes Markdown of well-formed HTML, which nh3 makes of anything."""

    def __init__(self, link: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._link = link
        self._lines: list[str] = []
        self._line: list[str] = []
        self._indents: list[str] = []
        self._lists: list[int | None] = []
        self._hrefs: list[tuple[str, int]] = []
        """Where the links that are open lead, and where each begins in the line."""
        self._bullet = ""
        self._pre = 0
        self._cells: list[str] | None = None
        self._rows = 0

    def text(self) -> str:
        """Return what was written."""
        self._end_block()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = dict(attrs)
        if tag in MARKS:
            self._line.append(MARKS[tag])
        elif tag in ("code", "kbd") and not self._pre:
            self._line.append("`")
        elif tag == "a":
            self._hrefs.append((self._link(given["href"] or "") if "href" in given else "", len(self._line)))
            self._line.append("[")
        elif tag == "img":
            self._line.append(f"![{_escaped(given.get('alt') or '')}]({_address(self._link(given.get('src') or ''))})")
        elif tag == "br":
            self._line.append(" " if self._cells is not None else "\\\n")
        elif tag in ("td", "th"):
            self._line = []
        elif tag == "tr":
            self._cells = []
        elif tag not in ("code", "kbd"):
            self._begin_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in MARKS:
            self._close_mark(MARKS[tag])
        elif tag in ("code", "kbd") and not self._pre:
            self._line.append("`")
        elif tag == "a":
            href, at = self._hrefs.pop() if self._hrefs else ("", 0)
            if href:
                self._line.append(f"]({_address(href)})")
            elif self._line[at : at + 1] == ["["]:
                self._line[at] = ""
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append(" ".join("".join(self._line).split()))
            self._line = []
        elif tag == "tr" and self._cells is not None:
            self._end_row(self._cells)
        elif tag not in ("code", "kbd"):
            self._close_block(tag)

    def handle_data(self, data: str) -> None:
        """Write text."""
        if self._pre:
            self._line.append(data)
        elif self._line and self._line[-1] == "`":
            self._line.append(data.replace("`", "'"))
        else:
            self._line.append(_escaped(re.sub(r"\s+", " ", data)))

    def _begin_block(self, tag: str, given: dict[str, str | None]) -> None:
        if self._cells is not None:
            return
        self._end_block()
        if tag not in ("li", "ul", "ol") and not self._bullet:
            self._lines.append("")
        if tag[0] == "h" and tag[1:].isdigit():
            self._line.append("#" * max(2, int(tag[1:])) + " ")
        elif tag in ("ul", "ol"):
            start = given.get("start") or "1"
            self._lists.append(None if tag == "ul" else int(start) if start.isdecimal() and len(start) < 7 else 1)
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            self._bullet = "- " if number is None else f"{number}. "
            if self._lists and number is not None:
                self._lists[-1] = number + 1
            self._indents.append(" " * len(self._bullet))
        elif tag == "blockquote":
            self._indents.append("> ")
        elif tag == "pre":
            self._pre += 1
        elif tag == "table":
            self._rows = 0
        elif tag == "hr":
            self._put("---")
            self._lines.append("")

    def _close_block(self, tag: str) -> None:
        if self._cells is not None:
            return
        if tag == "pre":
            self._end_code()
        self._end_block()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in ("li", "blockquote") and self._indents:
            self._indents.pop()
            self._bullet = ""
        if (tag in BLOCKS or tag[0] == "h") and not (tag in ("ul", "ol") and self._lists):
            self._lines.append("")

    def _end_block(self) -> None:
        words = "".join(self._line).strip()
        self._line = []
        if words and words.strip("*~`#"):
            head = re.match(r"#{2,6} ", words)
            self._put(words if head else _LINE_BEGINS.sub(r"\1\\\2", words))

    def _end_code(self) -> None:
        code, self._line = "".join(self._line).strip("\n"), []
        self._pre = max(0, self._pre - 1)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", code)), default=0))
        self._put(f"{fence}\n{code}\n{fence}")

    def _end_row(self, cells: list[str]) -> None:
        self._cells = None
        if cells:
            self._put("| " + " | ".join(cells) + " |")
            if self._rows == 0:
                self._put("|" + "---|" * len(cells))
            self._rows += 1

    def _close_mark(self, mark: str) -> None:
        """End bold and the like; around nothing they go, and blanks inside go outside."""
        at = len(self._line) - 1 - self._line[::-1].index(mark) if mark in self._line else -1
        inside = "".join(self._line[at + 1 :])
        self._line[at:] = [mark, inside.strip(), mark, " " * (inside[-1:] == " ")] if inside.strip() else [inside]

    def _put(self, words: str) -> None:
        """Write lines below the bullets and quotes that they stand in."""
        indent = "".join(self._indents)
        lines = words.split("\n")
        if self._bullet:
            first = "".join(self._indents[:-1]) + self._bullet
            self._bullet = ""
        else:
            first = indent
        self._lines += [(first if at == 0 else indent) + line for at, line in enumerate(lines)]


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


def _address(address: str) -> str:
    return quote(address, safe="/:?#[]@!$&'*+,;=%-._~")
