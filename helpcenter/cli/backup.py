"""`helpcenter backup` and `helpcenter restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from helpcenter import backup as archives
from helpcenter.cli.desk import opened_desk, plain_faults
from helpcenter.config import load
from helpcenter.services import deliveries
from helpcenter.store.lock import holder


@click.command()
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.option("--files-only", is_flag=True, help="Only attachments and keys: the store is copied by its own tool.")
def backup(target: Path | None, files_only: bool) -> None:
    """Write store, attachments and keys into one tar archive, also while the server runs.

    Without TARGET it goes into `backups` in the data folder. It holds everything, the secret key too: keep it safe.
    """
    with plain_faults():
        settings = load()
        target = target or settings.data_dir / "backups" / f"helpcenter-{datetime.now(UTC):%Y%m%dT%H%M%S}.tar"
        try:
            made = archives.make(settings, target, files_only=files_only)
        except (archives.BackupFault, OSError) as fault:
            raise click.ClickException(str(fault)) from fault
    click.echo(f"{target}: store {made['store']}, {made['files']} files, {target.stat().st_size} bytes")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(source: Path) -> None:
    """Bring a backup back into an empty data folder. Nothing is sent until the outbox is released.

    What had gone out after the backup was made nobody knows any more, so all that waits is held: look at
    `helpcenter outbox list`, then `helpcenter outbox release`.
    """
    with plain_faults():
        settings = load()
        if process := holder(settings):
            raise click.ClickException(f"process {process} serves this data: stop it first")
        try:
            made = archives.take_back(settings, source)
        except archives.BackupFault as fault:
            raise click.ClickException(str(fault)) from fault
    with opened_desk() as desk:
        held = desk.do(deliveries.hold_all, under_way=True)
    click.echo(f"restored what was kept at {made['made_at']}; {held} letters are held")
    if made["store"] == "none":
        click.echo("it holds no store: bring that back by pg_restore, then `helpcenter outbox hold --all`", err=True)
