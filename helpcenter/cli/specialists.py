"""`helpcenter specialist`: the people who answer."""

from __future__ import annotations

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.people import Role
from helpcenter.services import people


@click.group()
def specialist() -> None:
    """The people who answer."""


@specialist.command()
@click.argument("email")
@click.option("--name", required=True, help="Name that customers see.")
@click.option("--locales", default="en", show_default=True, help="Languages they answer in, e.g. en,fr.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="specialist", show_default=True)
def add(email: str, name: str, locales: str, role: str) -> None:
    """Add a specialist, or change one."""
    with opened_desk() as desk:
        try:
            made = desk.do(people.put_specialist, email, name, tuple(locales.split(",")), Role(role))
        except ValueError as fault:
            raise click.ClickException(f"{email}: {fault}") from fault
    click.echo(f"{made.email}  {made.name}  {','.join(made.locales)}  {made.role.value}")


@specialist.command(name="list")
def list_() -> None:
    """List specialists."""
    with opened_desk() as desk:
        for found in desk.see(people.specialists):
            click.echo(f"{found.email}  {found.name}  {','.join(found.locales)}  {found.role.value}")
