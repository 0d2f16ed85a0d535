"""Mail by pipe: `helpcenter mail receive`, with the exit codes that mail servers understand (sysexits)."""

from __future__ import annotations

from typing import BinaryIO

import click

from helpcenter.config import load
from helpcenter.domain.mailroom import MAX_FAILURES, PIPE, Place, Verdict
from helpcenter.factory import create_desk
from helpcenter.reception import take as receive

EX_OK = 0
EX_DATAERR = 65
EX_TEMPFAIL = 75


def take(source: BinaryIO, site: str) -> int:
    """Receive one mail and return the exit code. Whatever is wrong on our side is a passing fault to the sender's."""
    try:
        settings = load()
        most = settings.mail_max_megabytes * 1024 * 1024
        raw = source.read(most + 1)
        if not raw.strip() or len(raw) > most:
            click.echo("the mail is empty or larger than mail_max_megabytes", err=True)
            return EX_DATAERR
        desk = create_desk(settings, say=lambda line: click.echo(line, err=True))
        try:
            for _ in range(MAX_FAILURES):
                entry = receive(desk, Place(f"{PIPE}:{site}" if site else PIPE), raw)
                if entry.verdict is not Verdict.FAILING:
                    break
        finally:
            desk.close()
    except Exception as fault:
        click.echo(f"come again: {type(fault).__name__}: {' '.join(str(fault).split())[:500]}", err=True)
        return EX_TEMPFAIL
    ticket = f" #{entry.ticket_id}" if entry.ticket_id else ""
    click.echo(f"mail {entry.id}: {entry.verdict}{ticket}")
    return EX_OK
