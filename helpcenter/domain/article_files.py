"""Articles as Markdown files: front matter in YAML, then the text; categories of a language in one TOML file.

Everything in the front matter is read as text (YAML's base schema), so that a question such as `No` stays a question.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from helpcenter.domain.articles import ArticleSource, ArticleStatus, Category, slugify
from helpcenter.domain.text import is_blank, one_line, storable

MAX_FILE = 1_000_000
"""Characters of one file; also what an author can reasonably expect somebody to read."""

MAX_FRONT = 50_000
MAX_DEPTH = 3
MAX_POSITION = 1_000_000
REQUIRED = ("title", "summary", "category")
KNOWN = (*REQUIRED, "position", "status", "publish_at", "suggested", "asked_as", "formerly")
STATUSES = tuple(ArticleStatus)
MAX_FORMERLY = 400

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDE = re.compile("[\U00010000-\U0010ffff]")
"""Characters, such as emoji, of which the fast dumper makes escapes that nobody can read."""

_FRONT_MATTER = YAMLHandler()


def parse_source(text: str, slug: str, locale: str) -> ArticleSource:
    """Return the translation that a file's text holds. Raises ValueError saying what is wrong, with its line."""
    if slug != slugify(slug) or not slug:
        raise ValueError("the file's name must be lower-case words joined by hyphens, such as close-a-ticket.md")
    if len(text) > MAX_FILE:
        raise ValueError(f"longer than {MAX_FILE} characters")
    front, body = _parted(storable(text.removeprefix("\ufeff")))
    values = _mapping(front)
    if is_blank(body):
        raise ValueError("there is no text below the front matter")
    status = _status(front, values)
    return ArticleSource(
        slug=slug,
        locale=locale,
        title=_line(front, values, "title", 200),
        summary=_line(front, values, "summary", 500),
        body=body,
        category=_category(front, values),
        position=_position(front, values),
        status=status,
        suggested=_questions(front, values, "suggested"),
        asked_as=_questions(front, values, "asked_as"),
        publish_at=_publish_at(front, values, status),
        formerly=_formerly(front, values),
    )


