"""A text as lines that can be compared with tables: quote depth, bare words, code and emptiness of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_LINES = 30_000
"""Lines that are looked at one by one; what follows them goes with the last one."""

LONGEST = 600
"""Characters of a line that are compared with tables; longer lines are somebody's prose."""

_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,200}")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD])
_BLANKS = {0xA0: " ", 0x202F: " ", 0x3000: " ", 0x2007: " ", 0x09: " "}
_DELIMITER = re.compile(r"[-_=*#~+—–‐ᐧ·•.\s]{2,200}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `text` as it stands, `depth` of its quote, `bare` what is compared: lower case, single blanks."""

    text: str
    depth: int
    bare: str
    code: bool

    @property
    def blank(self) -> bool:
        """Whether there is nothing but quote marks."""
        return not self.bare

    @property
    def delimiter(self) -> bool:
        """Whether it is a line drawn with characters. A lone bullet is none."""
        bare = self.bare
        return (
            not self.code and len(bare) >= 2 - (bare == "ᐧ") and bool(_DELIMITER.fullmatch(bare or "x") or bare == "ᐧ")
        )


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text."""
    lines, code = [], False
    for each in text.split("\n", MOST_LINES):
        found = _QUOTE.match(each)
        marks = found.group() if found else ""
        fence = each.startswith("```")
        bare = bare_of(each[len(marks) :][:LONGEST])
        lines.append(Line(each, marks.count(">"), bare, code or fence))
        code = code != fence
    return lines if not code else [Line(each.text, each.depth, each.bare, False) for each in lines]


def bare_of(text: str) -> str:
    """Return text as tables have it: lower case, nothing invisible, single blanks."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.replace("İ", "i").translate(_BLANKS).translate(_INVISIBLE).lower().split())
