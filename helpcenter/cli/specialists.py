"""`helpcenter specialist`: the people who answer."""

from __future__ import annotations

import sys

import click

from helpcenter import passes
from helpcenter.cli.desk import opened_desk
from helpcenter.domain.people import Role
from helpcenter.domain.text import harmless_line
from helpcenter.services import credentials, departures, people


@click.group()
def specialist() -> None:
    """The people who answer."""


@specialist.command()
@click.argument("email")
@click.option("--name", required=True, help="Name that customers see.")
@click.option("--locales", default="", help="Languages they answer in, e.g. en,fr. Default: as before, else en.")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="Default: as before, else specialist.")
def add(email: str, name: str, locales: str, role: str | None) -> None:
    """Add a specialist, or change one."""
    spoken = tuple(part.strip() for part in locales.split(",") if part.strip())
    with opened_desk() as desk:
        known = desk.see(people.known_specialist, email)
        spoken = spoken or (known.locales if known else ("en",))
        wanted = Role(role) if role else known.role if known else Role.SPECIALIST
        try:
            made = desk.do(people.put_specialist, email, name, spoken, wanted)
        except ValueError as fault:
            raise click.ClickException(f"{email}: {fault}") from fault
    click.echo(f"{made.email}  {made.name}  {','.join(made.locales)}  {made.role.value}")


@specialist.command(name="list")
def list_() -> None:
    """List specialists."""
    with opened_desk() as desk:
        for found in desk.see(people.specialists):
            click.echo(f"{found.email}  {found.name}  {','.join(found.locales)}  {found.role.value}")


@specialist.command()
@click.argument("email")
def remove(email: str) -> None:
    """Let a specialist leave: their tickets and calls are the team's, no password or token works; their words stay."""
    with opened_desk() as desk:
        given_back = desk.do(departures.leave, email)
    click.echo(f"{email}: removed; {given_back} unfinished tickets are nobody's now")


@specialist.command()
@click.argument("email")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read it from standard input instead of asking.")
def password(email: str, from_stdin: bool) -> None:
    """Set a specialist's password for the terminal (at least 12 characters)."""
    if from_stdin:
        given = sys.stdin.readline().rstrip("\n")
    else:
        given = str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    with opened_desk() as desk:
        desk.do(credentials.set_password, email, given)
    click.echo(f"{email}: the password is set")


@specialist.command()
@click.argument("email")
@click.option("--name", default="", help="What it is for, such as a machine's name.")
@click.option("--keep", is_flag=True, help="Keep it for this user of this machine: helpdesk then opens by itself.")
def token(email: str, name: str, keep: bool) -> None:
    """Make a personal token by which a specialist opens the terminal; it is shown once."""
    with opened_desk() as desk:
        made = desk.do(credentials.new_token, email, name)
        file = passes.keep(desk.settings.database_url, made) if keep else None
    click.echo(f"kept in {file}" if file else made)


@specialist.command()
@click.argument("email")
def tokens(email: str) -> None:
    """List a specialist's tokens."""
    with opened_desk() as desk:
        for each in desk.see(credentials.tokens, email):
            used = f"used {each.used_at:%Y-%m-%d}" if each.used_at else "never used"
            click.echo(f"{each.id}  {each.created_at:%Y-%m-%d}  {used}  {harmless_line(each.name)}".rstrip())


@specialist.command()
@click.argument("email")
@click.argument("token_id", type=int, required=False)
def revoke(email: str, token_id: int | None) -> None:
    """Make one token worthless, or all of a specialist's."""
    with opened_desk() as desk:
        count = desk.do(credentials.revoke, email, token_id)
    click.echo(f"{count} revoked")
