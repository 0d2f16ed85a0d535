"""The package as others get it: a wheel in an empty environment serves pages in every language, far from here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from helpcenter.config import LOCALES

HOUSE = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command with nothing of this checkout on its path; its output, or a failure that shows it."""
    done = subprocess.run(command, cwd=cwd, env=plain(cwd), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def plain(home: Path) -> dict[str, str]:
    """The environment of somebody new: no settings of ours, no Python path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HELPCENTER_", "PYTHON"))}
    return kept | {"HOME": str(home), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, HOUSE, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment with our wheel. Packages of others are looked up where they lie already."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    site = run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    (Path(site) / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


@pytest.fixture(scope="module")
def address(bin_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo served from the wheel; at the end it stops when told to, and says that all is well."""
    home = tmp_path_factory.mktemp("home")
    command = (bin_folder / "helpcenter", "demo", "--port", "0")
    with subprocess.Popen(command, cwd=home, env=plain(home), stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        lines = (line.split() for line in served.stdout)
        try:
            yield next(words[-1] for words in lines if words[:2] == ["Help", "centre:"])
        finally:
            served.send_signal(signal.SIGTERM)
            served.stdout.read()
        assert served.wait() == 0


def test_the_wheel_holds_all_that_is_not_python(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        *("policy.toml", "store/migrations/script.py.mako", "templates/base.html", "templates/mail/reply/body.html"),
        *("web/static/helpcenter.css", "web/static/widget.js"),
        *(f"translations/{locale}/LC_MESSAGES/messages.mo" for locale in LOCALES),
        *(f"translations/{locale}/fillers.txt" for locale in LOCALES),
    ):
        assert f"helpcenter/{name}" in names
    for locale in LOCALES:
        assert any(name.startswith(f"helpcenter/demo/articles/{locale}/") for name in names)
    assert any(name.startswith("tui/") and name.endswith(".tcss") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "app.py"))]


@pytest.mark.parametrize("program", ["helpcenter", "helpdesk"])
def test_both_programs_say_how_they_are_used(bin_folder: Path, tmp_path: Path, program: str) -> None:
    assert f"usage: {program}" in run(bin_folder / program, "--help", cwd=tmp_path).lower()


@pytest.mark.slow
def test_it_serves_pages_in_every_language(address: str) -> None:
    with httpx.Client(base_url=address, follow_redirects=True) as client:
        for locale in LOCALES:
            page = client.get(f"/{locale}/")
            assert page.status_code == 200
            assert f'<html lang="{locale}"' in page.text
        assert client.get("/widget.js").status_code == 200
