"""`helpcenter macros`: saved replies, in and out of a file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.cli.ticket_lines import plain
from helpcenter.domain.macro_files import macro_document, macros_of
from helpcenter.domain.macros import Macro


@click.group()
def macros() -> None:
    """Saved replies with variables and actions, in several languages."""


@macros.command(name="list")
def list_() -> None:
    """List macros: name, languages, what becomes of the ticket."""
    from helpcenter.services import macros as verbs

    with opened_desk() as desk:
        for macro in desk.see(verbs.every):
            click.echo(plain(f"{macro.name}  {','.join(macro.texts)}  {_actions(macro)}").rstrip())


@macros.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(file: Path) -> None:
    """Take in the macros of a TOML or JSON file; those of the same names are replaced. All of them, or none."""
    from helpcenter.services import macros as verbs

    with opened_desk() as desk:
        try:
            text = file.read_text(encoding="utf-8")
            document = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
        except (OSError, ValueError) as fault:
            raise click.ClickException(f"{file.name}: {fault}") from fault
        kept = desk.do(verbs.put_all, macros_of(document))
    click.echo(f"{len(kept)} {'macro' if len(kept) == 1 else 'macros'}")


@macros.command()
def export() -> None:
    """Write all macros as JSON that `import` takes."""
    from helpcenter.services import macros as verbs

    with opened_desk() as desk:
        found = [macro_document(macro) for macro in desk.see(verbs.every)]
    click.echo(json.dumps({"macro": found}, ensure_ascii=False, indent=2))


@macros.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove a macro."""
    from helpcenter.services import macros as verbs

    with opened_desk() as desk:
        desk.do(verbs.remove, name)
    click.echo(f"{name} is gone")


def _actions(macro: Macro) -> str:
    change = macro.change
    parts = [each.value for each in (change.status, change.priority) if each]
    parts += [f"+{tag}" for tag in change.add_tags] + [f"-{tag}" for tag in change.remove_tags]
    return " ".join([*parts, *(["me"] if macro.to_me else [])])
