"""Help-centre pages: home, category, article; languages by address; what crawlers and caches are told."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk, Work
from helpcenter.domain.articles import ArticleSource, ArticleStatus, Category
from helpcenter.domain.faults import NotFound
from helpcenter.factory import create_desk
from helpcenter.services import articles
from helpcenter.web.page_cache import Finished, PageCache

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
    data = visitor.html.split('type="application/ld+json">')[1].partition("</script>")[0]
    what, where = json.loads(data)
    assert (what["headline"], what["inLanguage"]) == ("Close a ticket", "en")
    assert [step["name"] for step in where["itemListElement"]] == ["Help centre", "Support inbox", "Close a ticket"]


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


PAGES = ("/", "/en/", "/en/categories/inbox", "/en/articles/close-a-ticket")


def test_a_change_is_seen_at_once_whichever_process_made_it(
    visitor: Any, article: ArticleSource, settings: Settings
) -> None:
    other = create_desk(settings)
    for path in PAGES:
        assert "Close a ticket" in visitor.go(path).page.text
    other.do(articles.put, replace(article, title="Close any ticket"))
    for path in PAGES:
        assert "Close any ticket" in visitor.go(path).page.text, path
    other.do(articles.put_categories, [Category("inbox", "Letter box", 1)], "en")
    for path in PAGES:
        assert "Letter box" in visitor.go(path).page.text, path
    other.do(articles.put, replace(article, status=ArticleStatus.ARCHIVED))
    visitor.go("/en/articles/close-a-ticket")
    assert "Fermer une demande" in visitor.text, "the language that is left"
    other.do(articles.put, replace(article, locale="fr", status=ArticleStatus.ARCHIVED))
    assert visitor.go("/en/articles/close-a-ticket").status == 404
    other.close()


def test_a_change_that_is_undone_was_never_seen(visitor: Any, article: ArticleSource, desk: Desk) -> None:
    def change_look_and_fail(work: Work) -> None:
        articles.put(work, replace(article, title="Never"))
        raise NotFound("a reason")

    before = visitor.go(PAGES[-1]).html
    with pytest.raises(NotFound):
        desk.do(change_look_and_fail)
    assert visitor.go(PAGES[-1]).html == before


def test_a_page_comes_alike_from_the_first_reader_to_the_last(visitor: Any, article: Any) -> None:
    for path in PAGES:
        for headers in ({}, {"Accept-Encoding": "gzip"}, {"HX-Request": "true"}):
            first, second = (visitor.client.get(path, headers=headers) for _ in range(2))
            assert first.data == second.data
            assert {name: value for name, value in first.headers if name != "Date"} == {
                name: value for name, value in second.headers if name != "Date"
            }
            assert {"Cookie", "Accept-Language", "HX-Request"} <= set(second.headers["Vary"].split(", "))
        packed, plain, part = (
            visitor.client.get(path, headers=headers)
            for headers in ({"Accept-Encoding": "gzip"}, {}, {"HX-Request": "true"})
        )
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["ETag"] == plain.headers["ETag"] != part.headers["ETag"]
        assert b"<html" not in part.data


def test_whoever_is_signed_in_neither_gets_a_kept_page_nor_leaves_one(
    visitor: Any, customer: Any, article: Any
) -> None:
    for order in ((visitor, customer, visitor), (customer, visitor, customer)):
        for path in ("/en/", "/fr/articles/close-a-ticket"):
            for each in order:
                each.go(path)
            assert ("/sign-out" in customer.html, "/sign-out" in visitor.html) == (True, False)
            assert "Set-Cookie" not in visitor.answer.headers
            assert visitor.answer.headers["Cache-Control"] == "no-cache"
            assert customer.answer.headers["Cache-Control"] == "no-store"


def test_each_language_has_its_own_page(visitor: Any, article: Any) -> None:
    for _ in range(2):
        for locale in ("en", "fr", "de", "en"):
            assert visitor.go(f"/{locale}/articles/close-a-ticket").page.all("html", lang=locale)
            assert visitor.client.get("/", headers={"Accept-Language": locale}).text.count(f'<html lang="{locale}"')
            assert visitor.client.get(f"/?lang={locale}").text.count(f'name="lang" value="{locale}"')


def test_only_so_many_pages_are_kept() -> None:
    pages = PageCache(most=2)
    for key in "ab":
        pages.put(key, 1, Finished(key.encode(), None, key))
    assert pages.get("a", 1)
    pages.put("c", 1, Finished(b"c", None, "c"))
    assert [pages.get(key, 1) is not None for key in "abc"] == [True, False, True]
    assert pages.get("a", 2) is None


def test_odd_queries_change_nothing(visitor: Any, article: Any) -> None:
    for query in ("_external=1&_scheme=javascript", "endpoint=x&self=1", "_anchor=a&_method=b", "lang=%00"):
        for path in ("/ask", "/contact", "/en/", "/sign-in", "/en/articles/close-a-ticket"):
            visitor.go(f"{path}?{query}")
            assert visitor.status == 200, (path, query)
            assert "javascript:" not in visitor.html
