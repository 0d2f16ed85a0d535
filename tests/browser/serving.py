"""The real server in a process of its own: `python -m tests.browser.serving FOLDER` prints its address."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpcenter.config import Settings, load
from helpcenter.server import serve

ROOT = Path(__file__).resolve().parents[2]


def settings_in(folder: Path) -> Settings:
    """Settings of the server, whose port is any free one."""
    return load(
        environ={},
        data_dir=folder,
        secret_key="a secret for tests only",
        host="127.0.0.1",
        port=0,
        public_url="http://127.0.0.1:0",
        mail_from="support@help.example",
        policy_file=folder / "helpcenter.toml",
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve what is in `folder`; gives the server's origin."""
    command = [sys.executable, "-m", "tests.browser.serving", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, "the server did not start"
            yield address
        finally:
            process.terminate()


if __name__ == "__main__":
    serve(
        settings_in(Path(sys.argv[1])),
        lambda line: print(line, file=sys.stderr),
        lambda settings: print(settings.public_url, flush=True),
    )
