"""A real server process for tests, and a reader of its live streams."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from helpcenter.config import Settings
from helpcenter.domain.limits import Action

HOUSE = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds after which something that should have happened is called broken."""


@dataclass
class Served:
    """A running server: `url` is its public address, without a slash at its end."""

    process: subprocess.Popen[str]
    url: str
    lines: list[str] = field(default_factory=list)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def environment(settings: Settings, **changes: str) -> dict[str, str]:
    """The environment that gives a process these settings, and no others of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HELPCENTER_")}
    own = {
        "HELPCENTER_DATA_DIR": str(settings.data_dir),
        "HELPCENTER_DATABASE_URL": settings.database_url,
        "HELPCENTER_SECRET_KEY": settings.secret_key,
        "HELPCENTER_MAIL_FROM": settings.mail_from,
        "PYTHONPATH": str(HOUSE),
    }
    unlimited = {f"HELPCENTER_LIMIT_{action.upper()}": "0/hour" for action in Action}
    return kept | own | unlimited | changes


def start(settings: Settings, **changes: str) -> subprocess.Popen[str]:
    """Start `python app.py` on a free port."""
    command = [sys.executable, str(HOUSE / "app.py"), "--port", "0"]
    return subprocess.Popen(
        command,
        env=environment(settings, **changes),
        cwd=settings.data_dir,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def served(settings: Settings, **changes: str) -> Iterator[Served]:
    """Serve while the block runs; `changes` are further HELPCENTER_* variables."""
    process = start(settings, **changes)
    with process:
        try:
            assert process.stdout
            first = process.stdout.readline()
            if not first.startswith("Help centre"):
                process.kill()
                raise AssertionError(f"no greeting but {first!r}: {process.communicate()[1]}")
            listening = [first] if "HELPCENTER_PUBLIC_URL" not in changes else [first, process.stdout.readline()]
            yield Served(process, listening[-1].split()[-1].rstrip("/"))
        finally:
            if process.poll() is None:
                process.kill()


@dataclass(frozen=True)
class Told:
    """One event of a stream."""

    name: str
    id: str
    data: dict[str, Any]


@contextmanager
def listening(url: str, token: str, after: str = "") -> Iterator[Iterator[Told]]:
    """Open a live stream with a widget's token and give its events as they come."""
    headers = {"Authorization": f"Bearer {token}"} | ({"Last-Event-ID": after} if after else {})
    with httpx.stream("GET", f"{url}/live", headers=headers, timeout=PATIENCE) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield _events(response.iter_lines())


def _events(lines: Iterator[str]) -> Iterator[Told]:
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "event" in fields:
            yield Told(fields["event"], fields.get("id", ""), json.loads(fields["data"]))
            fields = {}
