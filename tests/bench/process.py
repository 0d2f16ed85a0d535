"""The process as an operator sees it: how fast it starts, how much it holds when idle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.request import urlopen

from tests.bench.figures import Figure
from tests.bench.ground import Demo, demo

PAGES = 200


def figures() -> Iterator[Figure]:
    """A first start, which seeds, and a second one on the same data."""
    with TemporaryDirectory() as name:
        yield Figure("demo to first page, empty", f"{started(Path(name)):.1f} s")
        yield Figure("demo to first page, seeded", f"{min(started(Path(name)) for _ in range(3)):.1f} s", "≤ 3 s")
        with demo(Path(name)) as served:
            fetch(served)
            yield Figure("memory after the first page", resident(served), "≤ 120 MB")
            for _ in range(PAGES):
                fetch(served)
            yield Figure(f"memory after {PAGES} more", resident(served))


def started(folder: Path) -> float:
    """Seconds from the command to the first page."""
    start = perf_counter()
    with demo(folder) as served:
        fetch(served)
        return perf_counter() - start


def fetch(served: Demo) -> None:
    """Fetch the help centre's home."""
    with urlopen(f"{served.help}/en/") as answer:  # noqa: S310 - our own server
        answer.read()


def resident(served: Demo) -> str:
    """Resident memory, shared libraries included, as Linux counts it."""
    status = Path(f"/proc/{served.pid}/status").read_text(encoding="ascii")
    return f"{int(status.partition('VmRSS:')[2].split()[0]) / 1024:.0f} MB"
