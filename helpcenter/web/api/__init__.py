"""`/api/v1`: what programs may do, by the same services as everything else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, request

from helpcenter.domain.api_tokens import ApiToken
from helpcenter.domain.faults import Fault, Forbidden, Invalid, Refusal
from helpcenter.domain.json_schema import faults
from helpcenter.domain.text import storable
from helpcenter.services import api_tokens
from helpcenter.services.idempotency import Once
from helpcenter.web.api.description import description
from helpcenter.web.api.operation import Call, Operation
from helpcenter.web.api.problems import problem, refused
from helpcenter.web.api.table import OPERATIONS
from helpcenter.web.faces import desk
from helpcenter.web.limits import pace_program

PREFIX = "/api/v1"

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
blueprint.register_error_handler(Refusal, refused)


class NotJson(Exception):  # noqa: N818 - an answer, not a failure of ours
    """A body that cannot be read, or does not fit; `wrong` are fields with what is wrong."""

    def __init__(self, *wrong: tuple[str, str]) -> None:
        super().__init__()
        self.wrong = wrong


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of all this, for everybody: there is nothing secret in it."""
    told = description(f"{desk().settings.public_url}{PREFIX}", version("helpcenter"))
    return Response(json.dumps(told, indent=1), mimetype="application/json")


@blueprint.errorhandler(NotJson)
def not_json(fault: NotJson) -> Response:
    """Answer for a body that cannot be taken."""
    if not fault.wrong:
        return problem(400, "the body is not a JSON object")
    return problem(422, "some fields cannot be taken", fault.wrong)


def _view(operation: Operation) -> Callable[..., Response]:
    def answered(**values: Any) -> Response:
        token = _token()
        if token is None:
            return problem(401, "bring a token: `Authorization: Bearer …`", headers={"WWW-Authenticate": "Bearer"})
        if operation.right not in token.rights:
            raise Forbidden(operation.right.value)
        call = Call(token, _query(operation), _body(operation), _form(operation, token), _expected(operation))
        door = desk().see if operation.reads else desk().do
        return _told(operation, door(operation.run, call, **values))

    return answered


for each in OPERATIONS:
    blueprint.add_url_rule(each.path, each.name, _view(each), methods=[each.method])


def _token() -> ApiToken | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = desk().see(api_tokens.bearer, secret.strip()) if scheme.lower() == "bearer" else None
    pace_program(found.id if found else None)
    if found and desk().see(api_tokens.is_use_to_be_noted, found):
        desk().do(api_tokens.note_use, found)
    return found


def _query(operation: Operation) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    for parameter in operation.query:
        given: Any = request.args.get(parameter.name, parameter.default)
        if parameter.schema["type"] == "integer" and isinstance(given, str):
            given = int(given) if re.fullmatch(r"\d{1,9}", given) else given
        if given is not None and (wrong := list(faults(parameter.schema, given, parameter.name))):
            raise NotJson(*wrong)
        if isinstance(given, int):
            given = min(max(given, parameter.schema.get("minimum", given)), parameter.schema.get("maximum", given))
        values[parameter.name] = given
    return values


def _body(operation: Operation) -> Mapping[str, Any]:
    if operation.body is None:
        return {}
    try:
        found = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise NotJson from None
    if not isinstance(found, dict):
        raise NotJson
    if wrong := list(faults(operation.body, found)):
        raise NotJson(*wrong[:20])
    return found


def _form(operation: Operation, token: ApiToken) -> Once | None:
    key = storable(request.headers.get("Idempotency-Key", ""))
    return Once(f"token:{token.id}:{operation.name}", key) if operation.once and key else None


def _expected(operation: Operation) -> int | None:
    given = request.headers.get("If-Match", "*").strip()
    if operation.reads or not operation.versioned or given == "*":
        return None
    found = re.fullmatch(r'"(\d{1,9})"', given)
    if found is None:
        raise Invalid({"If-Match": Fault.WRONG})
    return int(found[1])


def _told(operation: Operation, document: dict[str, Any]) -> Response:
    answer = Response(json.dumps(document, ensure_ascii=False), operation.status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    if operation.versioned:
        answer.set_etag(str(document["ticket"]["version"]))
        if operation.reads:
            answer.make_conditional(request)
    if operation.name == "createTicket":
        answer.headers["Location"] = f"{desk().settings.public_url}{PREFIX}/tickets/{document['ticket']['id']}"
    return answer
