"""Schema upgrades on both stores: a fresh store, an old one, a newer one, and two starts at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Integer, create_engine, text

from helpcenter.config import Settings
from helpcenter.domain.faults import Unavailable
from helpcenter.store import tables
from helpcenter.store.backends import postgres, sqlite
from helpcenter.store.upgrade import LATEST, MIGRATIONS, SchemaTooNewError, upgrade

FIRST = "0001"
on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """An engine on an empty store."""
    backend = sqlite if settings.is_sqlite else postgres
    if settings.sqlite_path:
        settings.sqlite_path.unlink()
    made = create_engine(settings.database_url, **backend.engine_options())
    backend.prepare(made)
    if not settings.is_sqlite:
        with made.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield made
    made.dispose()


def bring_to(engine: Engine, revision: str) -> None:
    """Make the schema as it was at an earlier upgrade."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def differences(engine: Engine) -> list[object]:
    """What the upgrades made otherwise than the tables say."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": other_type, "include_name": is_a_table})
        return list(compare_metadata(context, tables.metadata))


def is_a_table(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a table is one of ours: the index of tickets' words is of another kind on each store."""
    return kind != "table" or not (name or "").startswith("ticket_words")


def other_type(context: MigrationContext, _found: Any, _meant: Any, found: Any, meant: Any) -> bool | None:
    """Whether two types differ; None asks Alembic. SQLite keeps all integers alike, whatever they are called."""
    whole = isinstance(found, Integer) and isinstance(meant, Integer)
    return False if whole and context.dialect.name == "sqlite" else None


def test_the_newest_upgrade_is_the_one_named() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [LATEST]


def test_a_fresh_store_gets_the_schema_of_the_tables(engine: Engine, settings: Settings) -> None:
    said: list[str] = []
    assert upgrade(engine, settings, said.append)
    assert said == [f"schema upgrade from nothing to {LATEST}"]
    assert differences(engine) == []
    assert not upgrade(engine, settings, said.append), "the second time there is nothing to do"
    assert len(said) == 1


def test_the_oldest_store_is_brought_up_to_date_with_what_is_in_it(engine: Engine, settings: Settings) -> None:
    bring_to(engine, FIRST)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO category (slug, position, titles) VALUES ('start', 1, '{}')"))
    said: list[str] = []
    assert upgrade(engine, settings, said.append)
    assert differences(engine) == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT slug FROM category")).scalars().all() == ["start"]
    assert said[-1] == f"schema upgrade from {FIRST} to {LATEST}"


@on_sqlite
def test_before_an_upgrade_the_store_is_copied(engine: Engine, settings: Settings) -> None:
    bring_to(engine, FIRST)
    said: list[str] = []
    upgrade(engine, settings, said.append)
    [copy] = (settings.data_dir / "backups").iterdir()
    assert said[0] == f"backup before the schema upgrade: {copy}"
    assert version_in(copy) == FIRST


def version_in(file: Path) -> str:
    with closing(sqlite.driver.connect(str(file))) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_a_store_of_a_newer_version_is_refused_and_left_alone(engine: Engine, settings: Settings) -> None:
    upgrade(engine, settings)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNewError, match="the store has schema 9999"):
        upgrade(engine, settings)
    assert not (settings.data_dir / "backups").exists()


def test_two_starts_at_once_upgrade_once(engine: Engine, settings: Settings) -> None:
    faults: list[BaseException] = []
    together = threading.Barrier(2)

    def start() -> None:
        together.wait()
        try:
            upgrade(engine, settings)
        except BaseException as fault:
            faults.append(fault)

    starts = [threading.Thread(target=start) for _ in range(2)]
    for each in starts:
        each.start()
    for each in starts:
        each.join()
    assert faults == []
    assert differences(engine) == []


def test_a_store_that_cannot_be_reached_is_said_to_be_away(settings: Settings, tmp_path: Path) -> None:
    lost = "sqlite:////nowhere/at/all.db" if settings.is_sqlite else f"postgresql+psycopg:///x?host={tmp_path}"
    backend = sqlite if settings.is_sqlite else postgres
    made = create_engine(lost, **backend.engine_options())
    with pytest.raises(Unavailable):
        upgrade(made, settings)
    made.dispose()
