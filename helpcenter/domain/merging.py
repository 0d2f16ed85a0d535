"""Three-way merge of lines, as `diff3 -m` does it: what only one side changed is taken, what both changed is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

OURS, BETWEEN, THEIRS = "<<<<<<<", "=======", ">>>>>>>"


@dataclass(frozen=True)
class Merged:
    """The lines of both sides in one text; `clashes` places hold both, between marks."""

    text: str
    clashes: int


def merged(base: str, ours: str, theirs: str, ours_name: str, theirs_name: str) -> Merged:
    """Return two texts, both begun as `base`, in one. Where both changed the same lines both stand, named."""
    lines: list[str] = []
    clashes = 0
    for begun, mine, other in _regions(base.split("\n"), ours.split("\n"), theirs.split("\n")):
        if mine == other or other == begun:
            lines += mine
        elif mine == begun:
            lines += other
        else:
            clashes += 1
            lines += [f"{OURS} {ours_name}", *mine, BETWEEN, *other, f"{THEIRS} {theirs_name}"]
    return Merged("\n".join(lines), clashes)


def has_marks(text: str) -> bool:
    """Whether places that both sides changed still wait for a decision."""
    lines = text.split("\n")
    return any(line.startswith(f"{OURS} ") for line in lines) and any(line.startswith(f"{THEIRS} ") for line in lines)


_Lines = Sequence[str]


def _regions(base: _Lines, ours: _Lines, theirs: _Lines) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Cut the three texts into regions that belong together: those alike on all sides, and those between."""
    at = mine_at = other_at = 0
    for start, mine, other, length in [*_alike(base, ours, theirs), (len(base), len(ours), len(theirs), 0)]:
        yield list(base[at:start]), list(ours[mine_at:mine]), list(theirs[other_at:other])
        same = list(base[start : start + length])
        yield same, same, same
        at, mine_at, other_at = start + length, mine + length, other + length


def _alike(base: _Lines, ours: _Lines, theirs: _Lines) -> Iterator[tuple[int, int, int, int]]:
    """Where all three say the same: (place in base, in ours, in theirs, how many lines), in order."""
    mine = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    other = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    left = right = 0
    while left < len(mine) and right < len(other):
        a, b = mine[left], other[right]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size < b.a + b.size:
            left += 1
        else:
            right += 1
