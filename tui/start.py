"""`helpdesk`: reading what was asked for, and beginning."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from helpcenter.config import ConfigError, load
from tui import heap
from tui.serving import serve
from tui.themes import NAMES

SPECIALIST = "HELPCENTER_SPECIALIST"


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the terminal until the specialist leaves. Returns the exit code: 0, or 1 after one clear line."""
    asked = _parser().parse_args(arguments)
    if asked.print_keys:
        from tui.own_settings import example

        print(example())
        return 0
    overrides = {"database_url": asked.database_url} if asked.database_url else {}
    try:
        settings = load(**overrides)
    except ConfigError as fault:
        print(fault, file=sys.stderr)
        return 1
    if asked.serve is not None:
        return serve(settings, asked.serve, sys.argv[1:] if arguments is None else arguments)
    heap.hold()
    from tui.own_settings import OwnSettingsError, own_file, read

    try:
        own = read(own_file())
    except OwnSettingsError as fault:
        print(fault, file=sys.stderr)
        return 1
    from tui.app import Helpdesk  # after the arguments: `helpdesk --help` needs no Textual
    from tui.screens.tour import is_due

    app = Helpdesk(
        settings, asked.specialist, lang=asked.lang, theme=asked.theme, bell=not asked.no_bell,
        alone=not asked.sign_in, own=own, tour=is_due() and not asked.no_tour,
    )  # fmt: skip
    app.run()
    if app.fault:
        print(app.fault, file=sys.stderr)
    return app.return_code or 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="helpdesk", allow_abbrev=False, description="The specialist's terminal of Helpcenter."
    )
    parser.add_argument(
        "--as",
        dest="specialist",
        metavar="EMAIL",
        default=os.environ.get(SPECIALIST, ""),
        help=f"who works here: the address of a specialist (default: ${SPECIALIST}); believed at its word only until"
        " somebody has a password or token, or where the setting allow_as says so",
    )
    parser.add_argument("--database-url", metavar="URL", help="the store, when it is not the one of helpcenter.toml")
    parser.add_argument("--lang", metavar="CODE", help="language of the screen (default: the specialist's first)")
    parser.add_argument("--theme", choices=sorted(NAMES), help="colours (default: what fits the terminal)")
    parser.add_argument("--print-keys", action="store_true", help="print all keys, for a file of your own")
    parser.add_argument("--no-bell", action="store_true", help="never ring the terminal's bell")
    parser.add_argument("--no-tour", action="store_true", help="do not show the tour of the first time")
    parser.add_argument("--sign-in", action="store_true", help="ask for a password, whatever is kept here")
    parser.add_argument(
        "--serve", type=int, metavar="PORT", help="serve the terminal to browsers on 127.0.0.1; everybody signs in"
    )
    return parser
