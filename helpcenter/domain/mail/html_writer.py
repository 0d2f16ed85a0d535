"""Lines of plain text as HTML lays them out: white space collapses, blocks begin lines, quotes carry `>`."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\n\r\f]+")
MAX_QUOTES = 50


class Writer:
    """Collects text. `pre` counts the elements around us in which white space stays."""

    def __init__(self) -> None:
        self.pre = 0
        self._lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._blank = False  # a blank line is due before the next text
        self._space = False  # white space is due before the next text of this line
        self._cells = 0  # cells of this row that hold something on this line
        self._written = 0

    def text(self) -> str:
        """Return all lines; no blank ones at the ends, no white space behind a line."""
        self.line()
        return "\n".join(self._lines).strip("\n")

    def write(self, text: str) -> None:
        """Add text that stands in the flow."""
        text = text.replace("\xa0", " ") if self.pre else text
        if self.pre:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._add(first)
            for other in others:
                self.newline()
                self._add(other)
            return
        words = _SPACE.sub(" ", text)
        if words[:1] == " ":
            self._space = True
        words = words.strip(" ")
        if words:
            self._add((" " if self._space and self._line else "") + words)
            self._space = text[-1:] in " \t\n\r\f"

    def newline(self) -> None:
        """End the line; on an empty one this makes a blank line."""
        if self._line:
            self.line()
        else:
            self._flush_blank()
            self._end()

    def line(self) -> None:
        """Be at the beginning of a line."""
        if self._line:
            self._end()

    def paragraph(self) -> None:
        """Be at the beginning of a line with a blank one above it."""
        self.line()
        self._blank = bool(self._lines)

    def rule(self) -> None:
        """Draw a horizontal rule."""
        self.line()
        self._add("_" * 32)
        self.line()

    def quote(self, step: int) -> None:
        """Go into a quote (1) or out of it (-1)."""
        self.line()
        self._depth = max(0, min(MAX_QUOTES, self._depth + step))
        self._blank = self._blank or step < 0

    def bullet(self, mark: str) -> None:
        """Begin an item of a list."""
        self._space = False
        self._add(mark)

    def row(self) -> None:
        """Begin a row of a table."""
        self._cells = 0

    def cell(self) -> None:
        """Begin a cell: what stands on the same line before it is set apart."""
        if self._line and "".join(self._line).strip():
            self._add(" | ") if not "".join(self._line[-1:]).endswith("| ") else None
            self._space = False

    def mark(self) -> int:
        """Return a mark for `since`."""
        return len(self._lines) << 20 | len(self._line)

    def since(self, mark: int) -> str:
        """Return the text written since `mark`."""
        lines, pieces = mark >> 20, mark & 0xFFFFF
        if lines == len(self._lines):
            return "".join(self._line[pieces:])
        return " ".join([*self._lines[lines:][:20], "".join(self._line)])

    def _add(self, text: str) -> None:
        if not text:
            return
        self._flush_blank()
        self._line.append(text)

    def _flush_blank(self) -> None:
        if self._blank and self._lines and self._lines[-1].strip("> "):
            self._lines.append(">" * self._depth if self._lines[-1].startswith(">") and self._depth else "")
        self._blank = False

    def _end(self) -> None:
        prefix = ">" * self._depth + " " if self._depth else ""
        text = "".join(self._line).rstrip(" \t|" if self._cells else " \t")
        separator = text == "--" and self._space  # the line above a signature is two dashes and a blank
        self._lines.append((prefix + text).rstrip(" ") + " " * separator)
        self._line.clear()
        self._space = False
