"""What tells an overseer that the process lives, and that it can serve."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from helpcenter.store.database import db


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["10.0.0.7:8080", "localhost"])
def test_both_answer_under_any_name(client: Any, path: str, host: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert (answer.status_code, answer.text, answer.headers["Cache-Control"]) == (200, "ok\n", "no-store")
    assert "Set-Cookie" not in answer.headers


def take_away(app: Any, request: pytest.FixtureRequest) -> None:
    """Make the store unreachable: on SQLite a table is gone, on PostgreSQL nobody gets in any more."""
    with app.app_context(), db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            connection.execute(text("ALTER TABLE site RENAME TO site_elsewhere"))
            return
        name = connection.execute(text("SELECT current_database()")).scalar_one()
    with psycopg.connect(request.getfixturevalue("postgres_server"), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    request.addfinalizer(lambda: let_in(request, name))


def let_in(request: pytest.FixtureRequest, name: str) -> None:
    with psycopg.connect(request.getfixturevalue("postgres_server"), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_without_a_store_it_lives_and_is_not_ready(app: Any, client: Any, request: pytest.FixtureRequest) -> None:
    assert client.get("/readyz").status_code == 200
    take_away(app, request)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "the store cannot be reached\n")
