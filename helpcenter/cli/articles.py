"""`helpcenter articles`: the knowledge base as a folder of Markdown files."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from helpcenter.article_folder import article_files, export_folder, import_folder
from helpcenter.cli import article_history, foreign_articles
from helpcenter.cli.desk import opened_desk
from helpcenter.services.articles import Imported

SOURCES = ("zendesk", "freshdesk", "helpscout-docs", "intercom")
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def articles() -> None:
    """The knowledge base as a folder of Markdown files."""


@articles.command(name="import")
@click.argument("paths", metavar="DIR|FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--from", "source", type=click.Choice(SOURCES), help="The FILEs are another help centre's export (JSON).")
@click.option("--dry-run", is_flag=True, help="With --from: only say what would come, and what would not fit.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(paths: tuple[Path, ...], source: str | None, dry_run: bool, as_json: bool) -> None:
    """Take in DIR/<language>/<name>.md, and beside them categories.toml, suggestions.toml and pictures.

    With --from, take in the articles of another help centre instead. What cannot be taken is named with its line and
    reason, and the rest is taken in; the exit code is 1 then.
    """
    if source is not None:
        foreign_articles.bring(source, paths, dry_run, as_json)
        return
    if dry_run or len(paths) != 1 or not paths[0].is_dir():
        raise click.UsageError("without --from give one folder, and no --dry-run")
    _import_folder(paths[0], as_json)


def _import_folder(folder: Path, as_json: bool) -> None:
    with opened_desk() as desk:
        files = len(article_files(folder))
        with click.progressbar(length=files, label="Articles", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            done = import_folder(desk, folder, bar.update)
    click.echo(json.dumps(asdict(done), indent=2, ensure_ascii=False) if as_json else _said(done))
    for fault in done.faults if not as_json else []:
        click.echo(fault, err=True)
    if done.faults:
        raise SystemExit(1)


@articles.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
def export(folder: Path) -> None:
    """Write every article and category into DIR, over files of the same name."""
    with opened_desk() as desk:
        written = export_folder(desk, folder)
    click.echo(f"{written} articles written to {folder}")


for _command in (
    article_history.history,
    article_history.diff,
    article_history.restore,
    article_history.rename,
    article_history.check,
):
    articles.add_command(_command)


def _said(done: Imported) -> str:
    return f"{done.changed} changed, {done.unchanged} unchanged, {len(done.faults)} refused"
