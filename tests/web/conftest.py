"""A browser without script: opens pages, fills in forms, follows redirects, keeps cookies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Submission
from helpcenter.services import sessions, tickets


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what is in its fields."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Element:
    """A start tag with its attributes."""

    tag: str
    attributes: dict[str, str | None]


class Reading(HTMLParser):
    """What a reader finds on a page: elements, forms, visible text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self.text = ""
        self._area: str | None = None
        self._select: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.elements.append(Element(tag, own))
        if tag == "form":
            self.forms.append(Form(own.get("action") or "", (own.get("method") or "get").upper()))
        if not self.forms:
            return
        fields, name = self.forms[-1].fields, own.get("name") or ""
        if tag == "input" and name:
            fields[name] = own.get("value") or ""
        elif tag == "textarea":
            self._area, fields[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in own or self._select not in fields):
            fields[self._select] = own.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            value = self.forms[-1].fields[self._area]
            # The parser keeps the line end that HTML drops after <textarea>.
            self.forms[-1].fields[self._area] = value.removeprefix("\n")
            self._area = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area] += data
        self.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return elements by tag and attributes (`class_` for class, `_` for hyphens)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and all(e.attributes.get(n) == v for n, v in wanted.items())]


class Browser:
    """A customer's browser without script."""

    def __init__(self, client: Any, **headers: str) -> None:
        self.client = client
        self.headers = headers
        self.path = ""
        self.status = 0
        self.answer: Any = None
        self.page = Reading("")

    def go(self, path: str, method: str = "GET", **options: Any) -> Browser:
        """Open an address and follow where it leads."""
        answer = self.client.open(path, method=method, headers=self.headers, **options)
        for _hop in range(5):
            if answer.status_code not in (301, 303):
                break
            path = answer.headers["Location"]
            answer = self.client.get(path, headers=self.headers)
        self.path, self.status, self.answer = path, answer.status_code, answer
        self.page = Reading(answer.get_data(as_text=True))
        return self

    def form(self, action: str) -> Form:
        """Return the form of this page whose address ends with `action`."""
        return next(f for f in self.page.forms if urlsplit(f.action).path.endswith(action))

    def send(self, action: str, **changes: str) -> Browser:
        """Fill in a form of this page and send it."""
        form = self.form(action)
        values = form.fields | changes
        if form.method == "GET":
            return self.go(form.action, query_string=values)
        return self.go(form.action, "POST", data=values)

    @property
    def text(self) -> str:
        """The visible text of the page, blanks squeezed."""
        return " ".join(self.page.text.split())

    @property
    def html(self) -> str:
        """The page as it came."""
        found: str = self.answer.get_data(as_text=True)
        return found


@pytest.fixture
def visitor(app: Any, site: Site) -> Browser:
    """A browser of somebody who is not signed in."""
    return Browser(app.test_client())


SignIn = Callable[[Contact], Browser]


@pytest.fixture
def sign_in(app: Any, desk: Desk) -> SignIn:
    """Open a browser in which a contact is signed in."""

    def opened(contact: Contact) -> Browser:
        browser = Browser(app.test_client())
        browser.client.set_cookie("helpcenter", desk.do(sessions.start, "page", contact.site_id, contact=contact))
        return browser

    return opened


@pytest.fixture
def customer(sign_in: SignIn, carol: Contact) -> Browser:
    """Carol's browser, signed in."""
    return sign_in(carol)


@pytest.fixture
def panel(app: Any, desk: Desk, carol: Contact) -> Browser:
    """Carol's panel in the widget, as htmx speaks: steps at /w/acme/…, a bearer token, no cookie."""
    token = desk.do(sessions.start, "widget", carol.site_id, contact=carol)
    return Browser(app.test_client(use_cookies=False), Authorization=f"Bearer {token}", **{"HX-Request": "true"})


@pytest.fixture
def ticket(desk: Desk, carol: Contact) -> int:
    """The number of a ticket of Carol's."""
    submission = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
    return desk.do(tickets.submit, carol, submission).ticket_id
