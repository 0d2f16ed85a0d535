"""Hostile words in every field of the knowledge base, rendered in a real browser: nothing runs, nothing is fetched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, ArticleStatus, Category
from helpcenter.domain.text import is_blank, one_line
from helpcenter.services import articles
from tests.browser.host import Host

AT_ONCE = 700
"""Payloads of one article, which fit into one; each page that is opened costs more than what stands on it."""

WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => ran.push(name);
addEventListener("securitypolicyviolation", (event) => window.ran.push("blocked " + event.violatedDirective));
"""


def test_nothing_runs_and_nothing_is_fetched(page: Page, host: Host, help_desk: Desk, shared_data: Path) -> None:
    lines = (shared_data / "hostile" / "xss-payloads.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    payloads = [line for line in lines if not is_blank(line)]
    paths = []
    for number, start in enumerate(range(0, len(payloads), AT_ONCE)):
        own = payloads[start : start + AT_ONCE]
        title = one_line(own[0])[:150]
        body = "\n\n".join(own)
        with help_desk.work() as work:
            articles.put_categories(work, [Category(f"hostile-{number}", title, 90 + number)], "en")
            questions = tuple(one_line(text)[:300] for text in own[1:4])
            source = ArticleSource(f"hostile-{number}", "en", title, title, body, f"hostile-{number}")
            articles.put(work, replace(source, suggested=questions, asked_as=questions))
        paths += [f"/en/articles/hostile-{number}", f"/en/categories/hostile-{number}"]
    paths += ["/en/", *(f"/en/search?question={quote(one_line(text)[:300])}" for text in payloads[::331])]
    page.add_init_script(WATCH)
    elsewhere: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(host.help) else elsewhere.append(request.url))
    page.on("dialog", lambda dialog: (elsewhere.append(dialog.message), dialog.dismiss()))
    for path in paths:
        page.goto(host.help + path)
        assert page.evaluate("window.ran") == [], path
        assert not page.locator("main script, main iframe, main object, main embed, main style, main svg svg").count()
    for path in [each for each in paths if "/articles/" in each]:  # others look at these shelves, too
        gone = ArticleSource(path.rpartition("/")[2], "en", "x", "x", "x", "help", 999, ArticleStatus.ARCHIVED)
        help_desk.do(articles.put, gone)
    fetched = [url for url in elsewhere if not url.startswith("data:")]
    assert fetched == []
