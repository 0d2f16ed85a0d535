"""The desk for commands, with faults said in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from helpcenter.config import ConfigError, load
from helpcenter.desk import Desk
from helpcenter.domain.faults import Refusal
from helpcenter.domain.policy import PolicyError
from helpcenter.factory import create_desk
from helpcenter.store.upgrade import SchemaTooNewError


@contextmanager
def plain_faults() -> Iterator[None]:
    """Let faults of settings, schema and services end the command with one line and exit code 1."""
    try:
        yield
    except (ConfigError, PolicyError, SchemaTooNewError) as fault:
        raise click.ClickException(str(fault)) from fault
    except Refusal as fault:
        raise click.ClickException(f"{type(fault).__name__}: {fault}") from fault


@contextmanager
def opened_desk() -> Iterator[Desk]:
    """Give a desk; faults of settings and refusals of services end the command with one line and exit code 1."""
    with plain_faults():
        desk = create_desk(load(), say=lambda line: click.echo(line, err=True))
        try:
            yield desk
        finally:
            desk.close()
