"""A real browser, a real server in another process, and somebody's app around the widget."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from helpcenter.article_folder import import_folder
from helpcenter.config import LOCALES, load
from helpcenter.desk import Desk
from helpcenter.factory import create_desk
from helpcenter.services import sites
from tests.browser.host import Host, hosting
from tests.serving import HOUSE, served
from tests.signing import Signer, signer

expect.set_options(timeout=30_000)  # machines that run tests are busy; nothing here measures time

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--test-third-party-cookie-phaseout",
]

OFFERED = (*LOCALES, "ar")
"""Ours, and one that is written from right to left and has no catalogue: English words in a mirrored layout."""

STORAGE_BLOCKED = """
if (window !== window.top) for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
"""
"""What browsers do in a frame of another site when the user blocks third-party storage."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser. Machines that run tests stall: a second try is told, and a fault fails twice."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one these tests are skipped, loudly; under CI they fail."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        message = "NO CHROMIUM: the browser tests did not run. Install chromium, or name one in CHROMIUM."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Somebody's app with the widget of a running help centre that holds the demo's articles."""
    folder = tmp_path_factory.mktemp("served")
    with hosting() as app:
        settings = load(
            environ={}, data_dir=folder, secret_key="a secret for tests only", policy_file=folder / "none.toml"
        )
        desk = create_desk(settings)
        import_folder(desk, HOUSE / "helpcenter" / "demo" / "articles")
        desk.do(sites.add, "Acme", [app.origin], key="acme")
        desk.do(sites.add, "Next door", [app.next_door], key="next-door")
        desk.do(sites.add, "Elsewhere", ["https://elsewhere.example"], key="elsewhere")
        with served(settings, HELPCENTER_LOCALES=" ".join(OFFERED)) as running:
            app.help, app.desk = running.url, desk
            yield app
            running.stop()
        desk.close()


@pytest.fixture
def help_desk(host: Host) -> Desk:
    """A desk on the running server's store."""
    return host.desk


@pytest.fixture
def sign(help_desk: Desk) -> Signer:
    """Sign an identity as the app does."""
    site = help_desk.see(sites.get, "acme")
    return signer(site, help_desk.see(sites.secrets_of, site)[0])


@pytest.fixture
def complaints() -> list[str]:
    """What browsers complained about: errors, warnings and policy violations of page and frames."""
    return []


@pytest.fixture
def context(browser: Browser, complaints: list[str]) -> Iterator[BrowserContext]:
    """A fresh browser profile in which third parties may store nothing."""
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    made.add_init_script(STORAGE_BLOCKED)
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """A tab whose console is watched."""
    tab = context.new_page()
    watch(tab, complaints)
    return tab


def watch(tab: Page, complaints: list[str]) -> None:
    """Write down what a tab complains about."""

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    tab.on("console", heard)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
