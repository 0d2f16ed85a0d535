"""Cost of the answer engine beside stock FTS5: `python -m tests.bench.answers [articles] [locales]`.

Without arguments 10,000 articles in three languages, 100,000 in English, and what a slip of the finger costs.

Articles are made of sentences from the shared sets, so words are as common and as rare as in real help pages.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sqlite3
import sys
import time
from pathlib import Path
from statistics import fmean

from helpcenter.domain.answers.analysis import forms
from helpcenter.domain.answers.engine import Engine
from helpcenter.domain.answers.evaluation import measure
from helpcenter.domain.answers.index import Document
from helpcenter.domain.answers.memory import MemoryIndex
from helpcenter.services.answer_engines import shipped_lexicon
from tests.domain.answers.test_recorded_figures import SETS, judged
from tests.domain.answers.typos import slipped

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "ask"
QUESTIONS = 400


def lines(name: str, locale: str) -> list[dict[str, str]]:
    """Rows of one file of all sets in a locale."""
    files = sorted(DATA.glob(f"*-{locale}/{name}.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def articles(count: int, locale: str) -> list[tuple[str, str]]:
    """Titles and bodies: sentences of real pages, shuffled, about 150 words each, with a few words nobody else has."""
    random.seed(1)
    pages = lines("corpus", locale)
    bodies = ". ".join(page["body"] for page in pages).replace("\n", ". ")
    sentences = [text.strip() for text in bodies.split(". ") if text.strip()]
    titles = [page["title"] or page["body"][:60] for page in pages] + [row["text"] for row in lines("queries", locale)]
    own = [f"{random.choice(titles).split()[0]}{number % (count // 2)}x" for number in range(count)]  # noqa: S311
    return [
        (random.choice(titles), ". ".join([*random.sample(sentences, 9), own[number]]))  # noqa: S311
        for number in range(count)
    ]


def percentiles(spent: list[float]) -> str:
    """Median, 99th percentile and maximum in milliseconds."""
    spent = sorted(spent)
    middle, rare, worst = (spent[int(len(spent) * share)] * 1e3 for share in (0.5, 0.99, 0.9999))
    return f"p50 {middle:6.1f}  p99 {rare:6.1f}  max {worst:6.1f} ms"


def memory() -> float:
    """Resident memory in MB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6


def ours(pages: list[tuple[str, str]], asked: list[str], locale: str) -> None:
    """Index and ask with the engine."""
    gc.collect()
    before, started = memory(), time.process_time()
    index = MemoryIndex(
        Document(f"article:{number}", "article", (tuple(forms(title)),), tuple(forms(body)))
        for number, (title, body) in enumerate(pages)
    )
    took = (time.process_time() - started) / len(pages) * 1e3
    engine, spent = Engine(index, shipped_lexicon(locale)), []
    for question in asked:
        started = time.process_time()
        engine.find(question)
        spent.append(time.process_time() - started)
    print(f"engine  {locale}  index {took:5.2f} ms an article, {memory() - before:5.0f} MB, ask {percentiles(spent)}")


def stock(pages: list[tuple[str, str]], asked: list[str], locale: str) -> None:
    """Index and ask with SQLite's own full-text search."""
    store = sqlite3.connect(":memory:")
    store.execute("create virtual table page using fts5(title, body, tokenize='unicode61 remove_diacritics 2')")
    started = time.process_time()
    store.executemany("insert into page values (?, ?)", pages)
    took, spent = (time.process_time() - started) / len(pages) * 1e3, []
    for question in asked:
        started = time.process_time()
        query = " OR ".join(f'"{form}"' for form in forms(question)) or '""'
        store.execute(
            "select rowid from page where page match ? order by bm25(page, 3, 1) limit 10", (query,)
        ).fetchall()
        spent.append(time.process_time() - started)
    print(f"FTS5    {locale}  index {took:5.2f} ms an article,           ask {percentiles(spent)}")


def slips() -> None:
    """The share of first places lost when each question has one slip, a mean of the sets."""
    folders = [DATA / name for name in SETS]
    plain, slippery = (
        fmean(measure(judged(folder, written))["hit@1"] for folder in folders) for written in (str, slipped)
    )
    print(f"a slip: hit@1 {plain:.3f} -> {slippery:.3f}")


def cost(size: int, locale: str) -> None:
    """Both engines on the same articles and questions."""
    made = articles(size, locale)
    random.seed(2)
    rows = lines("queries", locale)
    wanted = [row["text"] for row in random.sample(rows, min(QUESTIONS, len(rows)))]
    print(f"{size} articles")
    ours(made, wanted, locale)
    stock(made, wanted, locale)


if __name__ == "__main__":
    sizes = [int(sys.argv[1])] if len(sys.argv) > 1 else [10_000, 100_000]
    for size in sizes:
        for language in sys.argv[2:] or (("en", "de", "ja") if size == min(sizes) else ("en",)):
            cost(size, language)
    if len(sys.argv) == 1:
        slips()
