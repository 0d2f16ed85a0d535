"""`helpcenter outbox`: what leaves the house, and what could not."""

from __future__ import annotations

import click

from helpcenter.channels import channel_for
from helpcenter.cli.desk import opened_desk, plain_faults
from helpcenter.config import load
from helpcenter.courier import Courier
from helpcenter.factory import create_app, desk_of
from helpcenter.messenger import Messenger
from helpcenter.rendering import LetterWriter
from helpcenter.services import deliveries


@click.group()
def outbox() -> None:
    """Mail on its way out."""


@outbox.command(name="list")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
def list_(limit: int) -> None:
    """List the latest deliveries, newest first."""
    with opened_desk() as desk:
        for found in desk.see(deliveries.recent, limit):
            ticket = f"#{found.letter.ticket_id}" if found.letter.ticket_id else "-"
            line = f"{found.id:>6}  {found.state.value:<8} {found.attempts:>2}  {found.next_at:%Y-%m-%d %H:%M}Z"
            click.echo(f"{line}  {found.letter.name:<16} {ticket:<8} {found.letter.to}")
            if found.error:
                click.echo(f"        {' '.join(found.error.split())[:200]!r}")


@outbox.command()
@click.argument("delivery_id", type=int)
def retry(delivery_id: int) -> None:
    """Put a held or dead delivery back into the queue."""
    with opened_desk() as desk:
        if not desk.do(deliveries.retry, delivery_id):
            raise click.ClickException(f"delivery {delivery_id} is neither held nor dead")
    click.echo(f"delivery {delivery_id} is in the queue again")


@outbox.command()
@click.argument("delivery_id", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="Everything that waits.")
def hold(delivery_id: int | None, every: bool) -> None:
    """Keep a delivery back until it is retried or released."""
    if (delivery_id is None) is not every:
        raise click.UsageError("give either a delivery's number or --all")
    with opened_desk() as desk:
        if delivery_id is None:
            click.echo(f"{desk.do(deliveries.hold_all)} held")
        elif not desk.do(deliveries.hold, delivery_id):
            raise click.ClickException(f"delivery {delivery_id} does not wait in the queue")
        else:
            click.echo(f"delivery {delivery_id} is held")


@outbox.command()
def release() -> None:
    """Put everything that is held back into the queue, as after a restore."""
    with opened_desk() as desk:
        click.echo(f"{desk.do(deliveries.release_all)} in the queue again")


@outbox.command()
@click.option("--once", is_flag=True, required=True, help="Carry what is due now, then end (for cron).")
def run(once: bool) -> None:
    """Carry mail, and messages to webhooks, without the server."""
    with plain_faults():
        settings = load()
        channel = channel_for(settings)
        if channel is None:
            raise click.ClickException("smtp_url is not set, so mail waits")
        app = create_app(settings, say=lambda line: click.echo(line, err=True))
        desk = desk_of(app)
        try:
            tried = Courier(desk, LetterWriter(app, settings), channel).carry_due() + Messenger(desk).carry_due()
        finally:
            desk.close()
    click.echo(f"{tried} tried")
