"""The demo's articles say what is so: commands, settings, rules, keys and labels are those of the program."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import click
import pytest

from helpcenter.cli import main
from helpcenter.config import Settings, load
from helpcenter.demo.seed import ARTICLES
from helpcenter.domain.article_files import format_source, parse_categories, parse_source
from helpcenter.domain.articles import ArticleSource
from helpcenter.policy_file import policy_from_text
from tests import catalogues
from tui.keys import KEYS

ROOT = Path(__file__).resolve().parents[2]
BOLD = re.compile(r"\*\*(.+?)\*\*")
NAMES = {"]": "right_square_bracket", "[": "left_square_bracket", "?": "question_mark", "page down": "pagedown"}
NAMES |= {"page up": "pageup", "/": "slash", "+": "plus", "-": "minus", "!": "exclamation_mark", "*": "asterisk"}
NAMES |= {"#": "number_sign"}


@cache
def articles(locale: str = "en") -> tuple[ArticleSource, ...]:
    files = sorted((ARTICLES / locale).glob("*.md"))
    return tuple(parse_source(file.read_text(encoding="utf-8"), file.stem, locale) for file in files)


def body(slug: str) -> str:
    return next(each.body for each in articles() if each.slug == slug)


def blocks(slug: str) -> list[str]:
    """The code blocks of an article."""
    found = re.findall(r"^( *)```\n(.*?)^\1```$", body(slug), re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", code, flags=re.MULTILINE) for indent, code in found]


def first_column(text: str) -> list[str]:
    """The cells of the first column of all tables."""
    rows = re.findall(r"^\| (.*?) \|", text, re.MULTILINE)
    return [row for row in rows if not row.startswith("-")]


LOCALES = sorted(folder.name for folder in ARTICLES.iterdir())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_is_whole_and_its_links_lead_somewhere(locale: str) -> None:
    slugs = {each.slug for each in articles()}
    categories = parse_categories((ARTICLES / locale / "categories.toml").read_text(encoding="utf-8"))
    assert {each.slug for each in articles(locale)} == slugs
    for each in articles(locale):
        assert each.category in {category.slug for category in categories}
        prose = re.sub(r"```.*?```", "", each.body, flags=re.DOTALL)
        assert set(re.findall(r"\]\(([^)]+)\)", prose)) <= slugs, each.slug
        assert 2 <= len(each.suggested) <= 4, each.slug
        assert 4 <= len(each.asked_as) <= 8, each.slug


def test_files_are_as_an_export_writes_them() -> None:
    for each in articles():
        assert (ARTICLES / "en" / f"{each.slug}.md").read_text(encoding="utf-8") == format_source(each)


def commands() -> list[str]:
    text = "\n".join(each.body for each in articles())
    return sorted({re.sub(r'"[^"]*"', "X", line) for line in re.findall(r"\bhelpcenter (?=[a-z])[^\n`]*", text)})


@pytest.mark.parametrize("line", commands())
def test_a_command_exists_with_its_options(line: str) -> None:
    context, command = click.Context(main), main
    words = line.split()[1:]
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found, line
        command = found
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_table_of_settings_is_complete() -> None:
    named = {name for cell in first_column(body("settings")) for name in re.findall(r"`(\w+)`", cell)}
    assert named == {field.name for field in fields(Settings)} - {"demo"}


def test_examples_of_settings_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, block in enumerate([*blocks("settings"), blocks("outgoing-mail")[0], blocks("postgresql")[0]]):
        file = tmp_path / f"{number}.toml"
        file.write_text(block, encoding="utf-8")
        assert load(file, {}).data_dir == Path("var")


@pytest.mark.parametrize("slug", ["channel-policy", "opening-hours-and-promises"])
def test_examples_of_rules_are_taken(slug: str) -> None:
    rules = [block for block in blocks(slug) if not block.startswith("helpcenter ")]
    assert len(rules) >= 2
    for block in rules:
        assert policy_from_text(block).channels


def test_the_example_of_an_article_is_taken() -> None:
    example = next(block for block in blocks("import-and-export-articles") if block.startswith("---"))
    assert parse_source(example, "change-your-address", "en").asked_as == ("I moved house", "new street")


def test_every_key_that_is_told_works_and_every_action_is_told() -> None:
    cells = ", ".join(first_column(body("keys"))).replace("`", "").replace(" or ", ", ")
    told = {NAMES.get(name.lower(), name.lower() if len(name) > 1 else name) for name in cells.split(", ")}
    told -= {"key", "arrow keys"}
    known = {name: key for key in KEYS for name in key.keys.split(",")}
    assert told <= known.keys()
    assert [key.id for key in KEYS if key.palette and not told & set(key.keys.split(","))] == []


@pytest.mark.parametrize("each", [a for a in articles() if a.category in ("help", "tickets")], ids=lambda a: a.slug)
def test_labels_in_bold_stand_on_the_screen(each: ArticleSource) -> None:
    files = [*(ROOT / "templates").rglob("*.html"), ROOT / "helpcenter" / "wording.py"]
    screens = "\n".join(file.read_text(encoding="utf-8") for file in files)
    labels = {label for label in re.findall(r"\*\*(.+?)\*\*", each.body) if not label.endswith(".") and label[0] != "#"}
    assert {label for label in labels if f'"{label}"' not in screens} == set()


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_a_translated_article_calls_labels_as_its_language_does(locale: str) -> None:
    said = {message.id: message.string for message in catalogues.written(locale) if isinstance(message.string, str)}
    here = {each.slug: set(BOLD.findall(each.body)) for each in articles(locale)}
    wrong = {}
    for each in articles():
        labels = {label for label in BOLD.findall(each.body) if label in said}
        wrong[each.slug] = {said[label] for label in labels} - here[each.slug]
    assert {slug: labels for slug, labels in wrong.items() if labels} == {}
