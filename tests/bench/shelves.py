"""What a knowledge base of 100,000 articles costs a reader beside one of 100: each page made anew, on both stores.

Every page is asked for where nobody has it ready: articles by ever new addresses, the others after a change. Answers
are sent whole, so the time to the first byte is the time to the answer.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from helpcenter.config import Settings
from helpcenter.desk import Desk, Work
from helpcenter.domain.articles import ArticleStatus, Category
from helpcenter.domain.markdown import to_html
from helpcenter.factory import create_app, desk_of
from helpcenter.services import articles, sites
from helpcenter.store.articles import ArticleRow, TranslationRow
from tests.bench.figures import Figure, seconds
from tests.bench.ground import stores

FEW, MANY = 100, 100_000
SHELVES = 20
ROUNDS = 40
BODY = "\n\n".join(
    f"## Part {number}\n\n" + "Words that say what to do, and why, in some lines. " * 6 for number in range(8)
)


def figures() -> Iterator[Figure]:
    """One line a page and store."""
    with stores() as kinds:
        for kind, settings in kinds.items():
            with TemporaryDirectory() as name:
                few = _filled(_beside(settings, Path(name), "few"), FEW)
                many = _filled(_beside(settings, Path(name), "many"), MANY)
                for what, path in PAGES.items():
                    pairs = [(_spent(few, path(FEW, turn)), _spent(many, path(MANY, turn))) for turn in range(ROUNDS)]
                    short, long = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
                    yield Figure(
                        f"{what}, {kind}",
                        f"{short:.1f} ms of {FEW}, {long:.1f} ms of {MANY}: {long / short:.2f} x",
                        "≤ 1.3 x",
                    )
                for app in (few, many):
                    desk_of(app).close()


PAGES: dict[str, Callable[[int, int], str]] = {
    "article": lambda count, turn: f"/en/articles/a{(turn * 7919) % count:06}",
    "home": lambda _count, _turn: "/en/",
    "category": lambda _count, turn: f"/en/categories/c{turn % SHELVES}",
}


def _beside(settings: Settings, folder: Path, name: str) -> Settings:
    """Settings for a store of its own: another file, or another database on the same server."""
    if settings.is_sqlite:
        return replace(settings, data_dir=folder, database_url=f"sqlite:///{folder / name}.db")
    import psycopg

    address = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE bench_{name}")
    base, _, query = settings.database_url.partition("?")
    return replace(settings, data_dir=folder, database_url=f"{base.rpartition('/')[0]}/bench_{name}?{query}")


def _filled(settings: Settings, count: int) -> Any:
    app = create_app(settings)
    desk: Desk = desk_of(app)
    desk.do(sites.add, "Bench", ["http://host.example"])
    desk.do(articles.put_categories, [Category(f"c{each}", f"Topic {each}", each) for each in range(SHELVES)], "en")
    desk.do(_fill, count)
    if not settings.is_sqlite:
        import psycopg

        with psycopg.connect(settings.database_url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("ANALYZE")
    return app


def _fill(work: Work, count: int) -> None:
    """Write rows as they are after an import; pages do not read the index of answers, so it stays empty."""
    html, now = to_html(BODY), datetime.now(UTC)
    common = {"summary": "What it is about.", "body": BODY, "html": html, "status": ArticleStatus.PUBLISHED.value}
    rest = {"suggested": ["How?"], "asked_as": [], "digest": "", "updated_at": now, "formerly": []}
    for start in range(0, count, 2_000):
        numbers = range(start, min(start + 2_000, count))
        work.session.execute(
            insert(ArticleRow),
            [
                {"id": n + 1, "slug": f"a{n:06}", "category": f"c{n % SHELVES}", "position": n, "created_at": now}
                for n in numbers
            ],
        )
        for locale in ("en", "fr"):
            rows = [{"article_id": n + 1, "locale": locale, "title": f"Article {n}"} | common | rest for n in numbers]
            work.session.execute(insert(TranslationRow), rows)


def _spent(app: Any, path: str) -> float:
    """How long a page takes that nobody asked for since the last change."""
    desk_of(app).do(articles.put_categories, [Category("c0", "Topic 0", 0)], "en")
    client = app.test_client()
    client.get("/robots.txt")

    def fetch() -> None:
        assert client.get(path).status_code == 200

    return seconds(fetch)
