"""`helpcenter mail`: what a raw mail says."""

from __future__ import annotations

import sys

import click


@click.group()
def mail() -> None:
    """Read mail."""


@mail.command()
def parse() -> None:
    """Read one raw mail on standard input and print what it says as one JSON object."""
    from helpcenter.mail_reading import answer

    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
