"""Help-centre pages: home, category, article; languages by address; what crawlers and caches are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus, Category
from helpcenter.services import articles

BODY = "Intro with <script>alert(1)</script>.\n\n## First & foremost\n\nText.\n\n## Second\n\nMore.\n\n## Third\n\nEnd."


@pytest.fixture
def article(desk: Desk, site: Any) -> ArticleSource:
    """An article in English and French; `only-en` in English alone."""
    source = ArticleSource(
        "close-a-ticket",
        "en",
        "Close a ticket",
        "How to close.",
        BODY,
        "inbox",
        suggested=("How do I close a ticket?",),
    )
    french = replace(source, locale="fr", title="Fermer une demande", summary="Comment fermer.", suggested=())
    with desk.work() as work:
        articles.put_categories(work, [Category("inbox", "Support inbox", 1)], "en")
        articles.put_categories(work, [Category("inbox", "Boîte d’assistance", 1)], "fr")
        for each in (source, french, replace(source, slug="only-en", title="Only in English", suggested=())):
            articles.put(work, each)
        articles.put(work, replace(source, slug="hidden", title="Not yet", status=ArticleStatus.DRAFT))
    return source


def test_home_leads_to_everything(visitor: Any, article: ArticleSource) -> None:
    visitor.go("/")
    assert visitor.status == 200
    links = {e.attributes["href"] for e in visitor.page.all("a")}
    assert {"/en/articles/close-a-ticket", "/en/categories/inbox", "/ask?question=How+do+I+close+a+ticket?"} <= {
        link.replace("%3F", "?") for link in links
    }
    assert visitor.form("/ask").method == "GET"
    assert "Not yet" not in visitor.text


def test_home_speaks_the_browsers_language_until_the_address_says_otherwise(visitor: Any, article: Any) -> None:
    visitor.headers = {"Accept-Language": "fr-CA,fr;q=0.9"}
    assert visitor.go("/").page.all("html", lang="fr")
    assert "Fermer une demande" in visitor.text
    assert "Accept-Language" in visitor.answer.headers["Vary"]
    assert visitor.go("/en/").page.all("html", lang="en")
    assert "Close a ticket" in visitor.text


def test_the_asked_language_goes_along(visitor: Any, article: Any) -> None:
    visitor.go("/fr/")
    assert visitor.form("/ask").fields["lang"] == "fr"
    contact = next(e.attributes["href"] for e in visitor.page.all("a") if "/contact" in e.attributes["href"])
    assert visitor.go(contact).page.all("html", lang="fr")
    assert "/sign-in?" in visitor.html
    assert "lang=fr" in next(e.attributes["href"] for e in visitor.page.all("a") if "/sign-in" in e.attributes["href"])


def test_an_article(visitor: Any, article: ArticleSource) -> None:
    visitor.go("/en/articles/close-a-ticket")
    assert visitor.status == 200
    assert "Last updated" in visitor.text
    assert "<script>alert" not in visitor.html
    assert [e.attributes["id"] for e in visitor.page.all("h2") if e.attributes.get("id", "").startswith("first")] == [
        "first-foremost"
    ]
    assert visitor.page.all("a", href="#first-foremost"), "a contents list for three headings and more"
    assert visitor.page.all("link", rel="canonical")[0].attributes["href"] == (
        "http://localhost:8080/en/articles/close-a-ticket"
    )
    alternates = {e.attributes["hreflang"] for e in visitor.page.all("link", rel="alternate")}
    assert alternates == {"en", "fr"}
    assert visitor.page.all("a", href="/en/categories/inbox")


def test_a_missing_language_is_shown_in_another_with_a_note(visitor: Any, article: Any) -> None:
    visitor.go("/de/articles/only-en")
    assert visitor.status == 200
    assert visitor.page.all("html", lang="de")
    assert visitor.page.all("article", lang="en")
    assert visitor.page.all("div", class_="notice")


NOT_THERE = ("/xx/", "/xx/articles/close-a-ticket", "/en/articles/hidden", "/en/articles/none", "/en/categories/none")


def test_what_is_not_there_is_a_404(visitor: Any, article: Any) -> None:
    for path in NOT_THERE:
        visitor.go(path)
        assert visitor.status == 404, path
        assert "We could not find that" in visitor.text


def test_a_category(visitor: Any, article: Any) -> None:
    visitor.go("/fr/categories/inbox")
    assert "Fermer une demande" in visitor.text
    assert "Only in English" in visitor.text


def test_the_language_links_lead_to_the_same_page(visitor: Any, article: Any) -> None:
    visitor.go("/en/articles/close-a-ticket")
    assert visitor.page.all("a", href="/fr/articles/close-a-ticket", hreflang="fr")
    visitor.go("/contact?question=a%26b&lang=en")
    assert visitor.page.all("a", href="/contact?question=a%26b&lang=fr", hreflang="fr")


def test_a_page_that_did_not_change_is_not_sent_again(visitor: Any, article: Any, desk: Desk) -> None:
    paths = ("/en/articles/close-a-ticket", "/en/", "/en/categories/inbox")
    marks = {path: visitor.go(path).answer.headers["ETag"] for path in paths}
    for path, mark in marks.items():
        again = visitor.client.get(path, headers={"If-None-Match": mark})
        assert (again.status_code, again.data) == (304, b"")
    desk.do(articles.put, replace(article, title="Close any ticket"))
    for path, mark in marks.items():
        assert visitor.client.get(path, headers={"If-None-Match": mark}).status_code == 200


def test_pages_are_compressed_for_visitors_alone(visitor: Any, customer: Any, article: Any) -> None:
    path = "/en/articles/close-a-ticket"
    assert visitor.client.get(path, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in customer.client.get(path, headers={"Accept-Encoding": "gzip"}).headers
    assert customer.go(path).answer.headers["Cache-Control"] == "no-store"


def test_odd_queries_change_nothing(visitor: Any, article: Any) -> None:
    for query in ("_external=1&_scheme=javascript", "endpoint=x&self=1", "_anchor=a&_method=b", "lang=%00"):
        for path in ("/ask", "/contact", "/en/", "/sign-in", "/en/articles/close-a-ticket"):
            visitor.go(f"{path}?{query}")
            assert visitor.status == 200, (path, query)
            assert "javascript:" not in visitor.html
