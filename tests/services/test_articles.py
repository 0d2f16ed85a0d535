"""Articles on both stores: a folder comes in, broken files are named, and what goes out is what came in."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.article_folder import BATCH, export_folder, import_folder
from helpcenter.desk import Desk
from helpcenter.domain.article_files import format_source, parse_source
from helpcenter.domain.articles import ArticleStatus
from helpcenter.domain.faults import NotFound
from helpcenter.domain.journal import Cursor
from helpcenter.services import articles, journal, shelves, suggestions

EMBED = """---
title: 'Embed: the widget'
summary: One tag is enough.
category: hosts
position: 2
status: published
suggested:
- How do I embed it?
asked_as:
- 'no'
- where does the tag go
---

Put the tag **here**.

---

Not front matter.
"""
CATEGORIES = '[hosts]\ntitle = "For \\"hosts\\""\nposition = 3\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    (root / "en").mkdir(parents=True)
    (root / "fr").mkdir()
    (root / "en" / "embed.md").write_text(EMBED, encoding="utf-8")
    (root / "en" / "categories.toml").write_text(CATEGORIES, encoding="utf-8")
    (root / "fr" / "embed.md").write_text(EMBED.replace("One tag", "Une balise"), encoding="utf-8")
    return root


def test_what_goes_out_is_what_came_in(desk: Desk, folder: Path, tmp_path: Path) -> None:
    done = import_folder(desk, folder)
    assert (done.changed, done.unchanged, done.faults) == (2, 0, [])
    assert export_folder(desk, tmp_path / "out") == 2
    for name in ("en/embed.md", "fr/embed.md", "en/categories.toml"):
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes()


def test_an_article_is_shown_on_its_shelf_with_its_questions(desk: Desk, folder: Path) -> None:
    import_folder(desk, folder)
    [shelf] = desk.see(shelves.home, "fr")
    assert shelf.category.title == 'For "hosts"'
    assert [line.summary for line in shelf.articles] == ["Une balise is enough."]
    assert desk.see(suggestions.questions, "en") == ["How do I embed it?"]
    assert "<strong>here</strong>" in desk.see(articles.read, "embed", "en").html


def test_an_unchanged_folder_writes_nothing(desk: Desk, folder: Path) -> None:
    import_folder(desk, folder)
    end = desk.see(journal.end)
    done = import_folder(desk, folder)
    assert (done.changed, done.unchanged) == (0, 2)
    assert desk.see(journal.since, end) == []
    (folder / "en" / "embed.md").write_text(EMBED.replace("**here**", "there"), encoding="utf-8")
    assert import_folder(desk, folder).changed == 1
    assert "there" in desk.see(articles.read, "embed", "en").body


def test_broken_files_are_named_and_the_rest_is_taken(desk: Desk, folder: Path) -> None:
    (folder / "en" / "empty.md").write_text("", encoding="utf-8")
    (folder / "en" / "latin.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    (folder / "en" / "Two Words.md").write_text(EMBED, encoding="utf-8")
    (folder / "tlh").mkdir()
    (folder / "tlh" / "embed.md").write_text(EMBED, encoding="utf-8")
    (folder / "fr" / "categories.toml").write_text("[hosts\n", encoding="utf-8")
    done = import_folder(desk, folder)
    assert done.changed == 2
    assert sorted(fault.partition(": ")[0] for fault in done.faults) == [
        "en/Two Words.md",
        "en/empty.md",
        "en/latin.md",
        "fr/categories.toml",
        "tlh/embed.md",
    ]
    assert "en/latin.md: line 2: not UTF-8" in done.faults


def test_what_is_too_large_or_there_twice_is_named_and_the_rest_is_taken(desk: Desk, folder: Path) -> None:
    (folder / "en" / "large.md").write_text(EMBED + "word " * 2_000_000, encoding="utf-8")
    (folder / "en" / "deep").mkdir()
    (folder / "en" / "deep" / "embed.md").write_text(EMBED.replace("**here**", "elsewhere"), encoding="utf-8")
    (folder / "en" / "EMBED.md").write_text(EMBED, encoding="utf-8")
    done = import_folder(desk, folder)
    assert done.changed == 2
    told = {fault.partition(": ")[0]: fault for fault in done.faults}
    assert told["en/large.md"] == "en/large.md: longer than 1000000 characters"
    assert "en/EMBED.md" in told
    assert "**here**" in desk.see(articles.read, "embed", "en").body


def test_a_category_without_title_is_told(desk: Desk, folder: Path) -> None:
    (folder / "en" / "categories.toml").unlink()
    done = import_folder(desk, folder)
    assert done.changed == 2
    assert [fault.startswith("category 'hosts'") for fault in done.faults] == [True]


def test_a_draft_is_kept_but_not_read(desk: Desk, folder: Path) -> None:
    (folder / "fr" / "embed.md").unlink()
    (folder / "en" / "embed.md").write_text(EMBED.replace("published", "draft"), encoding="utf-8")
    assert import_folder(desk, folder).changed == 1
    with pytest.raises(NotFound):
        desk.see(articles.read, "embed", "en")
    assert [source.status for source in desk.see(articles.sources)] == [ArticleStatus.DRAFT]


def test_a_large_folder_comes_in_batches(desk: Desk, folder: Path) -> None:
    for number in range(2 * BATCH):
        (folder / "en" / f"article-{number}.md").write_text(EMBED, encoding="utf-8")
    steps: list[int] = []
    assert import_folder(desk, folder, steps.append).changed == 2 * BATCH + 2
    assert steps == [BATCH, BATCH, 2]
    assert len(desk.see(journal.since, Cursor())) == 2 * BATCH + 2


def test_a_source_survives_its_file() -> None:
    source = parse_source(EMBED, "embed", "en")
    assert source.asked_as == ("no", "where does the tag go")
    assert format_source(source) == EMBED
