"""Pages that are handed out before Flask begins: for whom, how long, and that nobody can tell the difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import request_started

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, Category
from helpcenter.domain.people import Role
from helpcenter.services import articles, people

PATH = "/en/articles/one"


@pytest.fixture
def article(desk: Desk, site: Any) -> ArticleSource:
    source = ArticleSource("one", "en", "The first", "S", "B " * 600, "c")
    desk.do(articles.put_categories, [Category("c", "All", 1)], "en")
    desk.do(articles.put, source)
    return source


@pytest.fixture
def begun(app: Any) -> Iterator[list[None]]:
    """One entry for each request that Flask began with."""
    found: list[None] = []

    def note(*_: Any, **__: Any) -> None:
        found.append(None)

    request_started.connect(note, app)
    yield found
    request_started.disconnect(note, app)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_the_second_reader_costs_flask_nothing(client: Any, article: Any, desk: Desk, begun: list[None]) -> None:
    first = client.get(PATH)
    second = client.get(PATH)
    assert (second.status_code, second.data, second.headers) == (200, first.data, first.headers)
    assert len(begun) == 1
    desk.do(people.put_specialist, "bo@team.example", "Bo", ("en",), Role.ADMIN)  # somebody writes something else
    assert client.get(PATH).data == first.data
    spared = client.get(PATH, headers={"If-None-Match": f'"other", {first.headers["ETag"]}'})
    assert (spared.status_code, spared.data) == (304, b"")
    assert spared.headers["ETag"] == first.headers["ETag"]
    assert "Content-Type" not in spared.headers
    assert len(begun) == 1
    desk.do(articles.put, ArticleSource("two", "en", "The second", "S", "B", "c"))
    assert client.get(PATH, headers={"If-None-Match": '"other"'}).status_code == 200
    assert len(begun) == 2


def test_whoever_says_more_than_the_address_is_answered_by_flask(client: Any, article: Any, begun: list[None]) -> None:
    whole = client.get(PATH)
    asked: list[dict[str, Any]] = [
        {"headers": {"HX-Request": "true"}},
        {"headers": {"HC-Time-Zone": "Asia/Tokyo"}},
        {"query_string": {"lang": "en"}},
        {"method": "HEAD"},
        {"method": "POST"},
    ]
    for options in asked:
        before = len(begun)
        client.open(PATH, **options)
        assert len(begun) == before + 1, options
    before = len(begun)
    client.set_cookie("helpcenter", "forged")
    client.get(PATH)
    client.delete_cookie("helpcenter")
    assert len(begun) == before + 1
    assert client.get(PATH).data == whole.data


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_only_so_many_are_kept_and_refusals_never(app: Any, client: Any, article: Any, begun: list[None]) -> None:
    app.wsgi_app._most = 2
    for path in (PATH, "/en/", "/en/categories/c", PATH):
        client.get(path)
    assert len(begun) == 4
    for _ in range(2):
        assert client.get("/en/articles/nothing").status_code == 404
    assert len(begun) == 6
