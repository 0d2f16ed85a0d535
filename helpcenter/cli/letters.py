"""`helpcenter letters`: who a site's letters are from, and who signs them."""

from __future__ import annotations

from collections.abc import Mapping

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.letterheads import ANY_LANGUAGE
from helpcenter.services import letterheads, people


@click.group()
def letters() -> None:
    """Senders and signatures of letters."""


@letters.command()
@click.argument("site")
@click.option("--address", help='Sender address of this site\'s letters; "" for that of the settings.')
@click.option("--name", help='Name beside it; "" for that of the settings.')
def sender(site: str, address: str | None, name: str | None) -> None:
    """Show or set who the letters of SITE (its key) are from."""
    with opened_desk() as desk:
        found = desk.see(letterheads.of_site, site)
        if address is not None or name is not None:
            wanted = (found.address if address is None else address, found.name if name is None else name)
            found = desk.do(letterheads.set_sender, site, *wanted)
        settings = desk.settings
    click.echo(f"{found.name or settings.team_name} <{found.address or settings.mail_from}>")


@letters.command()
@click.argument("who")
@click.argument("text", required=False)
@click.option("--locale", default=ANY_LANGUAGE, help="Only for letters in this language.")
def sign(who: str, text: str | None, locale: str) -> None:
    """Show or set the signature of WHO: a site's key or a specialist's address. An empty TEXT removes it."""
    with opened_desk() as desk:
        if "@" in who:
            specialist = desk.see(people.specialist, who)
            found = desk.see(letterheads.of_specialist, specialist)
            if text is not None:
                found = desk.do(letterheads.sign_specialist, specialist, locale, text)
        else:
            found = desk.see(letterheads.of_site, who).signatures
            if text is not None:
                found = desk.do(letterheads.sign_site, who, locale, text).signatures
    _print(found)


def _print(signatures: Mapping[str, str]) -> None:
    for locale, text in sorted(signatures.items()):
        click.echo(f"[{locale or 'all'}]\n{text}\n")
