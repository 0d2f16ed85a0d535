"""`helpcenter audit`: who changed what decides about others."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.text import harmless_line


@click.command()
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000), help="How many, the newest.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on (UTC).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def audit(limit: int, since: datetime | None, as_json: bool) -> None:
    """Print the audit log, the newest first: specialists, sites, secrets, credentials, erasures."""
    from helpcenter.services import audit as service

    with opened_desk() as desk:
        found = desk.see(service.log, limit=limit, since=since.replace(tzinfo=UTC) if since else None)
    if as_json:
        rows = [asdict(each) for each in found]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False, default=lambda at: at.isoformat()))
        return
    for each in found:
        data = " ".join(f"{name}={value}" for name, value in each.data.items())
        parts = (f"{each.at:%Y-%m-%d %H:%M} UTC", each.who or "operator", each.deed.value, each.subject, data)
        click.echo("  ".join(harmless_line(part) for part in parts).rstrip())
