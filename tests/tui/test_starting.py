"""The start: little is loaded before the first picture, and the garbage collector keeps out of the way."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "sqlalchemy",
    "flask",
    "werkzeug",
    "jinja2",
    "psycopg",
    "holidays",
    "phonenumbers",
    "plotext",
    "helpcenter.services",
)
"""Libraries of the store, of policy and of single rooms: together they take several times as long as all the rest."""
FIRST = "import sys, tui.app, tui.screens.tour, tui.own_settings; print(*sys.modules)"
SETTLED = """
import gc
from tui import heap
heap.hold()
assert not gc.isenabled()
heap.settle()
assert gc.isenabled() and gc.get_freeze_count() > 1000
frozen = gc.get_freeze_count()
heap.settle()
assert gc.get_freeze_count() == frozen
"""


def test_the_first_picture_does_not_wait_for_the_store() -> None:
    loaded = _python(FIRST).split()
    assert [name for name in LATER if name in loaded] == []


def test_what_is_loaded_once_is_not_looked_through_again() -> None:
    _python(SETTLED)


def _python(program: str) -> str:
    """Run a program in a Python of its own."""
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
