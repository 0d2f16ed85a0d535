"""What a host page pays: bytes and requests of the loader, and of the first opening, in a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Page, Request, sync_playwright

from tests.bench.figures import Figure
from tests.bench.ground import demo


def figures() -> Iterator[Figure]:
    """Bytes as they travel, compressed, headers apart."""
    with TemporaryDirectory() as name, demo(Path(name)) as served, sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        loaded = settled(page, served.help, lambda: page.goto(served.host_page))
        opened = settled(page, served.help, lambda: page.get_by_role("button", name="Help").click())
        with urlopen(f"{served.help}/widget.js") as answer:  # noqa: S310 - our own server
            raw = len(answer.read())
        yield Figure("loader", f"{weight(loaded)} (raw {raw})", "≤ 5 KB")
        yield Figure("first open", weight(opened), "≤ 50 KB, ≤ 6 requests")
        for request in opened:
            yield Figure(f"  {request.url.removeprefix(served.help).partition('?')[0]}", weight([request]))
        browser.close()


def settled(page: Page, origin: str, act: Callable[[], object]) -> list[Request]:
    """The requests to `origin` that finished until all was quiet after `act`."""
    finished: list[Request] = []

    def note(request: Request) -> None:
        if request.url.startswith(origin):
            finished.append(request)

    page.on("requestfinished", note)
    act()
    page.wait_for_load_state("networkidle")
    page.frame_locator("iframe").locator("body").count()
    page.remove_listener("requestfinished", note)
    return finished


def weight(requests: list[Request]) -> str:
    """Bytes of bodies, of headers, and the number of requests."""
    sizes = [request.sizes() for request in requests]
    bodies, headers = (sum(size[part] for size in sizes) for part in ("responseBodySize", "responseHeadersSize"))
    return f"{bodies} bytes + {headers} of headers, {len(requests)} requests"
