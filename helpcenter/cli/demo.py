"""`helpcenter demo`: everything at once, with a company, its customers and their tickets, to be looked at."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shlex import quote

import click

from helpcenter.cli.desk import plain_faults
from helpcenter.cli.serve import serve_plainly
from helpcenter.config import Settings, load
from helpcenter.demo.cast import COLLEAGUES
from helpcenter.demo.happenings import CHAT_PATIENCE
from helpcenter.demo.seed import host_origin, open_site, seed
from helpcenter.factory import create_desk

DATA = Path("var/demo")
POLICY = Path(__file__).parent.parent / "demo" / "policy.toml"


@click.command()
@click.option("--host", envvar="HELPCENTER_HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", envvar="HELPCENTER_PORT", default=8080, show_default=True, help="Port to listen on; 0 takes any free one."
)
def demo(host: str, port: int) -> None:
    """Serve a seeded help centre, an app with the widget in its top bar, and the mail that would be sent.

    Everything is kept in var/demo, or in HELPCENTER_DATA_DIR; never in the database of your real help centre.
    """
    with plain_faults():
        settings = demo_settings(host, port)
        desk = create_desk(settings, say=_told)
        seed(desk)

        def greet(served: Settings) -> None:
            desk.do(open_site, served)
            desk.close()
            click.echo(welcome(served))

        serve_plainly(settings, greet)


def demo_settings(host: str, port: int) -> Settings:
    """Settings of a demo: a store of its own, mail kept in a folder, the help centre on another origin than Acme."""
    return load(
        demo=True,
        data_dir=Path(os.environ.get("HELPCENTER_DATA_DIR") or DATA),
        database_url="",
        smtp_url="",
        mail_from="support@helpcenter.example",
        team_name="Acme Support",
        chat_wait=CHAT_PATIENCE,
        policy_file=POLICY,
        host=host,
        port=port,
        public_url=f"http://localhost:{port}",
    )


def welcome(settings: Settings) -> str:
    """The lines that say where everything is."""
    acme = host_origin(settings)
    lines = {
        "App with the widget": f"{acme}/demo",
        "Help centre": f"{settings.public_url}/",
        "Sent mail": f"{acme}/demo/mail",
        "Terminal": f"HELPCENTER_DATA_DIR={quote(str(settings.data_dir))} {_helpdesk()} --as {COLLEAGUES[0].email}",
    }
    return "\n".join(f"{name + ':':<21}{value}" for name, value in lines.items())


def _helpdesk() -> str:
    """The command of the terminal as it can be typed here: short inside the checkout, whole elsewhere."""
    here = Path(sys.executable).parent / "helpdesk"
    return quote(os.path.relpath(here) if here.is_relative_to(Path.cwd()) else str(here))


def _told(line: str) -> None:
    click.echo(line, err=True)
