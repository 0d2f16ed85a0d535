"""`helpcenter site`: apps and websites that embed the widget."""

from __future__ import annotations

import json

import click

from helpcenter import loader
from helpcenter.cli.desk import opened_desk
from helpcenter.config import Settings
from helpcenter.services import sites

pinning = click.option("--sri", is_flag=True, help="A tag for just this version of the script, checked by its hash.")


@click.group()
def site() -> None:
    """Apps and websites that embed the widget."""


@site.command()
@click.argument("name")
@click.option(
    "--origin", "origins", multiple=True, required=True, help="Origin that may embed it, e.g. https://app.example.com"
)
@click.option("--locale", help="Language used when nothing better is known.")
@pinning
def add(name: str, origins: tuple[str, ...], locale: str | None, sri: bool) -> None:
    """Add a site and print its key, its signing secret and the tag to embed."""
    with opened_desk() as desk, desk.work() as work:
        made = sites.add(work, name, origins, locale=locale)
        secret = sites.secrets_of(work, made)[0]
        settings = desk.settings
    click.echo(f"key:    {made.key}\nkid:    {secret.kid}\nsecret: {secret.key}")
    click.echo(f"tag:    {_tag(settings, made.key, sri)}")


@site.command()
@click.argument("key")
@pinning
def tag(key: str, sri: bool) -> None:
    """Print the tag that embeds a site's widget."""
    with opened_desk() as desk:
        found = desk.see(sites.get, key)
        click.echo(_tag(desk.settings, found.key, sri))


@site.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(as_json: bool) -> None:
    """List sites with their keys, origins and active secrets' ids."""
    with opened_desk() as desk, desk.work(writing=False) as work:
        rows = [
            {
                "key": found.key,
                "name": found.name,
                "origins": list(found.origins),
                "kids": [secret.kid for secret in sites.secrets_of(work, found)],
                "tag": _tag(desk.settings, found.key),
            }
            for found in sites.every(work)
        ]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    for row in rows if not as_json else []:
        click.echo(f"{row['key']}  {row['name']}  {' '.join(row['origins'])}  kids: {' '.join(row['kids'])}")


@site.command()
@click.argument("key")
@click.argument("origin", nargs=-1, required=True)
def origins(key: str, origin: tuple[str, ...]) -> None:
    """Replace the origins that may embed a site."""
    with opened_desk() as desk:
        changed = desk.do(sites.set_origins, key, origin)
    click.echo(" ".join(changed.origins))


@site.command()
@click.argument("key")
@click.option("--retire", metavar="KID", help="Stop believing this older secret at once.")
def rotate(key: str, retire: str | None) -> None:
    """Add a fresh signing secret; retire the old one when every host uses the new one."""
    with opened_desk() as desk:
        secret = desk.do(sites.rotate, key, retire=retire)
    click.echo(f"kid:    {secret.kid}\nsecret: {secret.key}")


def _tag(settings: Settings, key: str, sri: bool = False) -> str:
    """The tag of a site; one with a hash names a script that is kept from now on, whatever version comes."""
    if not sri:
        return loader.tag(settings.public_url, key)
    body = loader.loader(settings.locales, settings.theme.accent)
    loader.keep(settings.data_dir, body)
    return loader.tag(settings.public_url, key, body)
