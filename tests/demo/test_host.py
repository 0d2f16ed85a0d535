"""Acme, the demo host: a strict policy, a fresh signature at each view, and its mail without scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import jwt
import pytest

from helpcenter.channels import Outgoing
from helpcenter.channels.folder import FolderChannel
from helpcenter.config import Settings
from helpcenter.demo.cast import LABELS, SITE_KEY
from helpcenter.desk import Desk
from helpcenter.domain.faults import NotFound
from helpcenter.domain.sites import Site
from helpcenter.factory import create_app, desk_of
from helpcenter.services import people, sites

RAW = b"""From: support@helpcenter.example
To: elena@northwindgrain.example
Subject: =?utf-8?b?PHNjcmlwdD5oZWxsbzwvc2NyaXB0Pg==?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Plain <script>alert(1)</script>
--b
Content-Type: text/html; charset=utf-8

<p>Rich</p><script>alert(1)</script>
--b--
"""


@pytest.fixture
def acme(demo_settings: Settings) -> Any:
    app = create_app(replace(demo_settings, demo=True))
    yield app.test_client()
    desk_of(app).close()


def token_of(html: str) -> str:
    found = re.search(r'data-identity="([^"]+)"', html)
    assert found
    return found[1]


def test_everybody_of_the_switch_has_a_page(acme: Any) -> None:
    for who in LABELS:
        page = acme.get("/demo", query_string={"as": who})
        assert page.status_code == 200
        assert f'<option value="{who}" selected>' in page.text
        assert ("data-identity" in page.text) == (who != "visitor")
        assert 'src="http://localhost:8080/widget.js" data-site="acme-demo"' in page.text
        assert "data-helpcenter-slot" in page.text


def test_nobody_else_has(acme: Any) -> None:
    assert acme.get("/demo?as=mallory").status_code == 404


def test_the_policy_allows_the_widget_and_nothing_inline(acme: Any) -> None:
    page = acme.get("/demo?as=free")
    rules = dict(rule.strip().partition(" ")[::2] for rule in page.headers["Content-Security-Policy"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["frame-src"] == "http://localhost:8080"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", page.text)


def test_each_view_signs_an_identity_that_is_taken_once(acme: Any, demo: Desk) -> None:
    first, second = (token_of(acme.get("/demo?as=enterprise").text) for _ in range(2))
    assert (
        jwt.decode(first, options={"verify_signature": False})["jti"]
        != jwt.decode(second, options={"verify_signature": False})["jti"]
    )
    site = demo.see(sites.get, SITE_KEY)
    contact = demo.do(people.identify, site, first)
    assert contact.account
    assert (contact.name, contact.account.plan, contact.seat) == ("Elena Hartwell", "enterprise", "core")
    assert contact.account.success_manager_id
    with pytest.raises(NotFound):
        demo.do(people.identify, site, first)


def test_sent_mail_is_shown_without_running_it(acme: Any, demo_settings: Settings) -> None:
    assert "Nothing has been sent yet" in acme.get("/demo/mail").text
    FolderChannel(demo_settings.data_dir / "mail").send(
        Outgoing("support@helpcenter.example", "elena@northwindgrain.example", RAW)
    )
    page = acme.get("/demo/mail")
    assert "&lt;script&gt;hello&lt;/script&gt;" in page.text
    assert "<script>" not in page.text
    address = re.search(r'<iframe [^>]*sandbox="([^"]*)" src="([^"]+)"', page.text)
    assert address
    assert "allow-scripts" not in address[1]
    body = acme.get(address[2])
    assert "<p>Rich</p>" in body.text
    assert "sandbox" in body.headers["Content-Security-Policy"]
    assert "script-src" not in body.headers["Content-Security-Policy"]


def test_a_mail_that_is_not_there_is_not_found(acme: Any) -> None:
    assert acme.get("/demo/mail?mail=../secret_key").status_code == 404
    assert acme.get("/demo/mail/none.eml/body").status_code == 404


def test_without_the_demo_there_is_no_acme(client: Any, site: Site) -> None:
    assert client.get("/demo/mail").status_code == 404
