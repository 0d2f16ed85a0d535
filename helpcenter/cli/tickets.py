"""`helpcenter tickets`: keep the index by which they are found."""

from __future__ import annotations

import sys

import click

from helpcenter.cli.desk import opened_desk


@click.group()
def tickets() -> None:
    """Tickets and the index by which they are found."""


@tickets.command()
def reindex() -> None:
    """Write the search index of all messages anew, in steps, while the desk goes on working."""
    from helpcenter.services import ticket_search

    with opened_desk() as desk:
        until, after, written = desk.do(ticket_search.begin_anew), 0, 0
        with click.progressbar(length=until, label="Messages", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            while (step := desk.do(ticket_search.reindex, after, until))[0]:
                bar.update(step[1] - after)
                written, after = written + step[0], step[1]
    click.echo(f"{written} messages indexed")
