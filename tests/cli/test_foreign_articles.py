"""Articles of other help centres, in files written by the documentation of their interfaces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.domain.articles import ArticleStatus
from helpcenter.factory import create_desk
from helpcenter.services import articles, redirects

ZENDESK = {
    "categories": [{"id": 1, "name": "Billing", "position": 2}],
    "sections": [
        {"id": 10, "category_id": 1, "parent_section_id": None, "name": "Invoices", "position": 0},
        {"id": 11, "category_id": 1, "parent_section_id": 10, "name": "Billing", "position": 1},
    ],
    "articles": [
        {
            "id": 360001, "section_id": 11, "locale": "en-us", "source_locale": "en-us", "title": "Pay an invoice",
            "body": "<h1>Pay</h1><p>By <b>card</b>. See <a href='https://x.example/hc/en-us/articles/360002-Other#how'>"
            "this</a>.</p><script>alert(1)</script>", "draft": False, "position": 3,
            "html_url": "https://x.example/hc/en-us/articles/360001-Pay-an-invoice",
        },
        {"id": 360002, "section_id": 10, "locale": "en-us", "title": "Other", "body": "<p>Text</p>", "draft": True},
        {"id": 360003, "section_id": 10, "locale": "tlh", "title": "qab", "body": "<p>x</p>", "draft": False},
        {"id": 360004, "section_id": 10, "locale": "en-us", "title": "Empty", "body": "<p> </p>", "draft": False},
    ],
    "translations": [
        {"source_id": 360001, "source_type": "Article", "locale": "de", "title": "Rechnung bezahlen",
         "body": "<p>Mit Karte.</p>", "draft": False},
    ],
}  # fmt: skip
FRESHDESK = [
    {
        "id": 5000001, "type": 1, "category_id": 3, "folder_id": 4, "title": "Reset a route", "status": 2,
        "description": "<ol><li>Open it.</li><li>Press reset.</li></ol>", "description_text": "Open it.",
        "seo_data": {"meta_description": "How to reset"},
        "hierarchy": [
            {"level": 0, "type": "category", "data": {"id": 3, "name": "Routes", "language": "en"}},
            {"level": 1, "type": "folder", "data": {"id": 4, "name": "Problems", "language": "en"}},
        ],
    }
]  # fmt: skip
HELPSCOUT = {
    "collections": {"page": 1, "items": [{"id": "c1", "name": "Guides", "order": 1}]},
    "categories": {"items": [{"id": "k1", "collectionId": "c1", "name": "Start", "order": 1}]},
    "articles": {
        "items": [
            {"id": "a1", "number": 14, "collectionId": "c1", "slug": "my-article", "status": "published",
             "name": "My article", "text": "Some <em>text</em>.", "categories": ["k1"],
             "publicUrl": "https://docs.example/article/14-my-article"},
        ]
    },
}  # fmt: skip
INTERCOM = {
    "type": "list",
    "data": [
        {
            "type": "article", "id": "3", "title": "Thanks", "description": "D", "body": "<p>Body</p>",
            "state": "published", "parent_id": 145, "default_locale": "en",
            "url": "http://intercom.test/help/en/articles/3-thanks",
            "translated_content": {"type": "article_translated_content", "fr": {
                "type": "article_content", "title": "Merci", "description": "", "body": "<p>Corps</p>",
                "state": "draft", "url": "http://intercom.test/help/fr/articles/3-merci"}},
        }
    ],
}  # fmt: skip


@pytest.fixture
def bring(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    environ = {"HELPCENTER_DATABASE_URL": store_url, "HELPCENTER_DATA_DIR": str(tmp_path)}

    def brought(source: str, document: Any, *more: str) -> tuple[dict[str, Any], Result]:
        file = tmp_path / "export.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        words = ["articles", "import", "--from", source, "--json", *more, str(file)]
        result = CliRunner().invoke(main, words, env=environ)
        return json.loads(result.stdout), result

    return brought


def test_zendesk(bring, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    told, result = bring("zendesk", ZENDESK, "--dry-run")
    desk = create_desk(settings)
    assert (told["changed"], told["dry_run"], desk.see(articles.sources)) == (3, True, [])
    told, result = bring("zendesk", ZENDESK)
    assert result.exit_code == 1
    assert [fault.rpartition(": ")[2] for fault in told["faults"]] == [
        "'tlh' is not a language offered here", "it has no text",
    ]  # fmt: skip
    assert told["languages"] == {"de": 1, "en": 2}
    found = {(each.slug, each.locale): each for each in desk.see(articles.sources)}
    pay = found["pay-an-invoice", "en"]
    assert pay.body == "## Pay\n\nBy **card**. See [this](other#how)."
    assert (pay.category, pay.status, pay.summary) == ("billing-2", ArticleStatus.PUBLISHED, "By card. See this.")
    assert found["other", "en"].status is ArticleStatus.DRAFT
    assert found["pay-an-invoice", "de"].title == "Rechnung bezahlen"
    shelves = {each.slug: each.parent for each in desk.see(articles.titled_categories, "en")}
    assert shelves == {"billing": "", "invoices": "billing", "billing-2": "invoices"}
    assert desk.see(redirects.target_of_path, "/hc/en-us/articles/360001-Any-words") == "/en/articles/pay-an-invoice"
    assert desk.see(redirects.target_of_path, "/hc/de/articles/360001") == "/de/articles/pay-an-invoice"
    told, _ = bring("zendesk", ZENDESK)
    assert (told["changed"], told["unchanged"]) == (0, 3)
    desk.close()


def test_articles_of_one_title_are_two(bring, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    article = {"locale": "en-us", "section_id": 10, "title": "Pay", "draft": False}
    twins = [article | {"id": number, "body": f"<p>{number}</p>"} for number in (1, 2)]
    told, _ = bring("zendesk", {"articles": twins, "sections": ZENDESK["sections"], "categories": []})
    desk = create_desk(settings)
    assert (told["changed"], {each.slug: each.body for each in desk.see(articles.sources)}) == (2, {
        "pay": "1", "pay-2": "2",
    })  # fmt: skip
    desk.close()


def test_freshdesk(bring, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    told, result = bring("freshdesk", FRESHDESK)
    assert (result.exit_code, told["changed"]) == (0, 1)
    desk = create_desk(settings)
    [found] = desk.see(articles.sources)
    assert (found.slug, found.category, found.summary) == ("reset-a-route", "problems", "How to reset")
    assert found.body == "1. Open it.\n2. Press reset."
    there = desk.see(redirects.target_of_path, "/support/solutions/articles/5000001-reset-a-route")
    assert there == "/en/articles/reset-a-route"
    desk.close()


def test_help_scout(bring, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    told, result = bring("helpscout-docs", HELPSCOUT)
    assert (result.exit_code, told["changed"]) == (0, 1)
    desk = create_desk(settings)
    [found] = desk.see(articles.sources)
    assert (found.title, found.body, found.category) == ("My article", "Some *text*.", "start")
    assert desk.see(redirects.target_of_path, "/article/14-my-article") == "/en/articles/my-article"
    desk.close()


def test_intercom(bring, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    told, result = bring("intercom", INTERCOM)
    assert (result.exit_code, told["changed"], told["drafts"]) == (0, 2, 1)
    desk = create_desk(settings)
    assert [(each.locale, each.title) for each in desk.see(articles.sources)] == [("en", "Thanks"), ("fr", "Merci")]
    assert desk.see(redirects.target_of_path, "/help/fr/articles/3-merci") == "/fr/articles/thanks"
    desk.close()


@pytest.mark.parametrize("document", ["text", 7, {}, {"count": 3}])
def test_what_is_no_export_is_named(bring, document: Any) -> None:  # type: ignore[no-untyped-def]
    told, result = bring("zendesk", document)
    assert (result.exit_code, told["changed"], len(told["faults"])) == (1, 0, 1)
