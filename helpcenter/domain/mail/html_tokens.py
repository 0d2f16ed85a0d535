"""HTML of any quality as a flat run of tokens, in linear time (the standard library's parser is quadratic)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import count as count_up

from helpcenter.domain.mail.limits import MAX_TOKENS

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]{0,40}")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][-\w:.]{0,40})\s{0,20}=\s{0,20}(\"[^\"]*\"|'[^']*'|[^\s\"'>]{1,4000})", re.ASCII)
_ANY_TAG = re.compile(r"<[^<>]*>")
_LONGEST_TAG = 8_000
_RAW = ("script", "style", "title", "textarea", "xmp", "noembed", "noframes", "iframe")


@dataclass(frozen=True)
class Token:
    """Text (`tag` is ""), or the opening or closing of an element."""

    tag: str = ""
    closing: bool = False
    text: str = ""
    inside: str = ""

    def attributes(self) -> dict[str, str]:
        """Return the attributes of an opening tag, names in lower case, values unescaped."""
        found = _ATTRIBUTE.findall(self.inside[:_LONGEST_TAG])
        return {name.lower(): unescape(value.strip("\"'")) for name, value in reversed(found)}


def tokens(html: str) -> Iterator[Token]:
    """Yield the tokens of `html` in order. Comments and declarations are left out, entities in text resolved."""
    here, length = 0, len(html)
    for count in count_up():
        if here >= length:
            return
        if count >= MAX_TOKENS:
            yield Token(text=unescape(_ANY_TAG.sub(" ", html[here:])))
            return
        at = html.find("<", here)
        at = length if at < 0 else at
        if at > here:
            yield Token(text=unescape(html[here:at]))
        if at >= length:
            return
        if not html[at + 1 : at + 2].isalpha() and html[at + 1 : at + 2] not in ("/", "!", "?"):
            behind = html.find("<", at + 1)
            here = length if behind < 0 else behind
            yield Token(text=unescape(html[at:here]))
            continue
        here, token = _tag(html, at)
        if token:
            yield token
            if token.tag in _RAW and not token.closing:
                here = _raw_end(html, here, token.tag)


def _tag(html: str, at: int) -> tuple[int, Token | None]:
    """Return what stands at the `<` at `at`, and where it ends."""
    if html.startswith("<!--", at):
        end = html.find("-->", at + 2)
        end = html.find(">", at) - 2 if end < 0 else end
        return (end + 3 if end > 0 else len(html)), None
    if html.startswith(("<!", "<?"), at):
        end = html.find(">", at)
        return (end + 1 if end > 0 else len(html)), None
    closing = html.startswith("</", at)
    name = _NAME.match(html, at + 1 + closing)
    if not name:
        return at + 1, Token(text="<")
    end = _tag_end(html, name.end())
    if end < 0:
        return at + 1, Token(text="<") if len(html) - at < _LONGEST_TAG else None
    return end + 1, Token(tag=name.group().lower(), closing=closing, inside=html[name.end() : end])


def _tag_end(html: str, here: int) -> int:
    """The `>` that ends a tag: not one within quotes, unless the quotes are never closed."""
    first = html.find(">", here)
    end = first
    for _ in range(20):
        inside = html[here:end] if 0 <= end < here + _LONGEST_TAG else ""
        if not inside or not _open_quote(inside):
            break
        end = html.find(">", end + 1, here + _LONGEST_TAG)
    return end if end >= 0 and end < here + _LONGEST_TAG else first


def _open_quote(inside: str) -> bool:
    quote = ""
    before = ""
    for ch in inside:
        if quote:
            quote = "" if ch == quote else quote
        elif ch in "\"'" and before == "=":
            quote = ch
        before = ch if not ch.isspace() else before
    return bool(quote)


def _raw_end(html: str, here: int, tag: str) -> int:
    """Where the content of an element that holds no markup ends; its closing tag is left to be read."""
    found = re.compile(rf"</{tag}", re.IGNORECASE).search(html, here)
    return found.start() if found else len(html)
