"""Shelves: categories in categories, a page at a time; what search engines and feed readers get of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus, Category
from helpcenter.domain.faults import NotFound
from helpcenter.services import articles, feeds, searching, shelves, sitemap
from helpcenter.services.searching import Search
from helpcenter.services.shelves import A_PAGE, FIRST

PAY = ArticleSource("pay", "en", "Pay an invoice", "How to pay.", "By card.", "money", 1)


@pytest.fixture(autouse=True)
def knowledge(desk: Desk) -> None:
    """Two categories, one in the other, a third that is empty, and a long one."""
    with desk.work() as work:
        articles.put_categories(
            work,
            [
                Category("money", "Money", 1),
                Category("invoices", "Invoices", 2, "money"),
                Category("empty", "Empty", 3),
                Category("long", "Long", 4),
            ],
            "en",
        )
        articles.put_categories(work, [Category("money", "Argent", 1)], "fr")
        articles.put(work, PAY)
        articles.put(work, replace(PAY, locale="fr", title="Payer une facture"))
        articles.put(work, replace(PAY, slug="refund", title="Get a refund", category="invoices"))
        articles.put(work, replace(PAY, slug="hidden", status=ArticleStatus.DRAFT))
        for number in range(A_PAGE + 1):
            articles.put(
                work,
                replace(PAY, slug=f"n{number:03}", title=f"Number {number}", category="long", position=number // 2),
            )


def test_home_has_what_stands_at_the_top(desk: Desk) -> None:
    money, long = desk.see(shelves.home, "fr")
    assert (money.category.title, [line.title for line in money.articles]) == ("Argent", ["Payer une facture"])
    assert ([each.slug for each in money.below], money.has_more) == (["invoices"], False)
    assert [line.slug for line in long.articles] == [f"n{number:03}" for number in range(FIRST)]
    assert long.has_more


def test_a_category_lies_where_it_lies(desk: Desk) -> None:
    above = desk.see(shelves.page, "money", "en")
    assert [shelf.category.slug for shelf in above.below] == ["invoices"]
    below = desk.see(shelves.page, "invoices", "fr")
    assert ([each.title for each in below.above], below.category.title) == (["Argent"], "Invoices")
    assert [each.slug for each in desk.see(shelves.way_to, "invoices", "en")] == ["money", "invoices"]
    assert [each.title for each in desk.see(shelves.way_to, "unheard-of", "en")] == ["unheard-of"]
    for slug in ("empty", "none"):
        with pytest.raises(NotFound):
            desk.see(shelves.page, slug, "en")


def test_a_long_category_is_read_in_pages(desk: Desk) -> None:
    first = desk.see(shelves.page, "long", "en")
    assert (len(first.articles), first.after) == (A_PAGE, f"n{A_PAGE - 1:03}")
    second = desk.see(shelves.page, "long", "en", first.after)
    assert ([line.slug for line in second.articles], second.after) == ([f"n{A_PAGE:03}"], None)
    with pytest.raises(NotFound):
        desk.see(shelves.page, "long", "en", "no-such-article")


def test_related_are_the_next_ones_and_then_the_first(desk: Desk) -> None:
    def related(slug: str) -> list[str]:
        return desk.see(lambda work: [e.slug for e in shelves.related(work, articles.read(work, slug, "en"), "en")])

    assert related("n003") == ["n004", "n005", "n006", "n007"]
    assert related(f"n{A_PAGE - 1:03}") == [f"n{A_PAGE:03}", "n000", "n001", "n002"]
    assert related("pay") == []


def test_search_is_narrowed(desk: Desk) -> None:
    def slugs(**filters: str) -> list[str]:
        return [hit.id for hit in desk.see(searching.search, Search("invoice refund pay", **filters), "en").hits]

    assert set(slugs()) >= {"pay", "refund"}
    assert set(slugs(category="money")) == {"pay", "refund"}, "with what lies below"
    assert slugs(category="invoices") == ["refund"]
    assert slugs(kind="thread") == []
    assert slugs(category="none") == []
    [french] = desk.see(searching.search, Search("facture", language="fr"), "en").hits
    assert (french.id, french.locale) == ("pay", "fr")


def test_the_sitemap_holds_each_page_in_all_its_languages(desk: Desk) -> None:
    parts = desk.see(sitemap.parts)
    assert [(kind, part.number) for kind, part in parts] == [("pages", 0), ("articles", 0)]
    paths = [place.paths for place in desk.see(sitemap.places, "articles", 0)]
    assert {"en": "/en/articles/pay", "fr": "/fr/articles/pay"} in paths
    assert not any("hidden" in path for own in paths for path in own.values())
    pages = [place.paths["en"] for place in desk.see(sitemap.places, "pages", 0)]
    shelves_there = [f"/en/categories/{slug}" for slug in ("money", "invoices", "long")]
    assert pages == ["/en/", "/en/community", "/en/developers", *shelves_there], "none that is empty"
    for kind, number in (("articles", 1), ("articles", 10**30), ("none", 0), ("pages", 1)):
        with pytest.raises(NotFound):
            desk.see(sitemap.places, kind, number)


def test_a_feed_begins_with_what_changed_last(desk: Desk) -> None:
    desk.do(articles.put, replace(PAY, body="By card or by transfer."))
    assert [entry.path for entry in desk.see(feeds.newest, "en")][:1] == ["/en/articles/pay"]
    category, entries = desk.see(feeds.newest_in, "money", "fr")
    assert (category.title, [entry.title for entry in entries]) == ("Argent", ["Payer une facture"])
    with pytest.raises(NotFound):
        desk.see(feeds.newest_in, "none", "en")
