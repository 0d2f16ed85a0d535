"""`helpcenter reports`: the figures of some days, for people, programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.reports import Asked, By, Report
from helpcenter.domain.text import harmless_line

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--from", "start", type=_DAY, help="The first day; by itself 29 days before the last one.")
@click.option("--to", "end", type=_DAY, help="The last day; by itself today.")
@click.option("--by", type=click.Choice([by.value for by in By]), default="day", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with what each figure counts.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV; no cell can be taken for a formula.")
def reports(start: datetime | None, end: datetime | None, by: str, as_json: bool, as_csv: bool) -> None:
    """Say how quickly we answered and solved, what waits, which promises were kept, how we were rated."""
    from helpcenter.services import reports as service

    with opened_desk() as desk:
        last = end.date() if end else desk.see(service.today)
        asked = Asked(start.date() if start else last - timedelta(days=29), last, By(by))
        found = desk.see(service.report, asked)
    if as_json:
        click.echo(json.dumps(found.document(), indent=2, ensure_ascii=False))
    elif as_csv:
        click.echo(csv_text(found), nl=False)
    else:
        click.echo("\n".join(_said(found)))


def csv_text(report: Report) -> str:
    """Return a report as CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerows(report.table())
    return out.getvalue()


def _said(report: Report) -> Iterator[str]:
    asked = report.asked
    yield f"{asked.start} to {asked.end} ({report.zone}), by {asked.by}"
    heading = ("", "opened", "replied", "median", "solved", "median", "kept", "broken", "rated", "open", "deflected")
    yield _line(*heading)
    for group in report.groups:
        if asked.by is not By.DAY or not group.figures.is_empty:
            yield _line(harmless_line(group.label)[:24] or "none", *_cells(group.figures.record()))
    yield _line("total", *_cells(report.total.record()))


def _cells(record: dict[str, int | float | None]) -> list[str]:
    average, deflected = record["rating_average"], record["deflection_share"]
    return [
        *(str(record["opened"]), str(record["answered"]), _span(record["first_reply_median_seconds"])),
        *(str(record["solved"]), _span(record["solve_median_seconds"])),
        *(str(record["promises_kept"]), str(record["promises_broken"])),
        *("" if average is None else f"{average:.2f}", str(record["backlog"])),
        "" if deflected is None else f"{deflected:.0%}",
    ]


def _span(seconds: float | None) -> str:
    """Hours and minutes."""
    return "" if seconds is None else f"{int(seconds) // 3600}:{int(seconds) % 3600 // 60:02}"


def _line(first: str, *others: str) -> str:
    return f"{first:<24}" + "".join(f"{each:>10}" for each in others)
