"""The API: the same services for programs; its description is what it does."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.api_tokens import ApiRight
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.json_schema import faults
from helpcenter.domain.limits import Limit
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.factory import create_app, desk_of
from helpcenter.services import api_tokens, articles, deliveries, tickets
from helpcenter.web.api.table import OPERATIONS
from tests.serving import environment

on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
NEW = {"email": "dora@customer.example", "name": "Dora", "subject": "It broke", "body": "Here is how.", "tags": ["VIP"]}


class Program:
    """A program that uses the API; what it is answered fits the description."""

    def __init__(self, client: Any, token: str) -> None:
        self.client, self.token = client, token

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {self.token}"} | {
            name.replace("_", "-"): each for name, each in headers.items()
        }
        data = body if isinstance(body, str) or body is None else json.dumps(body)
        answer = self.client.open(f"/api/v1{path}", method=method, data=data, headers=sent)
        assert "Set-Cookie" not in answer.headers
        if answer.status_code >= 400:
            assert answer.mimetype == "application/problem+json"
            assert answer.json["status"] == answer.status_code
        elif answer.status_code != 304:
            assert list(faults(_operation(method, path).answer, answer.json)) == []
        return answer


def _operation(method: str, path: str) -> Any:
    plain = path.partition("?")[0]
    for each in OPERATIONS:
        pattern = re.sub(r"<\w+>", r"[^/]+", re.sub(r"<int:\w+>", r"\\d+", each.path))
        if each.method == method and re.fullmatch(pattern, plain):
            return each
    raise AssertionError(path)


@pytest.fixture
def program(app: Any, desk: Desk, ada: Specialist, site: Site) -> Program:
    return Program(
        app.test_client(use_cookies=False), desk.do(api_tokens.add, "CRM", ada.email, [each.value for each in ApiRight])
    )


def test_a_ticket_from_beginning_to_end(program: Program, desk: Desk, ada: Specialist) -> None:
    made = program("POST", "/tickets", NEW)
    assert made.status_code == 201
    ticket = made.json["ticket"]
    number = ticket["id"]
    assert made.headers["Location"].endswith(f"/api/v1/tickets/{number}")
    assert (ticket["contact"], ticket["tags"], ticket["status"]) == (
        {"email": "dora@customer.example", "name": "Dora"}, ["vip"], "new",
    )  # fmt: skip
    assert [each.letter.name for each in desk.see(deliveries.of_ticket, number)] == ["acknowledgement"]
    reply = program("POST", f"/tickets/{number}/replies", {"body": "Try this.", "status": "solved"})
    assert (reply.status_code, reply.json["ticket"]["status"]) == (201, "solved")
    assert (reply.json["message"]["author"], reply.json["ticket"]["assignee"]) == (ada.name, ada.email)
    assert program("POST", f"/tickets/{number}/notes", {"body": "Between us."}).json["message"]["kind"] == "note"
    assert program("PUT", f"/tickets/{number}/status", {"status": "open"}).json["ticket"]["status"] == "open"
    assert program("PUT", f"/tickets/{number}/assignee", {"email": None}).json["ticket"]["assignee"] is None
    tagged = program("POST", f"/tickets/{number}/tags", {"add": ["billing"], "remove": ["vip"]})
    assert tagged.json["ticket"]["tags"] == ["billing"]
    shown = program("GET", f"/tickets/{number}")
    assert shown.headers["ETag"] == tagged.headers["ETag"] == f'"{tagged.json["ticket"]["version"]}"'
    assert [each["body"] for each in shown.json["messages"] if each["kind"] in ("reply", "note")] == [
        "Here is how.", "Try this.", "Between us.",
    ]  # fmt: skip
    assert program("GET", f"/tickets/{number}", If_None_Match=shown.headers["ETag"]).status_code == 304


def test_the_same_key_does_it_once(program: Program) -> None:
    first, again = (program("POST", "/tickets", NEW, Idempotency_Key="k1") for _ in range(2))
    assert first.json == again.json
    assert program("POST", "/tickets", NEW | {"subject": "Other"}, Idempotency_Key="k1").status_code == 409
    number = first.json["ticket"]["id"]
    one, two = (
        program(
            "POST", f"/tickets/{number}/replies", {"body": "Yes."}, Idempotency_Key="k1", If_Match=first.headers["ETag"]
        )
        for _ in range(2)
    )
    assert one.json["message"] == two.json["message"]
    assert len(program("GET", "/tickets").json["tickets"]) == 1


def test_nobody_writes_over_what_they_have_not_seen(program: Program, desk: Desk, ada: Specialist) -> None:
    made = program("POST", "/tickets", NEW)
    number, seen = made.json["ticket"]["id"], made.headers["ETag"]
    desk.do(tickets.reply, ada, number, "I was faster.")
    for method, path, body in (
        ("PUT", "status", {"status": "closed"}),
        ("PUT", "assignee", {"email": None}),
        ("POST", "tags", {"add": ["x"]}),
        ("POST", "replies", {"body": "Me too."}),
        ("POST", "notes", {"body": "Me too."}),
    ):
        assert program(method, f"/tickets/{number}/{path}", body, If_Match=seen).status_code == 412
    now = program("GET", f"/tickets/{number}")
    assert len(now.json["messages"]) == 2
    fresh = program("PUT", f"/tickets/{number}/status", {"status": "closed"}, If_Match=now.headers["ETag"])
    assert fresh.status_code == 200
    assert program("PUT", f"/tickets/{number}/status", {"status": "open"}, If_Match="W/x").status_code == 422


def test_pages_follow_each_other_without_gap(program: Program) -> None:
    numbers = [program("POST", "/tickets", NEW | {"language": lang}).json["ticket"]["id"] for lang in ("en", "fr") * 4]
    seen, before = [], ""
    while True:
        page = program("GET", f"/tickets?limit=3&before={before}".replace("+", "%2B")).json
        seen += [each["id"] for each in page["tickets"]]
        if page["next"] is None:
            break
        before = page["next"]
    assert seen == numbers[::-1]
    french = program("GET", "/tickets?filter=lang:fr%20status:new").json["tickets"]
    assert [each["language"] for each in french] == ["fr"] * 4
    assert len(program("GET", "/tickets?filter=broke").json["tickets"]) == 8
    for wrong in ("filter=status:nonsense", "before=x", "before=2026-01-01~1", "limit=x"):
        assert program("GET", f"/tickets?{wrong}").status_code == 422


def test_who_a_customer_is(program: Program) -> None:
    told = {"email": "dora@customer.example", "name": "Dora", "language": "fr", "plan": "starter", "seat": "core"}
    contact = program("PUT", "/contacts", told).json["contact"]
    assert (contact["language"], contact["plan"], contact["seat"]) == ("fr", "starter", "core")
    account = {"account": {"id": "A1", "name": "Acme", "created": "2024-05-01"}}
    assert program("PUT", "/contacts", told | account | {"plan": "enterprise"}).json["contact"]["id"] == contact["id"]
    for wrong in ({"email": "x"}, {"account": {"id": "A1", "created": "yesterday"}}, {"site": "nowhere"}):
        assert program("PUT", "/contacts", told | wrong).status_code == 422


def test_what_is_known_is_read_and_asked(program: Program, desk: Desk) -> None:
    for slug, title in (("reset-password", "Reset your password"), ("invoices", "Find your invoices")):
        desk.do(articles.put, ArticleSource(slug, "en", title, "How.", f"{title} in the settings.", ""))
    page = program("GET", "/articles?limit=1").json
    assert ([each["slug"] for each in page["articles"]], page["next"]) == (["invoices"], "invoices")
    rest = program("GET", "/articles?limit=1&after=invoices").json
    assert [each["slug"] for each in rest["articles"]] == ["reset-password"]
    shown = program("GET", "/articles/reset-password?language=fr").json["article"]
    assert (shown["language"], shown["url"]) == ("en", "http://localhost:8080/en/articles/reset-password")
    answer = program("GET", "/answers?question=how%20to%20reset%20my%20password").json
    assert answer["hits"][0]["title"] == "Reset your password"
    assert program("GET", "/articles/nothing").status_code == 404


@on_sqlite
def test_a_token_allows_what_it_says_and_nothing_else(app: Any, desk: Desk, ada: Specialist, site: Site) -> None:
    token = desk.do(api_tokens.add, "Reader", ada.email, ["tickets:read"])
    reader = Program(app.test_client(use_cookies=False), token)
    assert reader("GET", "/tickets").status_code == 200
    assert reader("POST", "/tickets", NEW).status_code == 403
    assert reader("GET", "/articles").status_code == 403
    [listed] = desk.see(api_tokens.every)
    assert listed.used_at is not None
    assert token not in str(listed)
    for wrong in ("", "hca_wrong", token + "x"):
        answer = Program(reader.client, wrong)("GET", "/tickets")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    desk.do(api_tokens.remove, listed.id)
    assert reader("GET", "/tickets").status_code == 401


@on_sqlite
@pytest.mark.parametrize(
    ("body", "status"),
    [("{", 400), ("[]", 400), ("", 400), ("[" * 100_000, 400), ("{}", 422), ('{"email": 7}', 422)]
    + [(NEW | {"more": 1}, 422), (NEW | {"subject": "x" * 201}, 422), (NEW | {"subject": " "}, 422)]
    + [(NEW | {"email": "nobody"}, 422), (NEW | {"language": "xx"}, 422), (NEW | {"tags": ["a,b"]}, 422)]
    + [(NEW | {"tags": ["x"] * 31}, 422), (NEW | {"acknowledge": "yes"}, 422), (NEW | {"body": "a\x00b"}, 422)]
    + [(NEW | {"body": "\ud800"}, 422), (NEW | {"site": "nowhere"}, 422), ('{"email": "%s"}' % ("x" * 1_100_000), 413)],
)
def test_a_body_that_cannot_be_taken_writes_nothing(program: Program, body: Any, status: int) -> None:
    assert program("POST", "/tickets", body).status_code == status
    assert program("GET", "/tickets").json["tickets"] == []


@on_sqlite
def test_whatever_is_asked_the_answer_is_a_problem_not_a_page(program: Program) -> None:
    for method, path, status in (
        ("GET", "/nothing", 404), ("DELETE", "/tickets", 405), ("GET", "/tickets/0", 404),
        ("GET", "/tickets/99999999999999999999", 404), ("GET", "/tickets/x", 404),
        ("PUT", "/tickets/7/status", 400), ("GET", "/articles/%00", 404),
    ):  # fmt: skip
        assert program(method, path).status_code == status, path
    assert "POST" in program("DELETE", "/tickets").headers["Allow"]


@on_sqlite
def test_too_many_requests_are_told_when_to_come_again(settings: Settings, desk: Desk, ada: Specialist) -> None:
    app = create_app(replace(settings, limit_api=Limit(2, "minute")))
    try:
        program = Program(app.test_client(), desk.do(api_tokens.add, "Loop", ada.email, ["tickets:read"]))
        assert [program("GET", "/tickets").status_code for _ in range(3)] == [200, 200, 429]
        assert 0 < int(program("GET", "/tickets").headers["Retry-After"]) <= 60
        stranger = Program(app.test_client(), "hca_guess")
        assert 429 in [stranger("GET", "/tickets").status_code for _ in range(30)]
    finally:
        desk_of(app).close()


@on_sqlite
def test_the_description_names_every_route_and_no_other(app: Any, client: Any) -> None:
    told = client.get("/api/v1/openapi.json").json
    assert told["openapi"] == "3.1.0"
    described = {(method.upper(), path) for path, methods in told["paths"].items() for method in methods}
    routed = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1") and rule.endpoint != "api.openapi"
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert described == routed
    names = [one["operationId"] for methods in told["paths"].values() for one in methods.values()]
    assert len(set(names)) == len(names) == len(OPERATIONS)
    for reference in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)):
        assert reference in told["components"]["schemas"]
    for path, methods in told["paths"].items():
        for one in methods.values():
            named = {each["name"] for each in one["parameters"] if each["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))


def test_a_customer_with_a_ticket_of_theirs_keeps_it(program: Program, carol: Contact) -> None:
    made = program("POST", "/tickets", NEW | {"email": carol.email, "acknowledge": False})
    assert made.json["ticket"]["contact"]["name"] == carol.name


@on_sqlite
def test_tokens_by_the_command_line(desk: Desk, settings: Settings, ada: Specialist) -> None:
    def run(*arguments: str) -> Any:
        return CliRunner(env=environment(settings)).invoke(main, ["token", *arguments])

    made = run("add", "CRM", "--as", ada.email, "--right", "tickets:read")
    assert desk.see(api_tokens.bearer, made.output.strip()) is not None
    assert run("list").output == f"   1  never used       {ada.email}  tickets:read  CRM\n"
    assert run("add", "X", "--as", "nobody@team.example", "--right", "tickets:read").exit_code == 1
    assert run("remove", "1").output == "CRM: the token is worth nothing any more\n"
    assert desk.see(api_tokens.bearer, made.output.strip()) is None
