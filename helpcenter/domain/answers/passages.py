"""The passage that answers: the best window of an article, widened to whole sentences, steps or list items."""

import re
from collections.abc import Mapping, Sequence

from helpcenter.domain.answers.analysis import words
from helpcenter.domain.answers.blocks import Block
from helpcenter.domain.answers.features import CONTENT
from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.question import Question
from helpcenter.domain.answers.values import Passage
from helpcenter.domain.answers.windows import Occurrence, window

WIDE = 60
LONGEST = 420
_HIGHLIGHT_FROM = 0.36
_MOST_BLOCKS = 2_000
_SENTENCE_END = re.compile(r"[.!?…]+[\"'»”)]*\s+|[。！？]")


def passage(index: Index, question: Question, blocks: Sequence[Block]) -> Passage | None:
    """The passage of an article for a question; None for an article without text. Highlights are matched words."""
    blocks = [block for block in blocks[:_MOST_BLOCKS] if block.text]
    if not blocks:
        return None
    matches = _by_form(index, question)
    weights = [term.weight * (CONTENT if term.filler else 1) for term in question.terms]
    scored = [(_best(block, matches, weights), -at, block) for at, block in enumerate(blocks)]
    (_, start, end), at, block = max(scored, key=lambda one: (one[0][0], one[1]))
    if block.item:
        return _shown(_list_around(blocks, -at), block, matches)
    return _shown(_sentences(block.text, start, end), block, matches)


def _by_form(index: Index, question: Question) -> dict[str, list[tuple[int, float]]]:
    found: dict[str, list[tuple[int, float]]] = {}
    for at, term in enumerate(question.terms):
        for number, strength in term.matches:
            found.setdefault(index.form(number), []).append((at, strength))
    return found


def _best(
    block: Block, matches: Mapping[str, Sequence[tuple[int, float]]], weights: Sequence[float]
) -> tuple[float, int, int]:
    """The weight of the block's best window (its heading's words help), and where that stands in its text."""
    own = list(words(block.text))
    found = [
        Occurrence(place, at, strength) for place, word in enumerate(own) for at, strength in matches.get(word.form, ())
    ]
    weight, first, last = window(found, weights, WIDE)
    heading = {
        at for word in words(block.heading or "") for at, strength in matches.get(word.form, ()) if strength > 0.5
    }
    weight += 0.5 * sum(weights[at] for at in sorted(heading))
    return (round(weight, 9), own[first].start, own[last].end) if own else (0.0, 0, 0)


def _sentences(text: str, start: int, end: int) -> str:
    """Whole sentences around text[start:end], as many more as fit; cut between words when one is too long."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    first = max(at for at in ends if at <= start)
    last = min(at for at in ends if at >= min(end, len(text)))
    for at in ends:
        if last < at <= first + LONGEST:
            last = at
    if last - first <= LONGEST:
        return text[first:last].strip()
    cut = text[first : first + LONGEST]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _list_around(blocks: Sequence[Block], at: int) -> str:
    """The step or list item at `at`, with its neighbours under the same heading as long as they fit, one a line."""
    first = last = at
    used = len(blocks[at].text)
    for step in (1, -1):
        near = at + step
        while 0 <= near < len(blocks) and _same_list(blocks[near], blocks[at]):
            used += len(blocks[near].text)
            if used > LONGEST:
                break
            first, last = min(first, near), max(last, near)
            near += step
    return "\n".join(_sentences(block.text, 0, 0) for block in blocks[first : last + 1])


def _same_list(one: Block, other: Block) -> bool:
    return one.item and other.item and one.anchor == other.anchor


def _shown(text: str, block: Block, matches: Mapping[str, Sequence[tuple[int, float]]]) -> Passage:
    marked: list[tuple[int, int]] = []
    for word in words(text):
        strong = any(strength >= _HIGHLIGHT_FROM for _, strength in matches.get(word.form, ()))
        if strong and marked and word.start <= marked[-1][1]:
            marked[-1] = (marked[-1][0], max(word.end, marked[-1][1]))
        elif strong:
            marked.append((word.start, word.end))
    return Passage(text, block.heading, block.anchor, tuple(marked))
