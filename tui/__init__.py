"""The specialist's face: a terminal on the same store."""

from __future__ import annotations


def main() -> None:
    """Run `helpdesk`. Ends the process with 0, or with 1 or 2 and one clear line."""
    from tui.start import run

    raise SystemExit(run())
