"""`helpcenter tickets import --from zendesk …`: tickets of another help desk, from the files of its export."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.cli.ticket_lines import plain
from helpcenter.export_files import BadFile, records

if TYPE_CHECKING:
    from helpcenter.domain.foreign_tickets import Reader
    from helpcenter.domain.foreign_tickets.values import Aside, ForeignTicket
    from helpcenter.services.foreign_tickets import Brought

SOURCES = ("zendesk", "freshdesk", "chatwoot", "osticket", "freescout", "helpcenter")
OWN_FILES = ("ticket", "message", "contact", "specialist", "attachment")
BATCH = 50
EXAMPLES = 3


@click.command(name="import")
@click.argument(
    "paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option("--from", "source", required=True, type=click.Choice(SOURCES), help="Whose export the FILEs are.")
@click.option("--site", default="", help="Key of the site that the tickets belong to; by itself the oldest site.")
@click.option("--dry-run", is_flag=True, help="Only say what would come, and what would not fit.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(paths: tuple[Path, ...], source: str, site: str, dry_run: bool, as_json: bool) -> None:
    """Take in the tickets of another help desk, with everything that was said in them.

    The files are its JSON or CSV, in UTF-8; people and messages may be in files of their own, such as users.json. Of
    another Helpcenter it is the folder that `helpcenter export` wrote. Attachments come from the folders beside the
    files, attachments/ID/NAME; of those that are not there the address stays in the text: nothing is fetched.
    Nobody gets a letter. What came before does not come again. Times without an offset are read as UTC. What cannot
    be taken is named with its place, and the rest is taken in; the exit code is 1 then.
    """
    from helpcenter.domain.foreign_tickets import READERS
    from helpcenter.services import foreign_files, foreign_tickets, sites

    reader = READERS[source]
    files = tuple(file for path in paths for file in _files(path, source))
    folders = list(dict.fromkeys(file.parent for file in files))
    done, faults = foreign_tickets.Brought(), list[str]()
    with opened_desk() as desk:
        place = desk.see(sites.get, site) if site else desk.see(sites.first)
        kept, count = _aside(files, reader, faults)
        found = _tickets(files, reader, kept, done)
        bar = click.progressbar(length=count, label="Tickets", file=sys.stderr, hidden=not sys.stderr.isatty())
        with bar:
            while batch := list(islice(found, BATCH)):
                run = desk.see if dry_run else desk.do
                named = [each for _, each in batch]
                shelf = foreign_files.shelved(desk.settings, folders, named, dry_run=dry_run)
                _add(done, run(foreign_tickets.bring, source, place, batch, shelf, dry_run=dry_run))
                bar.update(len(batch))
    _report(_told(done, faults, dry_run), as_json)
    if faults or done.unfit:
        raise SystemExit(1)


def _files(path: Path, source: str) -> list[Path]:
    """A file itself; of a folder those files that tell of tickets."""
    if path.is_file():
        return [path]
    found = sorted(each for each in path.iterdir() if each.suffix.lower() in (".json", ".jsonl", ".csv"))
    if source == "helpcenter":
        found = [each for each in found if each.stem in OWN_FILES]
    if not found:
        raise click.ClickException(f"{path}: no files of {source} in it")
    return found


def _aside(files: tuple[Path, ...], reader: Reader, faults: list[str]) -> tuple[Aside, int]:
    """Read what tickets refer to, and count them."""
    from helpcenter.domain.foreign_tickets.values import Aside

    kept, count = Aside(), 0
    for file in files:
        try:
            for _, kind, record in records(file, reader.KINDS):
                count += kind == "tickets"
                if kind != "tickets":
                    reader.aside(kind, record, kept)
        except BadFile as fault:
            faults.append(str(fault))
    return kept, count


def _tickets(
    files: tuple[Path, ...], reader: Reader, kept: Aside, done: Brought
) -> Iterator[tuple[str, ForeignTicket]]:
    from helpcenter.domain.foreign_tickets.values import Unfit

    for file in files:
        try:
            for number, kind, record in records(file, reader.KINDS):
                if kind == "tickets":
                    place = f"{file.name}:{number}"
                    try:
                        yield place, reader.ticket(record, kept)
                    except Unfit as fault:
                        done.unfit.append((place, str(fault)))
        except BadFile:
            continue  # told when it was read for the first time


def _add(done: Brought, more: Brought) -> None:
    done.tickets += more.tickets
    done.messages += more.messages
    done.files += more.files
    done.known += more.known
    done.unfit += more.unfit
    done.lost += more.lost


def _told(done: Brought, faults: list[str], dry_run: bool) -> dict[str, Any]:
    return {
        "tickets": done.tickets,
        "messages": done.messages,
        "files": done.files,
        "known": done.known,
        "not_taken": _gathered(done.unfit),
        "left_out": _gathered(done.lost),
        "faults": faults,
        "dry_run": dry_run,
    }


def _gathered(told: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Say each thing once, with how often it is and where for example; the most frequent first."""
    places: dict[str, list[str]] = {}
    for place, what in told:
        places.setdefault(what, []).append(place)
    each = sorted(places.items(), key=lambda item: -len(item[1]))
    return [{"what": what, "count": len(where), "such_as": where[:EXAMPLES]} for what, where in each]


def _report(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    would = "would be taken in" if told["dry_run"] else "taken in"
    counts = f"{told['tickets']} tickets with {told['messages']} messages and {told['files']} files"
    click.echo(f"{counts} {would}, {told['known']} are here already")
    for name, head in (("not_taken", "not taken in"), ("left_out", "left out")):
        for each in told[name]:
            click.echo(plain(f"{head}: {each['count']} × {each['what']} ({', '.join(each['such_as'])})"), err=True)
    for fault in told["faults"]:
        click.echo(plain(fault), err=True)
