"""`helpcenter demo` in a process of its own: says where everything is, serves it, and stops cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from helpcenter.cli.demo import demo_settings, welcome

ROOT = Path(__file__).resolve().parents[2]
START = "from helpcenter.cli import main; main()"


@pytest.mark.slow
def test_the_demo_says_where_everything_is_and_stops_when_told(tmp_path: Path) -> None:
    environ = os.environ | {"PYTHONPATH": str(ROOT), "HELPCENTER_DATABASE_URL": "postgresql://nobody@nowhere.invalid/x"}
    command = [sys.executable, "-c", START, "demo", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = dict(process.stdout.readline().split(":", 1) for _ in range(4))
        acme, centre = said["App with the widget"].strip(), said["Help centre"].strip()
        assert acme.split("/")[2] != centre.split("/")[2]
        with urllib.request.urlopen(f"{acme}?as=polish") as page:
            assert f'src="{centre}widget.js"'.encode() in page.read()
        assert (tmp_path / "var/demo/helpcenter.db").is_file()
        mail = tmp_path / "var/demo/mail"
        patience = time.monotonic() + 60
        while not any(mail.glob("*.eml")) and time.monotonic() < patience:
            with urllib.request.urlopen(f"{acme}/mail"):
                pass
        assert any(mail.glob("*.eml"))
        process.terminate()
        assert process.wait(60) == 0


def test_the_demo_never_touches_the_real_store_or_mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HELPCENTER_DATABASE_URL", "postgresql://real/one")
    monkeypatch.setenv("HELPCENTER_SMTP_URL", "smtp://real.example")
    settings = demo_settings("127.0.0.1", 8080)
    assert settings.sqlite_path == tmp_path / "var/demo/helpcenter.db"
    assert (settings.smtp_url, settings.demo) == ("", True)
    assert settings.public_url == "http://localhost:8080"
    assert "http://127.0.0.1:8080/demo\n" in welcome(settings)
