"""`helpcenter ask` and `helpcenter answers`: try a question, keep the index, measure and refit the ranking."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.cli.lessons import lessons
from helpcenter.cli.questions import questions
from helpcenter.cli.trial_desk import STORES
from helpcenter.domain.answers import Answer

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("question")
@click.option("--locale", default="", help="Language of the page that asks. Default: the server's.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50), help="How many results.")
@click.option("--explain", is_flag=True, help="Say what brought each result to its place.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ask(question: str, locale: str, limit: int, explain: bool, as_json: bool) -> None:
    """Ask the knowledge base and print the answer as the widget would give it."""
    from helpcenter.services import answers as service

    with opened_desk() as desk:
        answer = desk.see(service.ask, question, locale or desk.settings.default_locale, limit=limit)
    click.echo(json.dumps(asdict(answer), indent=2, ensure_ascii=False) if as_json else _said(answer, explain))


@click.group()
def answers() -> None:
    """The answer index and its ranking."""


@answers.command()
def reindex() -> None:
    """Write the index of all published articles anew."""
    from helpcenter.services import answers as service

    with opened_desk() as desk:
        bar = click.progressbar(length=0, label="Articles", file=sys.stderr, hidden=not sys.stderr.isatty())
        with bar:

            def step(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            written = desk.do(service.reindex, step)
    click.echo(f"{written} articles indexed")


@answers.command()
@click.option("--corpus", required=True, type=FILE, help="JSON lines: id, locale, title, body.")
@click.option("--queries", required=True, type=FILE, help="JSON lines: id, locale, text.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where results go, one a question.")
@click.option("--qrels", type=FILE, help="JSON lines: query_id, group, rel; prints how good the answers are.")
@click.option("--store", default="sqlite", show_default=True, type=click.Choice(STORES), help="Store to measure on.")
@click.option("--explain", is_flag=True, help="Add to each result what brought the first document to its place.")
def evaluate(corpus: Path, queries: Path, out: Path | None, qrels: Path | None, store: str, explain: bool) -> None:
    """Ask labelled questions of a corpus, on a store of its own, with the shipped ranking."""
    from helpcenter.cli import measuring

    try:
        results = measuring.results(corpus, queries, store, explain)
        if out:
            measuring.write(out, results)
        if qrels:
            click.echo(measuring.report(results, qrels))
    except ValueError as fault:
        raise click.ClickException(str(fault)) from fault


@answers.command()
@click.argument("data", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--write", is_flag=True, help="Replace the shipped weights (in a checkout).")
@click.option(
    "--most", default=500, show_default=True, type=click.IntRange(1), help="Questions of a set that take part."
)
def train(data: Path, write: bool, most: int) -> None:
    """Refit weights on the sets in DIR/<set>/{corpus,queries,qrels}.jsonl; needs numpy.

    Prints what the ranking does on each set when its whole family (the name before the hyphen) was left out of the
    fit, then what changes in the weights.
    """
    from helpcenter.cli import refitting

    try:
        refitting.refit(data, write, click.echo, most)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from fault
    except ImportError as fault:
        raise click.ClickException(f"training needs numpy: {fault}") from fault


answers.add_command(lessons)
answers.add_command(questions)


def _said(answer: Answer, explain: bool) -> str:
    lines = [f"{answer.verdict.value}  {answer.confidence:.2f}"]
    for place, hit in enumerate(answer.hits, 1):
        lines.append(f"{place}. {hit.title}  [{hit.locale}]  {hit.url_path}")
        if hit.passage and (place == 1 or explain):
            where = f"{hit.passage.heading}: " if hit.passage.heading else ""
            lines.append("   " + (where + hit.passage.text).replace("\n", "\n   "))
        if explain:
            lines.append("   " + "  ".join(f"{name} {share:+.2f}" for name, share in hit.reason))
    return "\n".join(lines)
