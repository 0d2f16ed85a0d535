"""The only places where text of others becomes HTML: everything is escaped first, then a little is marked."""

from __future__ import annotations

import re

from flask import Flask
from markupsafe import Markup, escape

from helpcenter.domain.answers import Passage

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\x00-\x1f]+", re.IGNORECASE)
_NOT_AT_THE_END = ".,;:!?…)]}»”’*_"


def linked(text: str) -> Markup:
    """Return text unchanged to the eye, its http(s) addresses clickable."""
    parts, done = [], 0
    for found in _ADDRESS.finditer(text):
        address = _without_tail(found.group())
        if address.partition("://")[2]:
            parts += [escape(text[done : found.start()]), _link(address)]
            done = found.start() + len(address)
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


def init_app(app: Flask) -> None:
    """Give templates `linked` and `highlighted`."""
    app.jinja_env.filters["linked"] = linked
    app.jinja_env.filters["highlighted"] = highlighted


def _link(address: str) -> Markup:
    return Markup('<a href="{}" rel="noopener nofollow ugc" target="_blank">{}</a>').format(address, address)


def _without_tail(address: str) -> str:
    """Punctuation behind an address belongs to the sentence, but a bracket that was opened in it stays."""
    while address and address[-1] in _NOT_AT_THE_END:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
