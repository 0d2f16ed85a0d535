"""`helpcenter tickets`: everything that is done to tickets, for scripts, and the index by which they are found."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from helpcenter.cli import foreign_tickets
from helpcenter.cli.desk import opened_desk
from helpcenter.cli.ticket_lines import plain, ticket_line
from helpcenter.desk import Desk
from helpcenter.domain.documents import message_document, ticket_document
from helpcenter.domain.filters import parse
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Priority, Status, Ticket
from helpcenter.domain.triage import NOBODY, Change, Changed, tags_of
from helpcenter.domain.views import filtered

MOST_LISTED = 10_000
PAGE = 500

_json = click.option("--json", "as_json", is_flag=True, help="For programs.")
_as = click.option("--as", "email", required=True, envvar="HELPCENTER_AS", help="Who does it: a specialist's address.")
_ids = click.argument("ticket_ids", type=int, nargs=-1, required=True, metavar="TICKET...")


@click.group()
def tickets() -> None:
    """Tickets, by the same services as the terminal, and the index by which they are found."""


@tickets.command(name="list")
@click.option("--filter", "line", default="", help='Such as: status:open lang:fr,de sla<1h "exact words"')
@click.option("--limit", type=click.IntRange(1, MOST_LISTED), default=50, show_default=True)
@click.option("--as", "email", envvar="HELPCENTER_AS", help="Who asks: whom `assignee:me` means.")
@_json
def list_(line: str, limit: int, email: str | None, as_json: bool) -> None:
    """List tickets, last changed first."""
    from helpcenter.services import views

    with opened_desk() as desk:
        view = filtered(parse(line))
        me = _known(desk, email).id if email else 0
        found: list[Ticket] = []
        while len(found) < limit:
            before = (found[-1].updated_at, found[-1].id) if found else None
            page = desk.see(views.page, view, me, before=before, limit=min(PAGE, limit - len(found)))
            found += page
            if not page:
                break
    _print(found, as_json)


@tickets.command()
@click.argument("ticket_id", type=int, metavar="TICKET")
@_json
def show(ticket_id: int, as_json: bool) -> None:
    """Show a ticket with its whole timeline."""
    from helpcenter.services import conversations

    with opened_desk() as desk:
        found = desk.see(conversations.whole, ticket_id)
    messages = [message_document(message) for message in found.messages]
    if as_json:
        _dump(ticket_document(found.ticket) | {"messages": messages})
        return
    click.echo(ticket_line(found.ticket))
    for each in messages:
        click.echo("\n" + plain(f"{each['at']}  {each['kind']}  {each['author']}  {each['event'] or ''}").rstrip())
        for line in str(each["body"]).splitlines():
            click.echo(f"    {plain(line)}".rstrip())


@tickets.command()
@click.argument("ticket_id", type=int, metavar="TICKET")
@click.argument("text", default="-")
@click.option("--note", is_flag=True, help="Only the team sees it.")
@click.option("--status", type=click.Choice([each.value for each in Status if each is not Status.NEW]))
@_as
@_json
def reply(ticket_id: int, text: str, note: bool, status: str | None, email: str, as_json: bool) -> None:
    """Answer the customer; the text comes from standard input where it is absent or "-"."""
    from helpcenter.services import tickets as verbs

    body = sys.stdin.read() if text == "-" else text
    with opened_desk() as desk:
        wanted = Status(status) if status else None
        message = desk.do(verbs.reply, _known(desk, email), ticket_id, body, note=note, status=wanted)
    if as_json:
        _dump(message_document(message))
    else:
        click.echo(f"#{ticket_id}  {message.kind.value}  entry {message.seq}")


@tickets.command()
@_ids
@click.option("--to", required=True, help='A specialist\'s address, "me" or "none".')
@_as
@_json
def assign(ticket_ids: Sequence[int], to: str, email: str, as_json: bool) -> None:
    """Assign tickets."""

    def wanted(desk: Desk, me: Specialist) -> Change:
        known = {"none": NOBODY, "me": me.id}
        return Change(assignee_id=known[to] if to in known else _known(desk, to).id)

    _change(ticket_ids, wanted, email, as_json)


@tickets.command()
@_ids
@click.option("--solved", is_flag=True, help="Solved: the customer may reopen it.")
@_as
@_json
def close(ticket_ids: Sequence[int], solved: bool, email: str, as_json: bool) -> None:
    """Close tickets."""
    _change(ticket_ids, lambda *_: Change(status=Status.SOLVED if solved else Status.CLOSED), email, as_json)


@tickets.command()
@_ids
@click.option("--set", "status", required=True, type=click.Choice([each.value for each in Status]))
@_as
@_json
def status(ticket_ids: Sequence[int], status: str, email: str, as_json: bool) -> None:
    """Change the status of tickets."""
    _change(ticket_ids, lambda *_: Change(status=Status(status)), email, as_json)


@tickets.command()
@_ids
@click.option("--set", "line", required=True, help='Such as "billing vip -old".')
@_as
@_json
def tag(ticket_ids: Sequence[int], line: str, email: str, as_json: bool) -> None:
    """Add tags to tickets and remove some."""

    def wanted(*_: object) -> Change:
        added, removed = tags_of(line)
        return Change(add_tags=added, remove_tags=removed)

    _change(ticket_ids, wanted, email, as_json)


@tickets.command()
@_ids
@click.option("--set", "priority", required=True, type=click.Choice([each.value for each in Priority]))
@_as
@_json
def priority(ticket_ids: Sequence[int], priority: str, email: str, as_json: bool) -> None:
    """Change the priority of tickets."""
    _change(ticket_ids, lambda *_: Change(priority=Priority(priority)), email, as_json)


@tickets.command()
@_ids
@click.option("--until", help="A moment with its offset, such as 2026-12-01T09:00Z, or a length such as 4h or 2d.")
@click.option("--wake", is_flag=True, help="Bring them back now.")
@_as
@_json
def snooze(ticket_ids: Sequence[int], until: str | None, wake: bool, email: str, as_json: bool) -> None:
    """Put tickets aside until later."""
    from helpcenter.services import snoozes

    if wake == bool(until):
        raise click.UsageError("either --until or --wake is needed")
    moment = _moment(until) if until else None
    with opened_desk() as desk:
        me = _known(desk, email)
        found = [
            desk.do(snoozes.snooze, me, each, moment) if moment else desk.do(snoozes.wake, me, each)
            for each in ticket_ids
        ]
    _print(found, as_json)


@tickets.command()
def reindex() -> None:
    """Write the search index of all messages anew, in steps, while the desk goes on working."""
    from helpcenter.services import ticket_search

    with opened_desk() as desk:
        until, after, written = desk.do(ticket_search.begin_anew), 0, 0
        with click.progressbar(length=until, label="Messages", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            while (step := desk.do(ticket_search.reindex, after, until))[0]:
                bar.update(step[1] - after)
                written, after = written + step[0], step[1]
    click.echo(f"{written} messages indexed")


tickets.add_command(foreign_tickets.import_)


def _change(ids: Sequence[int], wanted: Callable[[Desk, Specialist], Change], email: str, as_json: bool) -> None:
    """Do one thing to tickets; exit code 1 when some of them are not there, after the others were changed."""
    from helpcenter.services import triage

    with opened_desk() as desk:
        me = _known(desk, email)
        outcome: Changed = desk.do(triage.change, me, ids, wanted(desk, me))
    _print(outcome.tickets, as_json)
    if outcome.refused:
        raise click.ClickException("not there: " + " ".join(f"#{each}" for each in outcome.refused))


def _known(desk: Desk, email: str) -> Specialist:
    from helpcenter.services import people

    return desk.see(people.specialist, email)


def _moment(text: str) -> datetime:
    """A moment with its offset, or a length from now."""
    spans = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    try:
        if text[-1:] in spans and text[:-1].isdecimal():
            return datetime.now(UTC) + timedelta(**{spans[text[-1]]: int(text[:-1])})
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        at = datetime.min
    if at.tzinfo is None:
        raise click.BadParameter("needs a moment with its offset or a length such as 4h", param_hint="--until")
    return at


def _print(found: Sequence[Ticket], as_json: bool) -> None:
    if as_json:
        _dump([ticket_document(ticket) for ticket in found])
    else:
        for ticket in found:
            click.echo(ticket_line(ticket))


def _dump(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
