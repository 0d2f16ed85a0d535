"""`make bench`: figures measured side by side in one run. Nothing is asserted; name subjects to run only those."""

from __future__ import annotations

import sys
from importlib import import_module

from tests.bench.figures import table

SUBJECTS = (
    "wire",
    "asking",
    "pages",
    "shelves",
    "articles",
    "writes",
    "terminal",
    "million",
    "process",
    "policy",
    "chats",
    "typing_signs",
    "smtp",
    "imap",
)


def main(names: list[str]) -> None:
    """Print one table a subject."""
    for name in names or SUBJECTS:
        print(table(list(import_module(f"tests.bench.{name}").figures())), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
