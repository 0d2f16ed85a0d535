"""What the API answers when it does not do what was asked: problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from helpcenter.domain.faults import Conflict, Forbidden, Invalid, NotFound, Refusal, TooOften, Unavailable

PATH = "/api/"


def problem(
    status: int, detail: str = "", errors: Sequence[tuple[str, str]] = (), headers: dict[str, str] | None = None
) -> Response:
    """Answer with a status, what is wrong, and the fields that are."""
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        told["detail"] = detail
    if errors:
        told["errors"] = [{"field": field, "detail": text} for field, text in errors]
    answer = Response(json.dumps(told, ensure_ascii=False), status, headers, mimetype="application/problem+json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refused(fault: Refusal) -> Response:
    """Answer for a service that refused."""
    if isinstance(fault, Invalid):
        return problem(422, "some fields cannot be taken", [(field, why.value) for field, why in fault.faults.items()])
    if isinstance(fault, NotFound):
        return problem(404, f"no such {fault}")
    if isinstance(fault, Forbidden):
        return problem(403, f"not allowed: {fault}")
    if isinstance(fault, Conflict):
        return problem(412 if "If-Match" in request.headers else 409, str(fault))
    if isinstance(fault, TooOften):
        return problem(429, f"too many {fault}", headers={"Retry-After": str(fault.after)})
    if isinstance(fault, Unavailable):
        return problem(503, "the store cannot be reached", headers={"Retry-After": "5"})
    return problem(422, str(fault))


def of_framework(fault: HTTPException) -> Response:
    """Answer for what the framework refused: an unknown path, a wrong method, a body too large."""
    headers = {}
    if allowed := getattr(fault, "valid_methods", None):
        headers["Allow"] = ", ".join(allowed)
    return problem(fault.code or 500, headers=headers)


def init_app(app: Flask) -> None:
    """Let everything below the API's path be answered so, whatever refuses it."""
    for handlers in app.error_handler_spec[None].values():
        for kind, page in list(handlers.items()):
            handlers[kind] = _either(page)


def _either(page: Any) -> Any:
    def answered(fault: Exception) -> Any:
        if not request.path.startswith(PATH):
            return page(fault)
        if isinstance(fault, Refusal):
            return refused(fault)
        return of_framework(fault) if isinstance(fault, HTTPException) else problem(500)

    return answered
