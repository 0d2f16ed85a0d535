"""`helpcenter token`: programs that use the API."""

from __future__ import annotations

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.api_tokens import ApiRight
from helpcenter.domain.text import harmless_line
from helpcenter.services import api_tokens


@click.group()
def token() -> None:
    """Programs that use the API (`/api/v1`), each with a token of its own."""


@token.command()
@click.argument("name")
@click.option("--as", "email", required=True, metavar="EMAIL", help="The specialist in whose name it acts.")
@click.option(
    "--right", "wanted", multiple=True, required=True, type=click.Choice([right.value for right in ApiRight]),
    help="What it may do; several may be given.",
)  # fmt: skip
def add(name: str, email: str, wanted: tuple[str, ...]) -> None:
    """Make a token for a program; it is shown once."""
    with opened_desk() as desk:
        click.echo(desk.do(api_tokens.add, name, email, wanted))


@token.command(name="list")
def list_() -> None:
    """List tokens: number, last use, whose, rights, name."""
    with opened_desk() as desk:
        for each in desk.see(api_tokens.every):
            used = f"used {each.used_at:%Y-%m-%d}" if each.used_at else "never used"
            rights = " ".join(each.rights)
            click.echo(f"{each.id:>4}  {used:<15}  {each.specialist.email}  {rights}  {harmless_line(each.name)}")


@token.command()
@click.argument("token_id", type=int)
def remove(token_id: int) -> None:
    """Make a token worthless."""
    with opened_desk() as desk:
        found = desk.do(api_tokens.remove, token_id)
    click.echo(f"{harmless_line(found.name)}: the token is worth nothing any more")
