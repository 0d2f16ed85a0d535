"""`helpcenter answers questions`: what was asked, what has no answer, and what to write next."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.text import harmless_line

if TYPE_CHECKING:
    from helpcenter.services.question_reports import QuestionReport

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class Span(click.ParamType[timedelta]):
    """A time before now: a number and h, d or w."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the span, or end with a sentence that says how one is written."""
        found = re.fullmatch(r"([0-9]{1,4})([hdw])", str(value).strip().lower())
        if not found or int(found[1]) == 0:
            self.fail(f"{value!r} is no time: write 24h, 30d or 8w", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


@click.command()
@click.option("--since", default="30d", show_default=True, type=Span(), help="How far back: 24h, 30d, 8w.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 500), help="How many groups.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def questions(since: timedelta, limit: int, as_json: bool) -> None:
    """Say what was asked: questions without an answer, articles that did not help, deflection."""
    from helpcenter.services import question_reports

    with opened_desk() as desk:
        found = desk.see(question_reports.report, since, limit)
    if as_json:
        click.echo(json.dumps(asdict(found), indent=2, ensure_ascii=False, default=lambda at: at.isoformat()))
    else:
        click.echo("\n".join(_said(found)))


def _said(found: QuestionReport) -> Iterator[str]:
    counted = found.deflection
    yield f"{counted.asked} questions of {found.people} people since {found.since:%Y-%m-%d %H:%M} UTC"
    if not found.complete:
        yield "There was more; only the newest questions and votes are counted."
    share = f" ({counted.deflected / counted.decided:.0%})" if counted.decided else ""
    yield f"{counted.decided} decided: {counted.read} read, {counted.contacted} contacted us"
    yield f"{counted.deflected} deflected{share}. {found.definition}"
    yield "\nWithout an answer, by people:"
    for group in found.unanswered:
        yield f"{group.people:5}  [{group.locale}]  {harmless_line(group.wordings[0])[:100]}"
        yield from (f"              also: {harmless_line(each)[:100]}" for each in group.wordings[1:3])
    yield "\nArticles that did not help, by people (said no, contacted us after reading, said yes):"
    for each in found.articles:
        why = ", ".join(f"{reason} {count}" for reason, count in each.reasons)
        title = harmless_line(each.shown.title)
        counts = f"{each.people:5} {f'({each.said_no}, {each.contacted}, {each.said_yes})':14}"
        yield f"{counts}  [{each.shown.locale}]  {title}{f'  ({why})' if why else ''}"
        yield from (f"              said: {harmless_line(said)[:100]}" for said in each.comments[:3])
