"""Suggested questions: lists that editors write for certain pages, plans and languages, and which of them to show."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from helpcenter.domain.text import is_blank, one_line

LONGEST = 200
MOST_QUESTIONS = 50
MOST_PATTERNS = 50


@dataclass(frozen=True)
class SuggestionList:
    """Questions to suggest in one language; empty `pages` or `plans` mean all of them.

    A pattern of `pages` is a path (`/billing/*`) or a whole address (`https://app.example.com/billing/*`); `*`
    stands for any characters. `plans` are names of plans as the policy has them, `visitor` for who is not signed in.
    """

    name: str
    locale: str
    questions: tuple[str, ...]
    pages: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()


def chosen(lists: Iterable[SuggestionList], page: str, plan: str, limit: int) -> list[str]:
    """Return the questions of the lists that fit a page's address and a plan, the most particular list first.

    Most particular is the longest pattern that fits the page, then a list for certain plans, then the order given.
    """
    fitting = [(_length(each.pages, page), bool(each.plans), each) for each in lists if _fits(each, page, plan)]
    fitting.sort(key=lambda found: (-found[0], -found[1]))
    return list(dict.fromkeys(question for *_, each in fitting for question in each.questions))[:limit]


def of_plan(lists: Iterable[SuggestionList], plan: str) -> set[str]:
    """Return the questions of all lists that fit a plan, whatever the page."""
    return {question for each in lists if not each.plans or plan in each.plans for question in each.questions}


def parse_lists(text: str, locale: str) -> list[SuggestionList]:
    """Return the lists in a `suggestions.toml`: one table a list, named by its key. Raises ValueError with the key."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ValueError(str(fault)) from fault
    return [_parsed(name, table, locale) for name, table in tables.items()]


def format_lists(lists: Sequence[SuggestionList]) -> str:
    """Return the text of a `suggestions.toml` that `parse_lists` reads back as the same lists."""
    parts = []
    for each in lists:
        lines = [f"[{_quoted(each.name)}]"]
        for field in ("pages", "plans", "questions"):
            if values := getattr(each, field):
                lines += [f"{field} = [", *(f"    {_quoted(value)}," for value in values), "]"]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _parsed(name: str, table: object, locale: str) -> SuggestionList:
    if not isinstance(table, dict):
        raise ValueError(f"{name}: must be a table with questions")
    if unknown := set(table) - {"questions", "pages", "plans"}:
        raise ValueError(f"{name}: unknown field {sorted(unknown)[0]!r}; known are questions, pages, plans")
    questions = _texts(name, "questions", table, MOST_QUESTIONS)
    if not questions:
        raise ValueError(f"{name}: questions are missing")
    pages = _texts(name, "pages", table, MOST_PATTERNS)
    if wrong := [page for page in pages if not page.startswith(("/", "*", "http://", "https://"))]:
        raise ValueError(f"{name}: pages: {wrong[0]!r} begins neither with / nor with http:// or https://")
    return SuggestionList(one_line(name)[:120], locale, questions, pages, _texts(name, "plans", table, MOST_PATTERNS))


def _texts(name: str, field: str, table: dict[str, object], most: int) -> tuple[str, ...]:
    values = table.get(field, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{name}: {field} must be a list of texts")
    if len(values) > most:
        raise ValueError(f"{name}: {field} holds {len(values)} texts, {most} at most")
    texts = tuple(one_line(value) for value in values)
    if any(is_blank(text) or len(text) > LONGEST for text in texts):
        raise ValueError(f"{name}: {field}: a text has 1 to {LONGEST} characters")
    return texts


def _fits(each: SuggestionList, page: str, plan: str) -> bool:
    return (not each.plans or plan in each.plans) and (not each.pages or _length(each.pages, page) > 0)


def _length(patterns: Sequence[str], page: str) -> int:
    """The characters, stars left out, of the longest pattern that fits; 0 when none does."""
    try:
        path = urlsplit(page).path or "/"
    except ValueError:
        return 0
    fits = (each for each in patterns if page and _pattern(each).fullmatch(page if "://" in each else path))
    return max((1 + len(each) - each.count("*") for each in fits), default=0)


@lru_cache(maxsize=1_000)
def _pattern(text: str) -> re.Pattern[str]:
    """Stars next to each other are one, and each but the last stops at the first place it can: no long search."""
    first, *rest = re.split(r"\*+", text)
    if not rest:
        return re.compile(re.escape(first))
    middle = "".join(f"(?>.*?{re.escape(piece)})" for piece in rest[:-1])
    return re.compile(f"{re.escape(first)}{middle}.*{re.escape(rest[-1])}", re.DOTALL)


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
