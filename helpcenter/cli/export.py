"""`helpcenter export`: everything that is held, in open formats."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.cli.ticket_lines import plain


@click.command()
@click.argument("target", metavar="FOLDER|FILE.zip", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def export(target: Path, as_json: bool) -> None:
    """Write everything into a new folder or ZIP archive that other programs can read, also while the server runs.

    One file of JSON Lines a noun with its JSON Schema, articles as Markdown, attachments and mails byte for byte.
    Passwords, signing secrets and sessions stay here; for a copy that can be restored there is `helpcenter backup`.
    """
    from helpcenter.store import everything
    from helpcenter.whole_export import export as write

    with opened_desk() as desk:
        parts = len(everything.nouns()) + 3
        hidden = not sys.stderr.isatty()
        with click.progressbar(length=parts, label="Export", file=sys.stderr, hidden=hidden) as bar:
            try:
                done = write(desk, target, lambda _: bar.update(1))
            except OSError as fault:
                raise click.ClickException(str(fault)) from fault
    told = {"attachments": done.attachments, "mails": done.mails, "articles": done.articles}
    if as_json:
        click.echo(json.dumps({"documents": done.documents, **told, "lost": done.lost}, indent=2))
    else:
        counts = ", ".join(f"{count} {name}" for name, count in told.items())
        click.echo(f"{target}: {sum(done.documents.values())} documents, {counts}")
        for name in done.lost:
            click.echo(plain(f"its bytes are lost: {name}"), err=True)
    if done.lost:
        raise SystemExit(1)
