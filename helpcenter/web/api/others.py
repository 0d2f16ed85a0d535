"""Contacts, articles and answers by the API."""

from __future__ import annotations

from typing import Any

from helpcenter.desk import Work
from helpcenter.domain.documents import article_document, contact_document
from helpcenter.services import answers, articles, programs
from helpcenter.web.api.operation import Call


def put_contact(work: Work, call: Call) -> dict[str, Any]:
    """A customer as the program knows them."""
    site = programs.site_of(work, call.body.get("site"))
    claims = {**call.body, "locale": call.body.get("language")}
    return {"contact": contact_document(programs.put_contact(work, site, claims))}


def articles_listed(work: Work, call: Call) -> dict[str, Any]:
    """A page of what everybody reads."""
    limit, url = call.query["limit"], work.settings.public_url
    found = programs.published(work, _language(work, call), call.query["after"], limit)
    rest = found[-1].slug if len(found) == limit else None
    return {"articles": [article_document(each, url) for each in found], "next": rest}


def article_shown(work: Work, call: Call, slug: str) -> dict[str, Any]:
    """An article, in the language asked for or else in another one."""
    found = articles.read(work, slug, _language(work, call))
    document = article_document(found, work.settings.public_url)
    return {
        "article": document
        | {
            "body": found.body,
            "html": found.html,
            "languages": list(found.locales),
            "updated_at": found.updated_at.isoformat(),
        }
    }


def asked(work: Work, call: Call) -> dict[str, Any]:
    """What the knowledge base says to a question; it is not recorded."""
    found = answers.ask(work, call.query["question"], _language(work, call), limit=call.query["limit"])
    url = work.settings.public_url
    return {
        "verdict": found.verdict.value,
        "confidence": round(found.confidence, 4),
        "hits": [
            {
                "kind": hit.kind,
                "language": hit.locale,
                "title": hit.title,
                "url": url + hit.url_path,
                "passage": hit.passage.text if hit.passage else None,
            }
            for hit in found.hits
        ],
    }


def _language(work: Work, call: Call) -> str:
    asked: str | None = call.query["language"]
    return asked if asked in work.settings.locales else work.settings.default_locale
