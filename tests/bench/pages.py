"""Pages a second as a ratio to a bare Flask view that renders a template of the same size."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from urllib.parse import urlsplit

from helpcenter.config import load
from helpcenter.demo.seed import seed
from helpcenter.factory import create_app, desk_of
from tests.bench.bare import bare_app
from tests.bench.figures import Figure, side_by_side
from tests.bench.ground import HOUSE, demo

ARTICLE = "/en/articles/embed-the-widget"
IN_PROCESS, OVER_HTTP = 200, 300


def figures() -> Iterator[Figure]:
    """The article page: in process, then over HTTP on the same server, as it is and compressed as browsers get it."""
    with TemporaryDirectory() as name:
        yield from in_process(Path(name))
        with demo(Path(name)) as served:
            size = len(page(served.help, {})())
            with bare_server(size) as bare:
                for how, headers in {"": {}, ", gzip": {"Accept-Encoding": "gzip"}}.items():
                    pair = side_by_side(page(served.help, headers), page(bare, headers), OVER_HTTP)
                    yield compared(f"article page over HTTP{how}", *pair)


def in_process(folder: Path) -> Iterator[Figure]:
    """Through Flask's own client."""
    app = create_app(load(environ={}, data_dir=folder, demo=True))
    desk = desk_of(app)
    seed(desk)
    ours = app.test_client()
    size = len(ours.get(ARTICLE).get_data())
    bare = bare_app(size).test_client()
    yield Figure("article page", f"{size} bytes")
    yield compared(
        "article page in process", *side_by_side(lambda: ours.get(ARTICLE), lambda: bare.get("/"), IN_PROCESS)
    )
    own, plain = (cpu(act) for act in (lambda: ours.get(ARTICLE), lambda: bare.get("/")))
    yield Figure(
        "article page, processor time",
        f"{plain / own:.2f} x bare ({own * 1e6:.0f} µs, bare {plain * 1e6:.0f} µs)",
        "≥ 0.6 x",
    )
    desk.close()


def cpu(act: Callable[[], object], count: int = 150, rounds: int = 9) -> float:
    """Median seconds of processor time a call takes, whatever else the machine does meanwhile."""
    spent = []
    for _ in range(rounds):
        start = process_time()
        for _call in range(count):
            act()
        spent.append((process_time() - start) / count)
    return median(spent)


def compared(what: str, ours: float, bare: float) -> Figure:
    """The ratio of two rates."""
    return Figure(what, f"{ours / bare:.2f} x bare ({ours:.0f}/s, bare {bare:.0f}/s)", "≥ 0.6 x")


def page(address: str, headers: dict[str, str]) -> Callable[[], bytes]:
    """A call that fetches the article, or the bare page, over one kept connection."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port)

    def fetch() -> bytes:
        connection.request("GET", parts.path or ARTICLE, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200
        return body

    return fetch


@contextmanager
def bare_server(size: int) -> Iterator[str]:
    """The bare view behind the same server as ours, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bare", str(size)]
    with subprocess.Popen(command, cwd=HOUSE, env=dict(os.environ), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
