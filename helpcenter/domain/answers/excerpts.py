"""What is shown of an article: its opening, or whole sentences and steps around a place in it."""

import re
from collections.abc import Sequence

from helpcenter.domain.answers.blocks import Block, sentence_bounds

LONGEST = 400
"""Characters of an excerpt at most, but for a mark where one was cut."""

ENOUGH = 2
"""Sentences or lines that an excerpt has when the article has as many in that place."""

_NUMBERED = re.compile(r"\d+[.)]\s")


def opening(blocks: Sequence[Block]) -> str:
    """What an article is about: its first words with its numbered sections, else as much of its beginning as it takes.

    Of an article that is one procedure in numbered sections, their headings say more than the first one's details.
    """
    headings = dict.fromkeys(block.heading for block in blocks if block.heading)
    steps = [heading for heading in headings if _NUMBERED.match(heading)]
    first = _sentences(blocks[0].text, 0, 0)
    if blocks[0].heading is None and len(steps) >= ENOUGH and len("\n".join([first, *steps])) <= LONGEST:
        return "\n".join([first, *steps])
    return around(blocks, 0, 0, 0, beyond=True)


def around(blocks: Sequence[Block], at: int, start: int, end: int, *, beyond: bool = False) -> str:
    """Whole sentences around `blocks[at].text[start:end]`, one block a line.

    A list comes with its neighbours and the line that leads to it; what is too short alone comes with what stands
    beside it under the same heading, and with `beyond` under the next one.
    """
    whole = blocks[at].text.strip()
    own = _sentences(whole, start, end)
    lines = [own]
    for step in (-1, 1) if blocks[at].item else (1, -1):
        near = at + step
        at_edge = whole.endswith(own) if step == 1 else whole.startswith(own)
        while at_edge and 0 <= near < len(blocks):
            line = blocks[near].text.strip()
            if not _goes_along(blocks[near - step], blocks[near], step, lines, beyond):
                break
            if len("\n".join([*lines, line])) > LONGEST:
                break
            lines = [*lines, line] if step == 1 else [line, *lines]
            near += step
    return "\n".join(lines)


def _goes_along(held: Block, near: Block, step: int, lines: Sequence[str], beyond: bool) -> bool:
    same = (held.heading, held.anchor) == (near.heading, near.anchor)
    if same and held.item and near.item:
        return True
    if near.pointer or not (same or (beyond and step == 1)):
        return False
    upper = held if step == 1 else near
    return upper.text.rstrip().endswith((":", "：")) or sum(map(_count, lines)) < ENOUGH


def _count(line: str) -> int:
    return len(sentence_bounds(line)) - 1


def _sentences(text: str, start: int, end: int) -> str:
    """Whole sentences around text[start:end], as many more as fit; cut between words when one is too long."""
    ends = sentence_bounds(text)
    first = max(at for at in ends if at <= start)
    last = min(at for at in ends if at >= min(end, len(text)))
    last = max([last, *(at for at in ends if last < at <= first + LONGEST)])
    if _count(text[first:last]) < ENOUGH:
        first = max((at for at in ends if at < first and at >= last - LONGEST), default=first)
    if last - first <= LONGEST:
        return text[first:last].strip()
    cut = text[first : first + LONGEST]
    return f"{cut.rpartition(' ')[0] or cut}…"
