"""`helpcenter articles history`, `diff`, `restore`, `rename`, `check`: what articles were, are called and link."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import asdict

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.faults import Conflict, Invalid, NotFound
from helpcenter.domain.text import harmless_line

PATIENCE = 10.0
_SLUG = click.argument("slug")
_LOCALE = click.argument("locale")


@click.command()
@_SLUG
@_LOCALE
def history(slug: str, locale: str) -> None:
    """List the revisions of an article's translation, the present one first."""
    from helpcenter.services import revisions

    with opened_desk() as desk:
        try:
            found = desk.see(revisions.history, slug, locale)
        except NotFound:
            raise _nothing(slug, locale) from None
    for each in found:
        author = harmless_line(each.author) or "–"
        click.echo(f"{each.number:5}  {each.saved_at:%Y-%m-%d %H:%M} UTC  {author:20}  {harmless_line(each.title)}")


@click.command()
@_SLUG
@_LOCALE
@click.argument("before", type=int, required=False)
@click.argument("after", type=int, required=False)
def diff(slug: str, locale: str, before: int | None, after: int | None) -> None:
    """Show what changed from revision BEFORE to AFTER, by default by the last change."""
    from helpcenter.services import revisions

    with opened_desk() as desk:
        try:
            lines = desk.see(revisions.diff, slug, locale, before, after)
        except NotFound:
            raise _nothing(slug, locale, *filter(None, (before, after))) from None
    click.echo("\n".join(lines))


@click.command()
@_SLUG
@_LOCALE
@click.argument("number", type=int)
def restore(slug: str, locale: str, number: int) -> None:
    """Make revision NUMBER the present text again; what is there now is kept."""
    from helpcenter.services import revisions

    with opened_desk() as desk:
        try:
            changed = desk.do(revisions.restore, "helpcenter", slug, locale, number)
        except NotFound:
            raise _nothing(slug, locale, number) from None
    click.echo(f"Revision {number} is the present text." if changed else "It says just that already.")


@click.command()
@click.argument("old")
@click.argument("new")
def rename(old: str, new: str) -> None:
    """Give the article OLD the name NEW; the old address leads to the new one."""
    from helpcenter.services import article_list

    with opened_desk() as desk:
        try:
            desk.do(article_list.rename, old, new)
        except NotFound:
            raise click.ClickException(f"{old}: there is no such article") from None
        except Conflict:
            raise click.ClickException(f"{new}: another article is called so") from None
        except Invalid:
            raise click.ClickException(f"{new}: use lower-case words joined by hyphens") from None
    click.echo(f"{old} is called {new} now, and leads there.")


@click.command()
@click.option("--external", is_flag=True, help="Ask other hosts for the addresses that articles link, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(external: bool, as_json: bool) -> None:
    """Find links that lead nowhere: to articles, headings and pictures; the exit code is 1 when there are any."""
    from helpcenter.services import link_check

    with opened_desk() as desk:
        found = desk.see(link_check.check)
    gone = {address: why for address in found.outside if external and (why := _gone(address))}
    if as_json:
        click.echo(json.dumps(asdict(found) | {"gone": gone}, indent=2, ensure_ascii=False))
    else:
        for each in found.broken:
            click.echo(f"{each.locale}/{each.slug}.md: line {each.line} of the text: {each.target}: {each.why}")
        for address, why in gone.items():
            click.echo(f"{', '.join(found.outside[address])}: {address}: {why}")
        said = "" if external else f", {len(found.outside)} addresses on other hosts not asked (--external)"
        click.echo(f"{found.articles} articles, {len(found.broken) + len(gone)} links lead nowhere{said}")
    if found.broken or gone:
        raise SystemExit(1)


def _gone(address: str) -> str:
    """Why an address does not answer as it should, empty when it does."""
    asked = urllib.request.Request(address, headers={"User-Agent": "helpcenter articles check"})  # noqa: S310 - http(s) only
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE):  # noqa: S310
            return ""
    except urllib.error.HTTPError as fault:
        fault.close()
        return "" if fault.code in (401, 403, 405, 429) else f"answers {fault.code}"
    except (OSError, ValueError) as fault:
        return f"does not answer: {fault}"


def _nothing(slug: str, locale: str, *numbers: int) -> click.ClickException:
    which = f" with revision {' and '.join(map(str, numbers))}" if numbers else ""
    return click.ClickException(f"{locale}/{slug}: there is no such article{which}")
