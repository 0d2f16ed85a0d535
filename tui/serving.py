"""The terminal in a browser, through textual-serve (the extra `browser`): on this machine only, behind a sign-in."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from helpcenter.config import Settings
from tui.language import from_environment, speak


def serve(settings: Settings, port: int, arguments: Sequence[str]) -> int:
    """Serve on 127.0.0.1 until interrupted. Each visit is a terminal of its own that asks who is there.

    `arguments` are those of `helpdesk`, which each terminal gets too. Returns the exit code.
    """
    try:
        from tui.browser.server import BrowserServer
    except ImportError:
        print("--serve needs textual-serve: pip install 'helpcenter[browser]'", file=sys.stderr)
        return 1
    BrowserServer(command(arguments), port, words(settings)).serve()
    return 0


def words(settings: Settings) -> dict[str, str]:
    """Return what the page around the terminal says, in the language of this machine."""
    language = speak([from_environment(), settings.default_locale], settings.locales)
    return {
        "lang": str(language.locale),
        "wait": language.gettext("Opening the desk …"),
        "over": language.gettext("The terminal is closed. Drafts are kept."),
        "again": language.gettext("Open it again"),
    }


def command(arguments: Sequence[str]) -> str:
    """Return the command line of one visitor's terminal: that of `helpdesk`, but it has to be signed in to."""
    words = iter(arguments)
    kept = []
    for word in words:
        if word == "--serve":
            next(words, None)
        elif not word.startswith("--serve="):
            kept.append(word)
    return shlex.join([sys.executable, "-m", "tui", *kept, "--sign-in"])
