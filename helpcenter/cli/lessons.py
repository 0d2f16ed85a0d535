"""`helpcenter answers lessons`: what people said answered a question, for an editor to approve or remove."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.text import harmless_line

if TYPE_CHECKING:
    from helpcenter.store.lessons import Lesson

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def lessons() -> None:
    """Questions that people said an article answered."""


@lessons.command(name="list")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@JSON
def list_(limit: int, as_json: bool) -> None:
    """Show the newest lessons, with how many people said so."""
    from helpcenter.services import lessons as service

    with opened_desk() as desk:
        found = desk.see(service.listed, limit)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
        return
    for one in found:
        asked = harmless_line(one.question)
        click.echo(f"{one.id:6}  {one.state.value:8} {one.people:3} people  {one.document:16} {asked}")


@lessons.command()
@click.argument("lesson", type=int)
@JSON
def approve(lesson: int, as_json: bool) -> None:
    """Learn a lesson at once."""
    from helpcenter.services import lessons as service

    with opened_desk() as desk:
        _told(desk.do(service.approve, lesson), as_json)


@lessons.command()
@click.argument("lesson", type=int)
@JSON
def remove(lesson: int, as_json: bool) -> None:
    """Take a lesson out for good."""
    from helpcenter.services import lessons as service

    with opened_desk() as desk:
        _told(desk.do(service.remove, lesson), as_json)


def _told(lesson: Lesson, as_json: bool) -> None:
    click.echo(json.dumps(asdict(lesson), indent=2, ensure_ascii=False) if as_json else lesson.state.value)
