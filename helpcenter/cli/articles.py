"""`helpcenter articles`: the knowledge base as a folder of Markdown files."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from helpcenter.article_folder import article_files, export_folder, import_folder
from helpcenter.cli import article_history
from helpcenter.cli.desk import opened_desk
from helpcenter.services.articles import Imported

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def articles() -> None:
    """The knowledge base as a folder of Markdown files."""


@articles.command(name="import")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(folder: Path, as_json: bool) -> None:
    """Take in DIR/<language>/<name>.md, and beside them categories.toml and suggestions.toml.

    A file that cannot be taken is named with its line and reason, and the rest is taken in; the exit code is 1 then.
    """
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
