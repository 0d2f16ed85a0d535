"""`helpcenter person`: everything that is held of somebody, given out or taken away."""

from __future__ import annotations

import json
from typing import IO

import click

from helpcenter.cli.desk import opened_desk


@click.group()
def person() -> None:
    """Everything that is held of somebody: given out, or taken away for good."""


@person.command()
@click.argument("email")
@click.option("--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Write to this file.")
def export(email: str, output: IO[str]) -> None:
    """Print all that is held of an address as JSON: a list with one entry a site."""
    from helpcenter.services import personal_data

    with opened_desk() as desk:
        found = desk.see(personal_data.of_address, email)
    output.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


@person.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def erase(email: str, yes: bool, as_json: bool) -> None:
    """Take away for good all that is held of an address. Shells of tickets stay, without texts, so that counts hold."""
    from helpcenter.services import attachments, erasures

    if not yes:
        click.confirm(f"Erase all that is held of {email}? Nothing brings it back, but a backup", abort=True, err=True)
    with opened_desk() as desk:
        gone = desk.do(erasures.erase, email)
        desk.see(attachments.sweep_these, gone.hashes)
    counts = {
        "contacts": gone.contacts,
        "tickets": gone.tickets,
        "messages": gone.messages,
        "questions": gone.questions,
        "files": gone.files,
        "mails": gone.mails,
        "letters_and_proofs": gone.other,
    }
    if as_json:
        click.echo(json.dumps(counts))
        return
    click.echo("erased: " + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()))
