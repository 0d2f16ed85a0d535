"""The widget's own addresses: loader, panel document, session."""

from __future__ import annotations

import re
from typing import Any

from helpcenter import loader
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus
from helpcenter.domain.sites import Site
from helpcenter.services import articles


def test_the_loader_is_small_cached_and_free_to_load(app: Any, site: Site) -> None:
    client = app.test_client()
    answer = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert answer.mimetype == "text/javascript"
    assert len(answer.data) <= 5 * 1024
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    again = client.get("/widget.js", headers={"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_panel_is_framed_by_its_own_hosts_alone(app: Any, site: Site) -> None:
    answer = app.test_client().get("/w/acme")
    assert answer.status_code == 200
    assert "frame-ancestors http://host.example" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert app.test_client().get("/w/unknown").status_code == 404


def test_a_session_carries_every_step(app: Any, site: Site, sign: Any) -> None:
    client = app.test_client(use_cookies=False)
    opened = client.post("/w/acme/session", json={"identity": sign(locale="fr")})
    assert opened.status_code == 201
    headers = {"Authorization": f"Bearer {opened.json['token']}", "HX-Request": "true"}
    block = client.get("/w/acme/inbox", headers=headers)
    assert block.status_code == 200
    assert "<html" not in block.text
    assert "HX-Request" in block.headers["Vary"]
    assert "Set-Cookie" not in block.headers
    assert block.headers["Cache-Control"] == "no-store"


def test_odd_bodies_open_no_door(app: Any, site: Site) -> None:
    client = app.test_client()
    for body in (b"", b"{", b"[]", b'"x"', b'{"identity": 5}', b'{"locale": {"a": 1}}', b"\xff"):
        answer = client.post("/w/acme/session", data=body, content_type="application/json")
        assert answer.status_code in (201, 404)
        assert not (answer.get_json(silent=True) or {}).get("name")


def test_a_page_of_the_widget_is_whole_without_htmx_and_for_history(panel: Any) -> None:
    panel.headers = {name: value for name, value in panel.headers.items() if name != "HX-Request"}
    assert "<html" in panel.go("/w/acme/contact").html


def test_a_stale_token_is_refused_before_anything_is_done_and_says_so(app: Any, site: Site, sign: Any) -> None:
    client = app.test_client(use_cookies=False)
    forged = {"Authorization": "Bearer forged"}
    for answer in (client.get("/w/acme/contact", headers=forged), client.post("/w/acme/tickets", headers=forged)):
        assert (answer.status_code, answer.headers["HC-Session"]) == (404, "stale")
    token = client.post("/w/acme/session", json={"identity": sign()}).json["token"]
    answer = client.get("/w/acme/inbox/999", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.headers.get("HC-Session")) == (404, None)


def test_signing_out_makes_the_token_worthless(app: Any, site: Site, sign: Any) -> None:
    client = app.test_client(use_cookies=False)
    token = client.post("/w/acme/session", json={"identity": sign()}).json["token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/w/acme/inbox", headers=headers).status_code == 200
    assert client.delete("/w/acme/session", headers=headers).status_code == 204
    assert client.get("/w/acme/inbox", headers=headers).status_code == 404
    assert client.delete("/w/acme/session", headers=headers).status_code == 404
    assert client.delete("/w/acme/session").status_code == 404


def test_a_pinned_loader_is_the_current_one_and_outlives_it(app: Any, site: Site, settings: Settings) -> None:
    client = app.test_client()
    body = loader.loader(settings.locales)
    digest = loader.digest_of(body)
    answer = client.get(f"/widget-{digest}.js")
    assert (answer.status_code, answer.data) == (200, body)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert loader.kept(settings.data_dir, digest) == body

    older = b"(function () { /* an older one */ })();"
    loader.keep(settings.data_dir, older)
    assert client.get(f"/widget-{loader.digest_of(older)}.js").data == older


def test_no_other_file_passes_for_a_loader(app: Any, site: Site, settings: Settings) -> None:
    client = app.test_client()
    loader.keep(settings.data_dir, b"kept")
    changed = settings.data_dir / "loaders" / f"{loader.digest_of(b'kept')}.js"
    changed.write_bytes(b"changed on the disk")
    (settings.data_dir / "loaders" / "secret.js").write_bytes(b"no")
    for name in (loader.digest_of(b"kept"), "secret", "0" * 16, "..%2Fsecret_key", "0" * 5000, "%00"):
        assert client.get(f"/widget-{name}.js").status_code == 404


def test_suggestions_for_the_page_of_the_app(app: Any, site: Site, desk: Desk) -> None:
    texts = {"slug": "one", "locale": "en", "summary": "S", "body": "B", "category": "c"}
    desk.do(articles.put, ArticleSource(title="First", suggested=("How do I begin?",), **texts))
    desk.do(articles.put, ArticleSource(title="Second", **texts | {"slug": "two"}))
    desk.do(articles.put, ArticleSource(title="Hidden", **texts | {"slug": "three"}, status=ArticleStatus.DRAFT))
    desk.do(articles.put, ArticleSource(title="Zweiter", **texts | {"slug": "two", "locale": "de"}))

    def offered(**asked: str) -> list[str]:
        answer = app.test_client().get("/w/acme/suggestions", query_string=asked, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "<html" not in answer.text
        return re.findall(r">([^<>]+)</a></li>", answer.text)

    assert offered() == ["How do I begin?"]
    assert offered(suggest="two,nothing,three,one", page="https://app.example/x") == ["Second", "How do I begin?"]
    assert offered(suggest="two", lang="de")[0] == "Zweiter"
    assert offered(suggest="\x00,,two\x00, " + "x" * 9000, page="\x00")[0] == "Second"
