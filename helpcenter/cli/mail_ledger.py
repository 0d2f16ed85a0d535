"""The mail ledger on the command line: listed, shown, replayed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

import click

from helpcenter import reception
from helpcenter.cli.desk import opened_desk
from helpcenter.domain.mailroom import Entry, Verdict
from helpcenter.domain.text import harmless_line
from helpcenter.mail_reading import answer
from helpcenter.services import mailboxes, mailroom
from helpcenter.services.mail_arrival import Unreadable


def print_ledger(as_json: bool, verdicts: tuple[str, ...], limit: int) -> None:
    """Print lines of the ledger, newest first, for people or as JSON."""
    try:
        wanted = [Verdict(each) for each in verdicts]
    except ValueError as fault:
        raise click.BadParameter(f"{fault}; known are {', '.join(Verdict)}", param_hint="--verdict") from fault
    with opened_desk() as desk:
        for entry in desk.see(mailroom.ledger, wanted, limit):
            click.echo(json.dumps(plain(entry)) if as_json else line(entry))


def print_mail(entry_id: int, raw: bool) -> None:
    """Print a mail as JSON, or its bytes as they came."""
    with opened_desk() as desk:
        entry = desk.see(mailroom.get, entry_id)
        if raw:
            sys.stdout.buffer.write(reception.raw(desk, entry))
            return
        read = json.loads(answer(reception.raw(desk, entry))) if entry.kept else None
        click.echo(json.dumps(plain(entry) | {"mail": read}, indent=2))


def replay_mail(entry_id: int) -> None:
    """Receive a mail anew and print its line."""
    with opened_desk() as desk:
        try:
            click.echo(line(reception.replay(desk, entry_id)))
        except Unreadable as fault:
            raise click.ClickException(f"mail {entry_id} cannot be read: {fault}") from fault


def line(entry: Entry) -> str:
    """One line of the ledger for people; nothing in it acts on a terminal."""
    ticket = f"#{entry.ticket_id}" if entry.ticket_id else "-"
    place = entry.place.mailbox if entry.place.uid is None else f"{entry.place.mailbox}/{entry.place.uid}"
    what = f"{harmless_line(entry.sender)[:40]}  {harmless_line(entry.subject)[:60]}"
    reason = f"  ({harmless_line(entry.reason)[:200]})" if entry.reason else ""
    return (
        f"{entry.id:>6}  {entry.received_at:%Y-%m-%d %H:%M}Z  {entry.verdict:<11} {ticket:<8} {place}  {what}{reason}"
    )


def plain(entry: Entry) -> dict[str, Any]:
    """The same as JSON takes it; times are ISO 8601 in UTC."""
    return {
        "id": entry.id,
        "mailbox": entry.place.mailbox,
        "folder": entry.place.folder,
        "uidvalidity": entry.place.uidvalidity,
        "uid": entry.place.uid,
        "sha256": entry.digest,
        "size": entry.size,
        "message_id": entry.message_id,
        "sender": entry.sender,
        "subject": entry.subject,
        "verdict": entry.verdict.value,
        "reason": entry.reason,
        "ticket": entry.ticket_id,
        "attempts": entry.attempts,
        "received_at": entry.received_at.isoformat(),
    }


def collect_once() -> None:
    """Collect each mailbox once and print how many mails came."""
    from helpcenter.channels.imap import MailboxFault
    from helpcenter.collector import Collector

    with opened_desk() as desk:
        if not desk.settings.mailboxes:
            raise click.ClickException("there are no [[mailboxes]] in the settings")
        faults = 0
        for box in desk.settings.mailboxes:
            try:
                click.echo(f"{box.name}: {Collector(desk).collect(box)} mails")
            except MailboxFault as fault:
                faults += 1
                click.echo(f"{box.name}: {harmless_line(str(fault))}", err=True)
        if faults:
            raise click.ClickException(f"{faults} mailboxes could not be collected")


def print_mailboxes(as_json: bool) -> None:
    """Print what the last look at each mailbox said."""
    with opened_desk() as desk:
        for state in desk.see(mailboxes.states):
            checked = f"{state.checked_at:%Y-%m-%d %H:%M}Z" if state.checked_at else "never"
            if as_json:
                values = asdict(state) | {"gap": state.gap, "checked_at": state.checked_at and checked}
                click.echo(json.dumps(values))
                continue
            counts = f"{state.on_server} on the server, {state.accounted} accounted for, {state.gap} not"
            fault = f"  ({harmless_line(state.fault)})" if state.fault else ""
            click.echo(f"{state.name:<20} {checked}  {counts}{fault}")
