"""`helpcenter mail`: what a raw mail says."""

from __future__ import annotations

import json
import sys

import click


@click.group()
def mail() -> None:
    """Read mail."""


@mail.command()
def parse() -> None:
    """Read one raw mail on standard input and print what it says as one JSON object."""
    from helpcenter.domain.mail.plain import shown
    from helpcenter.mail_reading import read

    answer = shown(read(sys.stdin.buffer.read(), contents=False))
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
