"""What machines read: robots.txt, sitemaps and feeds are well-formed, complete and cached; 404s and searches help."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, Category
from helpcenter.services import articles

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HOST = "http://localhost:8080"
ODD = 'A & B <script>alert(1)</script> "quoted" \x0b\x1b[31m ]]>'


@pytest.fixture(autouse=True)
def knowledge(desk: Desk) -> None:
    """An article with odd words in two languages."""
    source = ArticleSource("close-a-ticket", "en", ODD, ODD, f"## One\n\n{ODD}", "inbox")
    with desk.work() as work:
        articles.put_categories(work, [Category("inbox", ODD, 1)], "en")
        articles.put(work, source)
        articles.put(work, replace(source, locale="fr"))


def xml(visitor: Any, path: str) -> ElementTree.Element:
    visitor.go(path)
    assert visitor.status == 200
    return ElementTree.fromstring(visitor.answer.data)  # noqa: S314 - our own answer


def test_robots_lead_to_the_sitemap_and_away_from_what_is_personal(visitor: Any) -> None:
    lines = visitor.go("/robots.txt").html.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /inbox", "Disallow: /ask", "Disallow: /*/search"} <= set(lines)
    assert f"Sitemap: {HOST}/sitemap.xml" in lines


def test_every_page_of_the_sitemap_is_there_in_all_its_languages(visitor: Any) -> None:
    index = xml(visitor, "/sitemap.xml")
    parts = [found.text or "" for found in index.iter(f"{SITEMAP}loc")]
    assert parts == [f"{HOST}/sitemap-pages-0.xml", f"{HOST}/sitemap-articles-0.xml"]
    pages: dict[str, set[str]] = {}
    for part in parts:
        for url in xml(visitor, part.removeprefix(HOST)).iter(f"{SITEMAP}url"):
            links = {link.attrib["href"] for link in url.iter(f"{XHTML}link")}
            pages[url.findtext(f"{SITEMAP}loc") or ""] = links
    article = {f"{HOST}/{locale}/articles/close-a-ticket" for locale in ("en", "fr")}
    assert all(pages[each] == article for each in article), "each names all, itself among them"
    for page in pages:
        assert visitor.go(page.removeprefix(HOST)).status == 200, page
    assert visitor.go("/sitemap-articles-9.xml").status == 404
    assert visitor.go("/sitemap-nothing-0.xml").status == 404


@pytest.mark.parametrize("path", ["/en/feed.xml", "/en/categories/inbox/feed.xml"])
def test_a_feed_holds_the_articles(visitor: Any, path: str) -> None:
    feed = xml(visitor, path)
    assert visitor.answer.mimetype == "application/atom+xml"
    [entry] = feed.iter(f"{ATOM}entry")
    assert "A & B <script>" in (entry.findtext(f"{ATOM}title") or "")
    assert '<h2 id="one">' in (entry.findtext(f"{ATOM}content") or "")
    assert "<script>" not in (entry.findtext(f"{ATOM}content") or "")
    assert entry.findtext(f"{ATOM}id") == f"{HOST}/en/articles/close-a-ticket"
    mark = visitor.answer.headers["ETag"]
    again = visitor.client.get(path, headers={"If-None-Match": mark})
    assert (again.status_code, again.data) == (304, b"")
    assert visitor.go(path).answer.mimetype == "application/atom+xml", "from the cache, too"


def test_pages_name_their_feeds(visitor: Any) -> None:
    for path, feed in (("/en/", "/en/feed.xml"), ("/en/categories/inbox", "/en/categories/inbox/feed.xml")):
        assert visitor.go(path).page.all("link", type="application/atom+xml", href=feed)
    assert visitor.go("/en/categories/none/feed.xml").status == 404


def test_a_404_searches_for_the_words_of_its_address(visitor: Any, desk: Desk) -> None:
    desk.do(articles.put, ArticleSource("embed", "en", "Embed the widget", "", "Paste the tag.", "inbox"))
    visitor.go("/en/articles/embed-the-widget")
    assert visitor.status == 404
    assert visitor.form("/ask").fields["question"] == "embed the widget"
    assert visitor.page.all("a", href="/en/articles/embed")
    visitor.go("/wp/login.php")
    assert visitor.status == 404
    assert visitor.form("/ask").fields["question"] == ""


def test_search_results_are_narrowed_by_the_address(visitor: Any, desk: Desk) -> None:
    desk.do(articles.put, ArticleSource("embed", "en", "Embed the widget", "", "Paste the tag.", "hosts"))
    visitor.go("/en/search?question=paste+the+tag")
    assert visitor.page.all("a", class_="hit__title")
    assert "<mark>" in visitor.html
    assert visitor.page.all("a", href="/fr/search?question=paste+the+tag", hreflang="fr"), "in other languages, too"
    assert visitor.page.all("meta", name="robots", content="noindex")
    visitor.go("/en/search?question=embed+the+widget&category=inbox&kind=article&in=en")
    assert "Nothing found" in visitor.text
    assert visitor.form("/search").fields["kind"] == "article"
    for query in ("", "?question=", "?question=%00&kind=%00&in=xx&category=%ff", f"?question={'x' * 5000}"):
        assert visitor.go(f"/en/search{query}").status == 200
