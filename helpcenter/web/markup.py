"""The only places where text of others becomes HTML: everything is escaped first, then a little is marked."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup, escape

from helpcenter.domain.answers import Passage
from helpcenter.domain.markdown import anchored, wide_tables
from helpcenter.domain.text import web_addresses
from helpcenter.web.faces import face


def linked(text: str) -> Markup:
    """Return text unchanged to the eye, its http(s) addresses clickable."""
    parts, done = [], 0
    for start, address in web_addresses(text):
        parts += [escape(text[done:start]), _link(address)]
        done = start + len(address)
    return Markup("").join([*parts, escape(text[done:])])


def highlighted(passage: Passage) -> Markup:
    """Return a passage's text with its highlights in `<mark>`."""
    parts, done = [], 0
    for start, end in sorted(passage.highlights):
        start = max(start, done)
        if start < end:
            parts += [escape(passage.text[done:start]), Markup("<mark>{}</mark>").format(passage.text[start:end])]
            done = end
    return Markup("").join([*parts, escape(passage.text[done:])])


def with_anchors(html: str) -> Markup:
    """Return an article's safe HTML, its headings with links to themselves."""
    return with_tables(anchored(html, gettext("Link to this section")))


def with_tables(html: str) -> Markup:
    """Return safe HTML of Markdown, its tables in boxes that scroll where the page is narrow."""
    return Markup(wide_tables(html, gettext("Table")))  # noqa: S704 - made safe when it was saved


def takes_focus() -> Markup:
    """Return the attribute of the one field where somebody goes on, such as the first faulty one.

    In the frame of another site browsers refuse `autofocus` and complain; there the panel's script sees to it.
    """
    return Markup(" data-autofocus") if face().kind == "widget" else Markup(" autofocus")


def init_app(app: Flask) -> None:
    """Give templates `linked`, `highlighted`, `with_anchors`, `with_tables` and `takes_focus`."""
    app.jinja_env.globals["takes_focus"] = takes_focus
    app.jinja_env.filters["with_anchors"] = with_anchors
    app.jinja_env.filters["with_tables"] = with_tables
    app.jinja_env.filters["linked"] = linked
    app.jinja_env.filters["highlighted"] = highlighted


def _link(address: str) -> Markup:
    return Markup('<a href="{}" rel="noopener nofollow ugc" target="_blank">{}</a>').format(address, address)
