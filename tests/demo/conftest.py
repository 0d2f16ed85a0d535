"""A seeded demo of each kind of store, made once for all tests that only look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from helpcenter.config import Settings
from helpcenter.demo.seed import seed
from helpcenter.desk import Desk
from helpcenter.factory import create_desk
from tests.conftest import fresh_database, settings_for


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def demo_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a store that holds the demo."""
    folder = tmp_path_factory.mktemp("demo")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "helpcenter.db")
        yield seeded(settings_for(folder, ""))
        return
    with fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield seeded(settings_for(folder, url))


@pytest.fixture
def demo(demo_settings: Settings) -> Iterator[Desk]:
    """A desk on the demo's store."""
    desk = create_desk(demo_settings)
    yield desk
    desk.close()


def seeded(settings: Settings) -> Settings:
    """Seed, and return the same settings."""
    desk = create_desk(settings)
    seed(desk)
    desk.close()
    return settings
