"""Articles as search engines read them (schema.org, JSON-LD). A block of data is no script, so no policy stops it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask_babel import gettext

from helpcenter.domain.articles import Article, Category
from helpcenter.web.addresses import public
from helpcenter.web.faces import desk


def structured(article: Article, way: Sequence[Category], locale: str) -> list[dict[str, Any]]:
    """Return what an article is and where it lies, JSON-able. `way` leads down to it from the top."""
    steps = [(gettext("Help centre"), f"/{locale}/")]
    steps += [(each.title, f"/{locale}/categories/{each.slug}") for each in way]
    steps.append((article.title, article.path))
    return [
        {
            "@context": "https://schema.org",
            "@type": "TechArticle",
            "headline": article.title,
            "description": article.summary,
            "inLanguage": article.locale,
            "dateModified": article.updated_at.isoformat(timespec="seconds"),
            "mainEntityOfPage": public(article.path),
            "publisher": {"@type": "Organization", "name": desk().settings.team_name},
        },
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": public(path)}
                for place, (name, path) in enumerate(steps, 1)
            ],
        },
    ]


def init_app(app: Flask) -> None:
    """Give templates `structured`."""
    app.jinja_env.globals["structured"] = structured
