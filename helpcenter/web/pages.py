"""Answering with a page or, when htmx asked, with the one block of it that changed."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, make_response, render_template
from htmx_flask import request


def page(template: str, block: str, *, status: int = 200, **values: Any) -> Response:
    """Render `template`, or only its `block` when htmx asked for a part (not boosted, not restoring history).

    A block sees the values given here and Flask's context, not what the template sets or imports outside of it.
    """
    html = render_block(template, block, **values) if wants_block() else render_template(template, **values)
    response = make_response(html, status)
    response.vary.add("HX-Request")
    return response


def wants_block() -> bool:
    """Whether the request asks for a part of a page."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def render_block(template: str, block: str, **values: Any) -> str:
    """Return one block of a template as HTML."""
    found = current_app.jinja_env.get_template(template)
    current_app.update_template_context(values)
    return "".join(found.blocks[block](found.new_context(values)))
