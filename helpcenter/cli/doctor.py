"""`helpcenter doctor`: what is wrong, and how to mend it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

MARKS = {"ok": "  ok ", "warning": "warn ", "fault": "FAULT"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: area, level, said, mend.")
@click.option("--send-test", metavar="ADDRESS", help="Send one test mail to this address as well.")
def doctor(as_json: bool, send_test: str | None) -> None:
    """Look at settings, store, mail servers and DNS; say each fault and its mend.

    Changes nothing and sends nothing unless told to. Ends with 1 when there is a fault; a warning is none.
    """
    from helpcenter.doctor import Finding, Level, examined

    def findings() -> Iterator[Finding]:
        yield from examined()
        if send_test:
            from helpcenter.config import load
            from helpcenter.doctor.smtp import send_test as send

            yield send(load(), send_test)

    logging.getLogger("alembic").setLevel(logging.WARNING)
    counts = dict.fromkeys(Level, 0)
    for found in findings():
        counts[found.level] += 1
        click.echo(json.dumps(asdict(found)) if as_json else _line(found.area, found.level, found.said, found.mend))
    if not as_json:
        click.echo(f"{counts[Level.FAULT]} faults, {counts[Level.WARNING]} warnings")
    sys.exit(1 if counts[Level.FAULT] else 0)


def _line(area: str, level: str, said: str, mend: str) -> str:
    from helpcenter.domain.text import harmless_line

    line = f"{MARKS[level]}  {area:<8}  {harmless_line(said)}"
    return f"{line}\n{'':17}-> {harmless_line(mend)}" if mend else line
