"""The command line: one file per noun, loaded only when its command is called."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "answers": "answers:answers",
    "articles": "articles:articles",
    "ask": "answers:ask",
    "audit": "audit:audit",
    "backup": "backup:backup",
    "community": "community:community",
    "demo": "demo:demo",
    "doctor": "doctor:doctor",
    "export": "export:export",
    "letters": "letters:letters",
    "macros": "macros:macros",
    "mail": "mail:mail",
    "outbox": "outbox:outbox",
    "person": "people:person",
    "policy": "policy:policy",
    "reports": "reports:reports",
    "retention": "retention:retention",
    "restore": "backup:restore",
    "serve": "serve:serve",
    "site": "sites:site",
    "specialist": "specialists:specialist",
    "tickets": "tickets:tickets",
    "token": "tokens:token",
    "webhook": "webhooks:webhook",
}


class Rooms(click.Group):
    """A group that imports a command's room only when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the named command, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"helpcenter.cli.{module}"), name)
        return command


@click.command(cls=Rooms)
@click.version_option(package_name="helpcenter")
def main() -> None:
    """Helpcenter: a self-hosted help centre in one process."""
