"""Hostile text in every field: stored unchanged, shown escaped, never a fault of ours."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus, Category
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.text import is_blank, one_line, storable
from helpcenter.services import articles, inbox, tickets

DATA = Path(__file__).parents[3] / "shared" / "data" / "hostile"
ODD = [
    "a\x00b",
    "\x1b[31mred\x1b]8;;x\x07",
    "[@click=app.quit]x[/]",
    "\u202egnp.exe",
    "a\u0301" * 500,
    "{{7*7}}{% raw %}",
    "%(name)s %s %",
]

Shape = Counter[tuple[str, tuple[str, ...]]]


@pytest.fixture(scope="module")
def naughty() -> list[str]:
    """Strings that break software."""
    if not DATA.is_dir():
        pytest.skip("../shared/data/hostile is not there")
    found: list[str] = json.loads((DATA / "naughty-strings.json").read_text(encoding="utf-8"))
    return [*found, *ODD]


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    """Attempts to inject scripts, in portions of some thousand characters."""
    if not DATA.is_dir():
        pytest.skip("../shared/data/hostile is not there")
    return list(_portions((DATA / "xss-payloads.txt").read_text(encoding="utf-8").splitlines(), 40_000))


def shape(browser: Any) -> Shape:
    """The elements of a page with the names of their attributes, but for the links and the tips that text is given."""
    found: Shape = Counter()
    in_review = False
    for element in browser.page.elements:
        own = element.attributes
        in_review = own.get("id") == "review" or (in_review and "data-files" not in own)
        if not in_review and own.get("rel") != UGC:
            found[element.tag, tuple(sorted(own))] += 1
    return found


UGC = "noopener nofollow ugc"


def test_naughty_strings_are_stored_and_shown_as_they_are(
    customer: Any, desk: Desk, carol: Contact, naughty: list[str]
) -> None:
    form = customer.go("/contact").form("/tickets")
    fit = [text for text in naughty if not is_blank(text) and len(text) < 200]
    for number in range(0, len(fit) - 2, 3):
        subject, body, question = fit[number : number + 3]
        values = form.fields | {"subject": subject, "body": body, "question": question, "key": f"k{number}"}
        answer = customer.client.post(form.action, data=values)
        assert answer.status_code == 303, (subject, body, question)
        ticket, messages = desk.see(inbox.read, carol, int(answer.headers["Location"].split("/")[2]))
        assert (ticket.subject, ticket.question) == (one_line(subject), storable(question))
        assert messages[0].body == storable(body).strip("\n")


def test_naughty_strings_that_say_nothing_are_sent_back(customer: Any, naughty: list[str]) -> None:
    form = customer.go("/contact").form("/tickets")
    for text in (text for text in naughty if is_blank(text) or len(one_line(text)) > 200):
        answer = customer.client.post(form.action, data=form.fields | {"subject": text, "body": "x"})
        assert answer.status_code == 422, text


def test_naughty_strings_in_a_timeline_read_as_they_were_written(
    customer: Any, desk: Desk, carol: Contact, ticket: int, naughty: list[str]
) -> None:
    with desk.work() as work:
        written = [tickets.answer_as_contact(work, carol, ticket, text).body for text in naughty if not is_blank(text)]
    customer.go(f"/inbox/{ticket}")
    assert len(written) > 480
    read = customer.page.text
    while 'href="' + (earlier := f"/inbox/{ticket}?before=") in customer.html:
        seq = customer.html.split(earlier)[1].partition('"')[0]
        if "lang" in seq:  # only the languages' links are left: this is the first page
            break
        read = customer.go(earlier + seq).page.text + read
    for text in written:
        assert text in read
    assert not [e for e in customer.page.elements if any(name.startswith("on") for name in e.attributes)]


def test_no_payload_changes_the_shape_of_a_page(
    customer: Any, desk: Desk, carol: Contact, ada: Specialist, ticket: int, payloads: list[str]
) -> None:
    def timeline(texts: list[str]) -> Shape:
        form = customer.go("/contact").form("/tickets")
        answer = customer.client.post(form.action, data=form.fields | {"subject": texts[0][:150], "body": texts[0]})
        path = answer.headers["Location"].removesuffix("/receipt").replace("tickets", "inbox")
        for text in texts:
            desk.do(tickets.reply, ada, int(path.rpartition("/")[2]), text)
        return shape(customer.go(path))

    assert timeline(payloads) == timeline(["harmless"] * len(payloads))


@pytest.mark.parametrize("face", ["page", "widget"])
def test_no_payload_escapes_from_a_form_that_comes_back(
    customer: Any, panel: Any, payloads: list[str], face: str
) -> None:
    browser, root = (customer, "") if face == "page" else (panel, "/w/acme")
    form = browser.go(f"{root}/contact").form("/tickets")

    def returned(text: str) -> Shape:
        changed = dict.fromkeys(("subject", "body", "email", "question", "key", "topic"), text)
        browser.go(form.action, "POST", data=form.fields | changed)
        assert browser.status == 422
        assert browser.form("/tickets").fields["body"] == text
        return shape(browser)

    harmless = returned("x" * 60_000)
    for payload in payloads:
        assert returned((payload * 3)[:60_000]) == harmless


def test_no_payload_escapes_from_an_address(visitor: Any, payloads: list[str]) -> None:
    def seen(text: str) -> Shape:
        found: Shape = Counter()
        for path, name in (("/contact", "question"), ("/sign-in", "next"), ("/contact", "lang")):
            found += shape(visitor.go(path, query_string={name: text}))
            assert visitor.status == 200
        visitor.go("/sign-in", "POST", data={"email": text, "next": text})
        assert visitor.status == 422
        return found + shape(visitor)

    harmless = seen("x" * 4000)
    for payload in payloads:
        assert seen(payload[:4000]) == harmless


FAR = 2**63
ODD_PATHS = [
    f"/en/community/{FAR}", f"/en/community/{FAR}/feed.xml", f"/en/community/posts/{FAR}/history", f"/inbox/{FAR}",
    f"/attachments/{FAR}/x", "/contact", "/inbox", "/sign-in", "/en/articles/%00", "/en/articles/%ff%fe",
    "/%F0%9F%92%A9/", "/sign-in/%00", "/w/%00", "/w/%00/ask",
]  # fmt: skip


def test_odd_addresses_and_headers_are_answered_in_order(customer: Any) -> None:
    languages = "x" * 2000 + ";q=nan,,*;q=2"
    odd = {"Accept-Language": languages, "User-Agent": "\xff\xfe", "HC-Time-Zone": "../../etc/passwd"}
    for path in ODD_PATHS:
        answer = customer.client.get(path + "?lang=%00&box=%ff&before=%00", headers=odd)
        assert answer.status_code in (200, 404), path


def test_bytes_that_are_no_text_are_taken_as_far_as_they_are(customer: Any, desk: Desk, carol: Contact) -> None:
    fields = customer.go("/contact").form("/tickets").fields
    body = (
        f"csrf={fields['csrf']}&locale=en&email=a@b.example&topic=general&key=%00%ff&subject=%ff%fe&body=%ed%a0%80%00"
    )
    answer = customer.client.post("/tickets", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 303
    assert "\x00" not in desk.see(inbox.look, carol).tickets[0].subject


def test_a_form_that_is_far_too_large_is_refused_calmly(customer: Any) -> None:
    form = customer.go("/contact").form("/tickets")
    customer.go(form.action, "POST", data=form.fields, environ_overrides={"CONTENT_LENGTH": str(10**9)})
    assert customer.status == 413
    assert "That is too large" in customer.text


def _portions(lines: list[str], most: int) -> Iterator[str]:
    portion = ""
    for line in lines:
        if len(portion) + len(line) > most:
            yield portion
            portion = ""
        portion += line + "\n"
    yield portion


def test_no_payload_changes_the_shape_of_the_knowledge_base(visitor: Any, desk: Desk, payloads: list[str]) -> None:
    """Titles, summaries, categories, texts, searches and the words of a 404."""

    def seen(texts: list[str]) -> Shape:
        found: Shape = Counter()
        for number, text in enumerate(texts):
            line = one_line(text)[:150]
            with desk.work() as work:
                articles.put_categories(work, [Category("c", line, 1)], "en")
                articles.put(work, ArticleSource(f"a{number}", "en", line, line, f"```\n{text}\n```", "c"))
            for path in ("/en/", "/en/categories/c", f"/en/articles/a{number}", f"/en/articles/a{number}/vote"):
                found += shape(visitor.go(path))
                assert visitor.status == 200
            desk.do(articles.put, ArticleSource(f"a{number}", "en", "x", "x", "x", "c", status=ArticleStatus.ARCHIVED))
            found += shape(visitor.go("/en/search", query_string={"question": line, "category": line, "kind": line}))
        return found

    assert seen(payloads) == seen(["harmless"] * len(payloads))
