"""Where in a text the words of a question stand: the best window, adjacent pairs, the longest run."""

from collections import deque
from collections.abc import Sequence

Occurrence = tuple[int, int, float]
"""A word of the text that stands for a term of the question: its place, the term, how alike (0..1)."""

Window = tuple[float, int, int]
"""The weight a window holds, and the places of its first and last matched word."""


def windows(found: Sequence[Occurrence], weightings: Sequence[Sequence[float]], size: int) -> list[Window]:
    """For each weighting of the terms the most weight of distinct terms within `size` words; the earliest of equals."""
    best = [(0.0, 0, 0)] * len(weightings)
    held = [0.0] * len(weightings)
    tops: dict[int, deque[Occurrence]] = {}  # by term: what is inside, only if no later one is as strong
    start = 0
    for one in found:
        place, term, strength = one
        while found[start][0] <= place - size:
            gone = found[start]
            start += 1
            top = tops[gone[1]]
            if top[0] is gone:
                top.popleft()
                _add(held, weightings, gone[1], (top[0][2] if top else 0.0) - gone[2])
        top = tops.setdefault(term, deque())
        before = top[0][2] if top else 0.0
        while top and top[-1][2] <= strength:
            top.pop()
        top.append(one)
        if strength > before:
            _add(held, weightings, term, strength - before)
            for at, weight in enumerate(held):
                if weight > best[at][0] + 1e-9:
                    best[at] = (weight, found[start][0], place)
    return best


def found_pairs(found: Sequence[Occurrence], pairs: frozenset[tuple[int, int]], weights: Sequence[float]) -> float:
    """The weight of the question's neighbours that are neighbours in the text too, one word between them at most."""
    if not pairs or len(found) < 2:
        return 0.0
    best: dict[tuple[int, int], float] = {}
    recent: deque[Occurrence] = deque()
    for one in found:
        place, term, strength = one
        while recent and recent[0][0] < place - 2:
            recent.popleft()
        for before, other, alike in recent:
            if 0 < place - before <= 2 and (other, term) in pairs:
                gain = min(alike, strength) * (1.0 if place - before == 1 else 0.7)
                if gain > best.get((other, term), 0.0):
                    best[other, term] = gain
        recent.append(one)
    return sum(best[a, b] * min(weights[a], weights[b]) for a, b in sorted(best))


def longest_run(found: Sequence[Occurrence], order: Sequence[int], strict: float = 0.8) -> int:
    """How many words in a row the text shares with the question, in its order."""
    after: dict[int, list[int]] = {}
    for at, term in enumerate(order):
        after.setdefault(term, []).append(at)
    longest = 0
    runs: dict[int, int] = {}
    place = -2
    fresh: dict[int, int] = {}
    for here, term, strength in found:
        if strength < strict:
            continue
        if here != place:
            runs = fresh if here == place + 1 else {}
            place, fresh = here, {}
        for at in after[term]:
            fresh[at] = runs.get(at - 1, 0) + 1
            longest = max(longest, fresh[at])
    return longest


def _add(held: list[float], weightings: Sequence[Sequence[float]], term: int, strength: float) -> None:
    for at, weights in enumerate(weightings):
        held[at] += weights[term] * strength