def format_source(source: ArticleSource) -> str:
    """Return a translation as the text of its file; `parse_source` gives the same translation back."""
    values: dict[str, Any] = {
        "title": source.title,
        "summary": source.summary,
        "category": source.category,
        "position": source.position,
        "status": source.status.value,
    }
    if source.publish_at:
        values["publish_at"] = source.publish_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    values |= {name: list(own) for name in ("suggested", "asked_as", "formerly") if (own := getattr(source, name))}
    dumper = yaml.SafeDumper if _WIDE.search(str(values)) else _DUMPER
    front = yaml.dump(values, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{front}---\n\n{source.body}\n"


def parse_categories(text: str) -> list[Category]:
    """Return the categories that a `categories.toml` names, titles in the language of its folder. Raises ValueError."""
    try:
        tables = tomllib.loads(storable(text.removeprefix("\ufeff")))
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise ValueError(f"not TOML: {fault}") from fault
    return [_category_of(slug, table, number) for number, (slug, table) in enumerate(tables.items(), 1)]


def format_categories(categories: Iterable[Category]) -> str:
    """Return categories as the text of a `categories.toml`."""
    return "\n".join(
        f"[{_key(found.slug)}]\ntitle = {_quoted(found.title)}\nposition = {found.position}\n"
        + (f"parent = {_quoted(found.parent)}\n" if found.parent else "")
        for found in categories
    )


def _parted(text: str) -> tuple[str, str]:
    """The front matter and the body, blank lines around the body removed."""
    try:
        if not _FRONT_MATTER.detect(text):
            raise ValueError
        front, body = _FRONT_MATTER.split(text)
    except ValueError:
        raise ValueError("line 1: the file must begin with front matter between two lines of ---") from None
    if len(front) > MAX_FRONT:
        raise ValueError(f"the front matter is longer than {MAX_FRONT} characters")
    return front, re.sub(r"\A(?:[^\S\n]*\n)+", "", body).rstrip()


def _mapping(front: str) -> Mapping[str, Any]:
    try:
        _refuse_tricks(front)
        values = yaml.load(front, Loader=_LOADER)  # noqa: S506 - the base loader builds nothing but text
    except yaml.MarkedYAMLError as fault:
        line = _of_file(fault.problem_mark.line) if fault.problem_mark else 1
        raise ValueError(f"line {line}: not YAML: {fault.problem}") from fault
    except yaml.YAMLError as fault:
        raise ValueError(f"not YAML: {one_line(str(fault))}") from fault
    if not isinstance(values, dict):
        raise ValueError("line 2: the front matter must be lines such as “title: …”")
    for name in values:
        if name not in KNOWN:
            raise ValueError(f"{_where(front, str(name))}unknown field {str(name)!r}; known are {', '.join(KNOWN)}")
    return values


def _refuse_tricks(front: str) -> None:
    """Refuse what no front matter needs and a hostile one uses: references that multiply, deep nesting."""
    depth = 0
    for event in yaml.parse(front, Loader=_LOADER):
        line = _of_file(event.start_mark.line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ValueError(f"line {line}: anchors and aliases (& and *) are not taken; put the text in quotes")
        if depth > MAX_DEPTH:
            raise ValueError(f"line {line}: nested too deep")


def _line(front: str, values: Mapping[str, Any], name: str, most: int) -> str:
    value = values.get(name)
    if not isinstance(value, str) or is_blank(value):
        raise ValueError(f"{_where(front, name)}{name} is missing")
    text = one_line(value)
    if len(text) > most:
        raise ValueError(f"{_where(front, name)}{name} is longer than {most} characters")
    return text


def _category(front: str, values: Mapping[str, Any]) -> str:
    slug = _line(front, values, "category", 120)
    if slug != slugify(slug):
        raise ValueError(f"{_where(front, 'category')}category {slug!r} must be a word such as {slugify(slug)!r}")
    return slug


def _position(front: str, values: Mapping[str, Any]) -> int:
    value = values.get("position", "0")
    if not isinstance(value, str) or not value.isdecimal() or len(value) > 9 or int(value) > MAX_POSITION:
        raise ValueError(f"{_where(front, 'position')}position must be a number from 0 to {MAX_POSITION}")
    return int(value)


def _status(front: str, values: Mapping[str, Any]) -> ArticleStatus:
    value = values.get("status", ArticleStatus.PUBLISHED.value)
    if value not in STATUSES:
        raise ValueError(f"{_where(front, 'status')}status must be one of {', '.join(STATUSES)}")
    return ArticleStatus(value)


def _questions(front: str, values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return _lines(front, values, name, 300)


def _lines(front: str, values: Mapping[str, Any], name: str, longest: int) -> tuple[str, ...]:
    found = values.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError(f"{_where(front, name)}{name} must be a list of lines such as “- How do I …?”")
    lines = tuple(one_line(each) for each in found if not is_blank(each))
    if any(len(each) > longest for each in lines) or len(lines) > 100:
        raise ValueError(f"{_where(front, name)}{name} takes 100 lines of {longest} characters each at most")
    return lines


def _publish_at(front: str, values: Mapping[str, Any], status: ArticleStatus) -> datetime | None:
    value = values.get("publish_at")
    if value is None or value == "":
        if status is ArticleStatus.SCHEDULED:
            raise ValueError(f"{_where(front, 'status')}a scheduled article needs publish_at: 2026-12-24T08:00Z")
        return None
    if status is not ArticleStatus.SCHEDULED:
        raise ValueError(f"{_where(front, 'publish_at')}publish_at goes with status: scheduled only")
    try:
        at = datetime.fromisoformat(value)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{_where(front, 'publish_at')}publish_at must be a time such as 2026-12-24T08:00Z") from None


def _formerly(front: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    found = _lines(front, values, "formerly", MAX_FORMERLY)
    for each in found:
        if not each.startswith("/") and each != slugify(each):
            wanted = f"must be a slug such as {slugify(each)!r}, or a path that begins with /"
            raise ValueError(f"{_where(front, 'formerly')}formerly {each!r} {wanted}")
    return found


def _where(front: str, name: str) -> str:
    """The line of a field, as the beginning of a sentence; nothing when the field is not there."""
    found = re.search(rf"^{re.escape(name)}\s*:", front, re.MULTILINE)
    return f"line {_of_file(front.count(chr(10), 0, found.start()))}: " if found else ""


def _of_file(line: int) -> int:
    """The line of the file, from 1, of a line of the front matter, from 0, which is the rest of the dashes' line."""
    return line + 1


def _category_of(slug: str, table: Any, number: int) -> Category:
    if not isinstance(table, dict) or slug != slugify(slug) or not slug:
        raise ValueError(f"{slug!r} must be a table such as [{slugify(slug) or 'embedding'}]")
    title, position = table.get("title"), table.get("position", number)
    if not isinstance(title, str) or is_blank(title) or len(title) > 200:
        raise ValueError(f"[{slug}] needs a title of 200 characters at most")
    if type(position) is not int or not 0 <= position <= MAX_POSITION:
        raise ValueError(f"[{slug}] position must be a number from 0 to {MAX_POSITION}")
    parent = table.get("parent", "")
    if not isinstance(parent, str) or parent != slugify(parent):
        raise ValueError(f"[{slug}] parent must be the name of another category")
    return Category(slug, one_line(title), position, parent)


def _key(slug: str) -> str:
    return slug if re.fullmatch(r"[a-z0-9-]+", slug) else _quoted(slug)


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's, but for DEL, which JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
