"""What Lighthouse (npm) says of home, article, panel and pages for apps. The program is on the path or in LIGHTHOUSE.

Not among the subjects of `make bench`: name it, `python -m tests.bench lighthouse`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from helpcenter.demo.cast import SITE_KEY
from tests.bench.figures import Figure
from tests.bench.ground import demo

PAGES = {
    "home": "/en/",
    "article": "/en/articles/embed-the-widget",
    "thread": "/en/community/1-can-i-print-two-labels-on-one-a4-sheet",
    "panel": f"/w/{SITE_KEY}?lang=en",
    "for apps": "/m",
}
FLAGS = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"


def figures() -> Iterator[Figure]:
    """The four scores of each, of 100. Panel and pages for apps ask search engines to stay away: no score there."""
    program = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse") or "lighthouse"
    with TemporaryDirectory() as name, demo(Path(name)) as served:
        for what, path in PAGES.items():
            scores = measured(program, served.help + path)
            wanted = {
                each: score for each, score in scores.items() if each != "seo" or what in ("home", "article", "thread")
            }
            yield Figure(
                what, ", ".join(f"{each} {score}" for each, score in wanted.items()), "100 access, ≥ 95 others"
            )


def measured(program: str, address: str) -> dict[str, int]:
    """One run."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    command = [program, address, "--quiet", "--output=json", "--output-path=stdout", FLAGS]
    done = subprocess.run(
        command, env=dict(os.environ, CHROME_PATH=chromium), capture_output=True, text=True, check=True
    )
    return {name: round(each["score"] * 100) for name, each in json.loads(done.stdout)["categories"].items()}
