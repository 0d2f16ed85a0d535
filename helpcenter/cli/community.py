"""`helpcenter community`: what waits for approval, and posts approved or hidden by script."""

from __future__ import annotations

from collections.abc import Callable

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.desk import Work
from helpcenter.domain.people import Specialist
from helpcenter.domain.text import harmless_line
from helpcenter.services import community as verbs
from helpcenter.services import people

_AS = click.option("--as", "email", required=True, help="E-mail address of the specialist who does it.")


@click.group()
def community() -> None:
    """The community: what waits, approved or hidden."""


@community.command()
def held() -> None:
    """List the posts that wait for approval or were reported: number, space, language, author, title."""
    with opened_desk() as desk:
        for each in desk.see(verbs.waiting):
            why = ",".join(report.reason for report in each.reports) or each.post.state.value
            thread, name = each.thread, harmless_line(each.post.by.name)
            line = f"{each.post.id}  {thread.space}  {thread.locale}  {why}  {name}  {harmless_line(thread.title)}"
            click.echo(line)


@community.command()
@click.argument("post", type=int)
@_AS
def approve(post: int, email: str) -> None:
    """Let everybody read a post that waits."""
    _do(verbs.approve, post, email)
    click.echo(f"post {post} is shown")


@community.command()
@click.argument("post", type=int)
@_AS
def hide(post: int, email: str) -> None:
    """Let nobody read a post any more, with its thread when it is the question."""
    _do(verbs.hide, post, email)
    click.echo(f"post {post} is hidden")


@community.command()
def reindex() -> None:
    """Write the answer index of all threads anew."""
    with opened_desk() as desk:
        count = desk.do(verbs.reindex)
    click.echo(f"{count} {'thread' if count == 1 else 'threads'}")


def _do(verb: Callable[[Work, Specialist, int], None], post: int, email: str) -> None:
    with opened_desk() as desk:
        desk.do(verb, desk.see(people.specialist, email), post)
