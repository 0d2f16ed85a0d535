"""Where in a text the words of a question stand: the best window, adjacent pairs, the longest run."""

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple


class Occurrence(NamedTuple):
    """A word of the text that stands for a term of the question: its place, the term, how alike (0..1)."""

    place: int
    term: int
    strength: float


def best_window(found: Sequence[Occurrence], weights: Sequence[float], size: int) -> float:
    """The most weight of distinct terms within `size` words in a row."""
    return window(found, weights, size)[0]


def window(found: Sequence[Occurrence], weights: Sequence[float], size: int) -> tuple[float, int, int]:
    """The best window: its weight, and the places of its first and last matched word; the earliest of equals."""
    inside: deque[Occurrence] = deque()
    have: dict[int, float] = {}
    held = best = 0.0
    first = last = 0
    for one in found:
        inside.append(one)
        if inside[0].place <= one.place - size:
            while inside[0].place <= one.place - size:
                inside.popleft()
            have = {}
            for old in inside:
                have[old.term] = max(have.get(old.term, 0.0), old.strength)
            held = sum(weights[term] * strength for term, strength in have.items())
        elif one.strength > have.get(one.term, 0.0):
            held += weights[one.term] * (one.strength - have.get(one.term, 0.0))
            have[one.term] = one.strength
        if held > best + 1e-9:
            best, first, last = held, inside[0].place, one.place
    return best, first, last


def found_pairs(found: Sequence[Occurrence], pairs: frozenset[tuple[int, int]], weights: Sequence[float]) -> float:
    """The weight of the question's neighbours that are neighbours in the text too, one word between them at most."""
    if not pairs:
        return 0.0
    best: dict[tuple[int, int], float] = {}
    recent: deque[Occurrence] = deque(maxlen=12)
    for one in found:
        for old in recent:
            gap = one.place - old.place
            if 0 < gap <= 2 and (old.term, one.term) in pairs:
                gain = min(old.strength, one.strength) * (1.0 if gap == 1 else 0.7)
                best[old.term, one.term] = max(best.get((old.term, one.term), 0.0), gain)
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
    for one in found:
        if one.place != place:
            runs = fresh if one.place == place + 1 else {}
            place, fresh = one.place, {}
        if one.strength < strict:
            continue
        for at in after[one.term]:
            fresh[at] = runs.get(at - 1, 0) + 1
            longest = max(longest, fresh[at])
    return longest
