"""Where the links of an article lead, and which of them lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from helpcenter.domain.markdown import headings


@dataclass(frozen=True)
class Link:
    """One link or picture; `line` is the first line, from 1, of the paragraph of the body that holds it."""

    target: str
    line: int
    is_image: bool = False


@dataclass(frozen=True)
class Page:
    """What a link may lead to: a translation with its Markdown and its safe HTML; `readable` says that it is public."""

    slug: str
    locale: str
    body: str
    html: str
    readable: bool


@dataclass(frozen=True)
class Places:
    """All that links may lead to: readable articles by slug and language with their anchors, old names, files."""

    anchors: Mapping[str, Mapping[str, frozenset[str]]]
    former: Mapping[str, str]
    media: frozenset[str]
    default_locale: str


def links(body: str) -> Iterator[Link]:
    """Yield the links and pictures of a Markdown text, in order."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body):
        line = token.map[0] + 1 if token.map else 1
        yield from _inside(token, line)


def places(pages: list[Page], former: Mapping[str, str], media: frozenset[str], default_locale: str) -> Places:
    """Return what links may lead to."""
    anchors: dict[str, dict[str, frozenset[str]]] = {}
    for page in pages:
        if page.readable:
            anchors.setdefault(page.slug, {})[page.locale] = frozenset(mark for mark, _, _ in headings(page.html))
    return Places(anchors, former, media, default_locale)


def broken(page: Page, there: Places) -> Iterator[tuple[Link, str]]:
    """Yield each link of a page that leads nowhere in the help centre, with why; other hosts are not asked."""
    for link in links(page.body):
        if why := _fault(link, page, there):
            yield link, why


def outside(body: str) -> list[str]:
    """Return the addresses on other hosts that a text links, each once."""
    return list(dict.fromkeys(link.target for link in links(body) if link.target.startswith(("http://", "https://"))))


def _inside(token: Token, line: int) -> Iterator[Link]:
    for child in token.children or ():
        if child.type == "softbreak":
            line += 1
        target = child.attrGet("href") if child.type == "link_open" else child.attrGet("src")
        if child.type in ("link_open", "image") and target:
            yield Link(str(target), line, child.type == "image")


def _fault(link: Link, page: Page, there: Places) -> str:
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return "is no address"
    if parts.scheme or parts.netloc or link.target.startswith("/"):
        return ""
    path = unquote(parts.path)
    if "/" in path or link.is_image:
        known = {f"{page.locale}/{path}", f"{there.default_locale}/{path}"} & there.media
        return "" if known else "there is no such file"
    if path and path not in there.anchors:
        moved = there.former.get(path)
        return f"its article is called {moved} now" if moved else "there is no such article, or nobody may read it"
    translations = there.anchors.get(path or page.slug, {})
    marks = translations.get(page.locale) or translations.get(there.default_locale, frozenset())
    if parts.fragment and translations and unquote(parts.fragment) not in marks:
        return "the article has no such heading"
    return ""
