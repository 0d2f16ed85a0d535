"""A text that is not published: seen by who has its address, by nobody else, indexed by no one."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.markdown import TAGS
from helpcenter.domain.people import Specialist
from helpcenter.domain.sites import Site
from helpcenter.services import working_copies

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
TEXT = "---\ntitle: Not yet\nsummary: S\ncategory: c\n---\n\nSee **this** and [that](other#x).\n"


def test_a_draft_is_shown_as_it_is_written(desk: Desk, site: Site, ada: Specialist, client: Any) -> None:
    copy = desk.do(working_copies.begin, ada, "not-yet", "en", TEXT)
    address = desk.see(working_copies.preview, copy)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<strong>this</strong>" in answer.text
    assert 'href="other#x"' in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    desk.do(working_copies.keep, ada, copy.id, TEXT.replace("this", "the rest"))
    assert "<strong>the rest</strong>" in client.get(address).text
    desk.do(working_copies.keep, ada, copy.id, TEXT.replace("title", "titel"))
    assert "unknown field" in client.get(address).text
    desk.do(working_copies.drop, ada, copy.id)
    assert client.get(address).status_code == 404


def test_nobody_makes_an_address_up(desk: Desk, site: Site, ada: Specialist, client: Any) -> None:
    copy = desk.do(working_copies.begin, ada, "not-yet", "en", TEXT)
    address = desk.see(working_copies.preview, copy)
    for wrong in (
        address[:-1],
        address.replace("/en/", "/fr/"),
        f"/en/articles/~{copy.id}.{'0' * 24}",
        "/en/articles/~",
    ):
        assert client.get(wrong).status_code == 404


def test_hostile_text_stays_text(desk: Desk, site: Site, ada: Specialist, client: Any, shared_data: Path) -> None:
    payloads = (shared_data / "hostile" / "xss-payloads.txt").read_text(encoding="utf-8").splitlines()
    copy = desk.do(working_copies.begin, ada, "not-yet", "en", TEXT)
    desk.do(working_copies.keep, ada, copy.id, TEXT + "\n\n".join(payloads))
    prose = client.get(desk.see(working_copies.preview, copy)).text.partition('<div class="prose">')[2]
    seen = Tags()
    seen.feed(prose.partition("</article>")[0])
    assert seen.tags <= TAGS | {"div"}
    assert not [name for name in seen.attributes if name.startswith("on") or name == "style"]
    assert not [
        value for value in seen.addresses if value.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))
    ]


class Tags(HTMLParser):
    """What a browser would find."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}
