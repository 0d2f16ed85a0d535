"""A large folder of articles comes in, comes in again unchanged, and goes out byte for byte."""

from __future__ import annotations

import filecmp
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from helpcenter.article_folder import export_folder, import_folder
from helpcenter.config import LOCALES, load
from helpcenter.demo.seed import ARTICLES
from helpcenter.factory import create_desk
from tests.bench.figures import Figure

FILES = 10_000
"""In all languages together, as long and as rich as the demo's own articles."""


def figures() -> Iterator[Figure]:
    """Measure import, import again, and export, by the clock and by the processor's time of this process."""
    with TemporaryDirectory() as name:
        folder, out = Path(name, "in"), Path(name, "out")
        written(folder, FILES)
        desk = create_desk(load(environ={}, data_dir=Path(name, "data")))
        yield Figure(
            f"{FILES} articles in {len(LOCALES)} languages", timed(lambda: import_folder(desk, folder)), "180 s"
        )
        yield Figure("the same again, unchanged", timed(lambda: import_folder(desk, folder)), "5 s")
        yield Figure("out into a folder", timed(lambda: export_folder(desk, out)))
        names = [file.relative_to(folder).as_posix() for file in folder.rglob("*.md")]
        same, other, missing = filecmp.cmpfiles(folder, out, names, shallow=False)
        yield Figure("files that are the same to the byte", f"{len(same)} of {len(same + other + missing)}", "all")
        desk.close()


def timed(act: Callable[[], object]) -> str:
    """How long something takes, by the clock and by the processor's time."""
    clock, processor = perf_counter(), process_time()
    act()
    return f"{perf_counter() - clock:.1f} s, processor {process_time() - processor:.1f} s"


def written(folder: Path, count: int) -> None:
    """Write so many articles: the demo's, their paragraphs mixed anew, each with a title of its own."""
    mix = random.Random(8)  # noqa: S311 - the same folder every time
    for locale in LOCALES:
        (folder / locale).mkdir(parents=True)
        texts = [file.read_text(encoding="utf-8") for file in sorted((ARTICLES / locale).glob("*.md"))]
        paragraphs = [part for text in texts for part in text.partition("\n---\n\n")[2].split("\n\n")]
        (folder / locale / "categories.toml").write_bytes((ARTICLES / locale / "categories.toml").read_bytes())
        for number in range(count // len(LOCALES) + (locale == LOCALES[0]) * (count % len(LOCALES))):
            front = texts[number % len(texts)].partition("\n---\n\n")[0].replace("title: ", f"title: {number} ", 1)
            body = "\n\n".join(mix.sample(paragraphs, 12)).replace("```", "`")
            (folder / locale / f"article-{number}.md").write_text(f"{front}\n---\n\n{body}\n", encoding="utf-8")
