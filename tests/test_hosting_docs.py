"""The examples for hosting hold: unit, container file and proxies are read, and run where their programs are here."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import httpx
import pytest

from helpcenter.cli import main
from helpcenter.config import Settings, load
from helpcenter.desk import Desk
from helpcenter.domain.attachments import MAX_FORM_FILE_BYTES
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import sessions, tickets
from tests.serving import PATIENCE, listening, served

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
HOSTING = DOCS / "hosting"
VARIABLES = {f"HELPCENTER_{field.name.upper()}" for field in fields(Settings)} | {"HELPCENTER_CONFIG"}
on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def unit() -> dict[str, list[str]]:
    """The unit's settings by name."""
    found: dict[str, list[str]] = {}
    for line in text("hosting/helpcenter.service").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(
    "name", ["hosting.md", "integrations.md", "hosting/helpcenter.service", "hosting/Containerfile"]
)
def test_commands_and_variables_exist(name: str) -> None:
    page = text(name)
    context = click.Context(main)
    words = re.findall(r"(?<![\w/:.-])(?:/opt/helpcenter/bin/)?helpcenter(?: helpcenter)?((?: [a-z]+){1,2})", page)
    for line in words:
        first, *rest = line.split()
        command = main.get_command(context, first)
        if command is None:
            assert first not in page.split("```")[1::2], line  # a word of a sentence, not of a command
            continue
        if isinstance(command, click.Group) and rest:
            assert command.get_command(context, rest[0]) or rest[0] in ("and", "says", "does", "sends"), line
    for variable in re.findall(r"HELPCENTER_[A-Z_]+", page):
        assert variable in VARIABLES, variable
    for link in re.findall(r"\]\(([^)#:]+)\)", page):
        assert (DOCS / link).exists(), link


def test_what_the_page_says_of_retention_is_taken(tmp_path: Path) -> None:
    [table] = re.findall(r"```toml\n(\[retention\].*?)```", text("hosting.md"), re.DOTALL)
    file = tmp_path / "helpcenter.toml"
    file.write_text(table)
    found = load(file, environ={}, data_dir=tmp_path).retention
    assert vars(found) == tomllib.loads(table)["retention"]


def test_the_unit_is_sound(tmp_path: Path) -> None:
    own = unit()
    [start] = own["ExecStart"]
    assert start == "/opt/helpcenter/bin/helpcenter serve"
    [folder] = own["WorkingDirectory"]
    assert f"HELPCENTER_DATA_DIR={folder}" in own["Environment"]
    assert folder == f"/var/lib/{own['StateDirectory'][0]}"
    if (analyse := shutil.which("systemd-analyze")) is None:
        return
    here = tmp_path / "helpcenter.service"
    here.write_text(text("hosting/helpcenter.service").replace("/opt/helpcenter/bin/helpcenter", sys.executable))
    done = subprocess.run([analyse, "verify", "--man=no", str(here)], capture_output=True, text=True, check=False)
    assert "helpcenter.service" not in done.stderr, done.stderr


def test_the_image_holds_what_is_here() -> None:
    file = text("hosting/Containerfile")
    for line in re.findall(r"^COPY (?!--)(.+)$", file, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (HOUSE / source).exists(), source
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    [extras] = re.findall(r"\.\[([\w,]+)\]", file)
    assert set(extras.split(",")) <= set(project["project"]["optional-dependencies"])
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    for source in (*included["packages"], *included["force-include"]):
        assert f"COPY {source} " in file, source


def test_proxies_let_the_largest_form_through() -> None:
    sizes = re.findall(
        r"(?:max_body_size|max_size) (\d+)MB?;?", text("hosting/nginx.conf") + text("hosting/Caddyfile"), re.I
    )
    assert len(sizes) == 2
    assert all(int(size) * 1024 * 1024 > MAX_FORM_FILE_BYTES for size in sizes)


NGINX = """
daemon off; pid {folder}/nginx.pid; error_log stderr; worker_processes 1;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  server {{ listen 127.0.0.1:{port}; include {folder}/site.conf; }}
}}
"""


@contextmanager
def proxied(program: str, folder: Path, port: int, behind: str) -> Iterator[None]:
    """Run a real proxy with its example while the block runs."""
    if program == "nginx":
        (folder / "site.conf").write_text(text("hosting/nginx.conf").replace("http://127.0.0.1:8080", behind))
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        command = ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    else:
        site = text("hosting/Caddyfile").replace("127.0.0.1:8080", behind.removeprefix("http://"))
        site = "{\n\tadmin off\n}\n" + site.replace("example.com {", f"http://localhost:{port} {{")
        (folder / "Caddyfile").write_text(site)
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/bin"}
    found = shutil.which(command[0], path=f"/usr/sbin:{os.environ['PATH']}")
    with subprocess.Popen([str(found), *command[1:]], env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and process.poll() is None:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()


def open_streams(url: str) -> int:
    [line] = re.findall(r"^helpcenter_open_streams (\d+)$", httpx.get(f"{url}/metrics").text, re.MULTILINE)
    return int(line)


@on_sqlite
@pytest.mark.parametrize("program", ["nginx", "caddy"])
def test_below_a_sub_path_of_a_real_proxy(
    program: str, settings: Settings, desk: Desk, carol: Contact, ada: Specialist, tmp_path: Path
) -> None:
    if shutil.which(program) is None and shutil.which(program, path="/usr/sbin") is None:
        return  # read above; run where it is installed
    token = desk.do(sessions.start, "widget", carol.site_id, contact=carol)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    outside = f"http://localhost:{port}/help"
    changes: dict[str, Any] = {"HELPCENTER_PUBLIC_URL": outside, "HELPCENTER_TRUSTED_PROXIES": "1"}
    with served(settings, **changes) as server, proxied(program, tmp_path, port, server.url):
        page = httpx.get(f"{outside}/ask")
        assert page.status_code == 200
        assert "/help/static/" in page.text
        assert httpx.get(f"{outside}/metrics").status_code == 404
        assert httpx.get(f"{server.url}/metrics").status_code == 200
        assert httpx.get(f"{outside}/api/v1/openapi.json").json()["servers"] == [{"url": f"{outside}/api/v1"}]
        with listening(outside, token) as events:
            assert next(events).name == "ready"
            submission = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
            number = desk.do(tickets.submit, carol, submission).ticket_id
            assert next(events).data["ticket"] == number, "a stream is handed on while it runs"
            assert open_streams(server.url) == 1
        end = time.monotonic() + PATIENCE
        while open_streams(server.url):
            assert time.monotonic() < end, "whoever left is not listened for any more"
            time.sleep(0.1)
        large = httpx.post(f"{outside}/w/acme/attachments", files={"files": ("a.txt", b"x" * 24_000_000)}, timeout=60)
        assert large.status_code != 413
