"""What a benchmark says: figures with the goal they are held against, and the ways to take them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """One measured thing; `goal` is empty where it is only to be known."""

    what: str
    value: str
    goal: str = ""


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines with even columns."""
    what = max(len(figure.what) for figure in figures)
    value = max(len(figure.value) for figure in figures)
    return "\n".join(f"{f.what:<{what}}  {f.value:>{value}}  {f.goal}".rstrip() for f in figures)


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


def rate(act: Callable[[], object], count: int, threads: int = 1) -> float:
    """Calls a second when `threads` share `count` calls."""
    with ThreadPoolExecutor(threads) as pool:
        start = perf_counter()
        for done in [pool.submit(act) for _ in range(count)]:
            done.result()
        return count / (perf_counter() - start)


def side_by_side(
    ours: Callable[[], object], bare: Callable[[], object], count: int, rounds: int = 7
) -> tuple[float, float]:
    """Median rates of two calls, measured in turns so that a busy machine slows both alike."""
    for act in (ours, bare):
        rate(act, 20)
    pairs = [(rate(ours, count), rate(bare, count)) for _ in range(rounds)]
    return statistics.median(first for first, _ in pairs), statistics.median(second for _, second in pairs)


def spread(times: Sequence[float]) -> str:
    """Median and 99th percentile of times in seconds, in milliseconds."""
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered) * 1000:.2f} ms, p99 {ordered[len(ordered) * 99 // 100] * 1000:.2f} ms"
