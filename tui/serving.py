"""The terminal in a browser, through textual-serve (the extra `browser`): on this machine only, behind a sign-in."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence


def serve(port: int, arguments: Sequence[str]) -> int:
    """Serve on 127.0.0.1 until interrupted. Each visit is a terminal of its own that asks who is there.

    `arguments` are those of `helpdesk`, which each terminal gets too. Returns the exit code.
    """
    try:
        from textual_serve.server import Server
    except ImportError:
        print("--serve needs textual-serve: pip install 'helpcenter[browser]'", file=sys.stderr)
        return 1
    Server(command(arguments), host="127.0.0.1", port=port, title="Helpcenter").serve()
    return 0


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
