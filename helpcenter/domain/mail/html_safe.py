"""HTML of strangers made harmless (nh3): no script, no style, no form, nothing that is fetched when it is looked at."""

from __future__ import annotations

from html import escape

TAGS = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup"}
    | {"dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp"}
    | {"small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"time", "tr", "tt", "u", "ul", "var", "wbr"}
)
ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "blockquote": {"cite"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "font": {"color"},
}


def sanitised(html: str) -> str:
    """Return `html` with only harmless elements and attributes.

    Images keep their place: those that the mail itself brings (`cid:`) keep their address, those from elsewhere lose
    it, since fetching them tells a stranger who reads. Time can be quadratic in how deep elements nest.
    """
    import nh3

    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel="noopener noreferrer nofollow",
        attribute_filter=_kept,
    ).strip()


def as_html(text: str) -> str:
    """Return plain text as HTML with its line ends."""
    return "<p>" + escape(text).replace("\n", "<br>\n") + "</p>" if text else ""


def _kept(tag: str, name: str, value: str) -> str | None:
    if name == "src" and not value.strip().lower().startswith("cid:"):
        return None
    return value
