"""`helpcenter retention`: what the rules of `[retention]` take."""

from __future__ import annotations

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.services import retention as service


@click.group()
def retention() -> None:
    """What `[retention]` in helpcenter.toml does not keep. The server takes it by itself, once an hour."""


@retention.command()
def plan() -> None:
    """Say what would go now; takes nothing."""
    with opened_desk() as desk:
        due = desk.see(service.plan)
    for each in due:
        what = "removed" if each.erased else "anonymised"
        click.echo(f"{each.kind.value:<16} older than {each.days:>5} days: {each.count} would be {what}")
    if not due:
        click.echo("there are no rules: everything is kept")


@retention.command()
def run() -> None:
    """Take it now, in small batches, as the server does."""
    total = 0
    with opened_desk() as desk:
        while taken := desk.do(service.run_due):
            total += taken
    click.echo(f"{total} gone")
