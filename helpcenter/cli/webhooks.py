"""`helpcenter webhook`: other programs that are told what happens."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.webhooks import TEST_EVENT, Event, new_id, signed_headers
from helpcenter.services import webhooks


@click.group()
def webhook() -> None:
    """Other programs that are told what happens. `helpcenter outbox` lists and retries what could not be told."""


@webhook.command()
@click.argument("url")
@click.option(
    "--event", "events", multiple=True, type=click.Choice([event.value for event in Event]),
    help="What to tell it; everything when none is named.",
)  # fmt: skip
def add(url: str, events: tuple[str, ...]) -> None:
    """Tell an address of events; prints the secret that its messages are signed with."""
    with opened_desk() as desk:
        made = desk.do(webhooks.add, url, events)
    click.echo(f"id:     {made.id}\nsecret: {made.secret}\nevents: {' '.join(made.events)}")


@webhook.command(name="list")
def list_() -> None:
    """List webhooks."""
    with opened_desk() as desk:
        for found in desk.see(webhooks.every):
            click.echo(f"{found.id:>4}  {found.created_at:%Y-%m-%d}  {found.url}  {' '.join(found.events)}")


@webhook.command()
@click.argument("webhook_id", type=int)
def remove(webhook_id: int) -> None:
    """Tell an address no more, nor of what waits for it."""
    with opened_desk() as desk:
        found = desk.do(webhooks.remove, webhook_id)
    click.echo(f"{found.url} is told no more")


@webhook.command()
@click.argument("webhook_id", type=int)
def test(webhook_id: int) -> None:
    """Send one test message now, and say what came of it."""
    from helpcenter.channels import NotTaken
    from helpcenter.channels.webhook import post

    with opened_desk() as desk:
        found, now = desk.see(webhooks.get, webhook_id), datetime.now(UTC)
        body = webhooks.written(TEST_EVENT, now.isoformat(), {})
        began = time.perf_counter()
        try:
            status = post(
                found.url,
                signed_headers(found.secret, new_id(), now, body),
                body,
                private=desk.settings.webhook_private,
            )
        except NotTaken as fault:
            raise click.ClickException(f"{found.url}: {fault}") from fault
    click.echo(f"{found.url} answered {status} in {(time.perf_counter() - began) * 1000:.0f} ms")
