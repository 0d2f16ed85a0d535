"""`helpcenter serve`: pages, live streams and the courier in one process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import click

from helpcenter.cli.desk import plain_faults
from helpcenter.config import Settings, load
from helpcenter.server import AddressTakenError
from helpcenter.server import serve as run
from helpcenter.store.lock import AlreadyServedError


@click.command()
@click.option("--host", help="Address to listen on, instead of the configured one.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes any that is free.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the help centre until SIGTERM or Ctrl-C."""
    given: dict[str, Any] = {"host": host, "port": port}
    with plain_faults():
        serve_plainly(load(**{name: value for name, value in given.items() if value is not None}))


def serve_plainly(settings: Settings, greet: Callable[[Settings], None] | None = None) -> None:
    """Serve, telling the operator what they need to know, or letting `greet` do so. Refusals end it with one line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        run(settings, say=lambda line: click.echo(line, err=True), ready=greet or _greet)
    except (AlreadyServedError, AddressTakenError) as fault:
        raise click.ClickException(str(fault)) from fault


def _greet(settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"Help centre   {settings.public_url}/")
    if settings.public_url != f"http://{host}:{settings.port}":
        click.echo(f"Listening on  http://{host}:{settings.port}")
    if not settings.smtp_url:
        mail = f"kept in {settings.data_dir / 'mail'}" if settings.demo else "waits until smtp_url is set"
        click.echo(f"Mail          {mail}")
