"""What a section of the administration is made of: items, and what may be changed of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from tui.language import Language
from tui.screens.menu import Choice
from tui.text import fit, safe, safe_line

if TYPE_CHECKING:
    from tui.backstage import Backstage


@dataclass(frozen=True)
class Told:
    """What a change has to tell, shown until it is put away: a secret that is never shown again."""

    heading: str
    text: str


@dataclass(frozen=True)
class Looks:
    """How a text looks while it is written: what becomes of it, what is wrong with it, and what may stand in it."""

    preview: Callable[[str], Content]
    fault: Callable[[str], str]
    """Empty when nothing is."""
    hint: str


@dataclass(frozen=True)
class Change:
    """Something that may be changed. It asks for a text (`sheet`), for a line (`hint`), for one of `choices`, or just
    whether to go on.

    `act` is called with the answer, in a thread. It may ask for something further. `present` is what is there now.
    """

    letter: str
    label: str
    act: Callable[[str], Told | Change | None]
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    present: str = ""
    sheet: Looks | None = None
    empty: bool = False
    """Whether an empty line is an answer, too."""


@dataclass(frozen=True)
class Item:
    """One line of a section with its details; both are safe for the terminal."""

    key: str
    line: Content
    details: Content
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Office:
    """Where a section works: language and house, and the words that are searched for."""

    language: Language
    backstage: Backstage
    words: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the administration. `read` is called in a thread; `add`, if there is one, makes something new.

    `add` answers None where the specialist's role does not allow it.
    """

    name: str
    read: Callable[[Office], Sequence[Item]]
    nothing: str
    add: Callable[[Office], Change | None] | None = None
    searches: bool = False


def facts(language: Language, title: str, rows: Iterable[tuple[str, str]], *below: str) -> Content:
    """Return a title, facts about it and texts below them; values may be anybody's words."""
    lines = [Content.styled(safe_line(title), "bold"), Content("")]
    lines += [Content.assemble((language.label(label), "dim"), safe_line(value)) for label, value in rows]
    lines += [Content("\n").join([Content(""), Content(safe(text))]) for text in below]
    return Content("\n").join(lines)


def line(*parts: tuple[str, str], widths: tuple[int, ...] = (22, 14)) -> Content:
    """Return one line of (words, style), the first of them in columns; the words may be anybody's."""
    widths = widths[: len(parts) - 1]
    cells = [safe_line(words) for words, _ in parts]
    cells[: len(widths)] = [fit(cell, width) for cell, width in zip(cells, widths, strict=False)]
    styled = [Content.styled(cell, style) for cell, (_, style) in zip(cells, parts, strict=True)]
    return Content(" ").join(styled)
