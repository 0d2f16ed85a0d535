"""An article as plain blocks: paragraphs, steps and list items, each under its heading."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = {"p", "li", "pre", "td", "th", "dd", "dt", "blockquote"}
_SENTENCE_END = re.compile(r"[.!?…]+[\"'»”)]*\s+|[。！？]")
_POINTS_FROM = 0.25
"""Share of a lone sentence in links to other articles from which on it is a pointer ("To do so, read …")."""

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True)
class Block:
    """A piece of an article in plain text; heading and anchor lead to its place.

    `item` marks a step or list item, `pointer` what does little more than link to another article.
    """

    text: str
    heading: str | None = None
    anchor: str | None = None
    item: bool = False
    pointer: bool = False


def of_html(html: str) -> tuple[Block, ...]:
    """The blocks of safe HTML as articles have it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.blocks)


def of_text(text: str) -> tuple[Block, ...]:
    """The blocks of plain text: its lines."""
    return tuple(Block(line.strip()) for line in text.splitlines() if line.strip())


def body(blocks: Sequence[Block]) -> str:
    """The text that is searched: headings where they change, and all blocks."""
    lines: list[str] = []
    heading: str | None = None
    for block in blocks:
        if block.heading and block.heading != heading:
            lines.append(block.heading)
        heading = block.heading
        lines.append(block.text)
    return "\n".join(lines)


def sentence_bounds(text: str) -> list[int]:
    """Where the sentences of `text` begin and end, as rising character offsets; one sentence gives two."""
    return sorted({0, len(text), *(found.end() for found in _SENTENCE_END.finditer(text))})


def dump(blocks: Sequence[Block]) -> str:
    """Blocks as JSON text, for the store."""
    return json.dumps([list(vars(block).values()) for block in blocks], ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> tuple[Block, ...]:
    """Blocks from what `dump` made."""
    return tuple(Block(*fields) for fields in json.loads(text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._heading: str | None = None
        self._anchor: str | None = None
        self._next_anchor: str | None = None
        self._items = 0
        self._in_link = False
        self._linked = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag in _HEADINGS:
            self.end()
        if tag in _HEADINGS:
            self._next_anchor = dict(attrs).get("id")
        self._items += tag == "li"
        if tag == "a":
            self._in_link = _to_article(dict(attrs).get("href") or "")
        if tag == "br":
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading, self._anchor = self._taken() or None, self._next_anchor
        elif tag in _BLOCKS:
            self.end()
        self._in_link = self._in_link and tag != "a"
        self._items -= tag == "li" and self._items > 0

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        self._linked += len(data) if self._in_link else 0

    def end(self) -> None:
        """Finish the block that is being read."""
        linked, text = self._linked, self._taken()
        if text:
            pointer = linked >= _POINTS_FROM * len(text) and len(sentence_bounds(text)) == 2
            self.blocks.append(Block(text, self._heading, self._anchor, self._items > 0, pointer))

    def _taken(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        self._linked = 0
        return text


def _to_article(address: str) -> bool:
    """Whether an address is one of ours: neither on this page nor anywhere else."""
    return bool(address) and ":" not in address and not address.startswith(("#", "//"))
