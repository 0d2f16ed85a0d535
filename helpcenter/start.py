"""The first step of `helpcenter`: what is started once a mail begins without the weight of the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the arguments name."""
    if sys.argv[1:] == ["mail", "parse"]:
        from helpcenter.mail_reading import answer

        sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), alone=True))
        return
    from helpcenter.cli import main as command_line

    command_line()
