"""The development corpus of replies: what each mail was, and what its author wrote.

The folder has the author's text (`trimmed`) and what was folded (`elided`), but not the mails themselves, so they are
put together again: the author's text, then the rest. In four mails the rest stood elsewhere, as their files tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

REST_FIRST = ("embedded_email_18", "forwarded_message")
SIGNATURE_TAKEN_FOR_TEXT = "embedded_email_1"
"""Here the corpus folds a paragraph below a quote as "99% a signature". We keep it: nothing written may be lost."""


def replies(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, mail text and author's text of each case in the shared folder `mail/replies`."""
    for path in sorted((folder / "trimmed").glob("*.txt")):
        own = path.read_text(encoding="utf-8").strip("\n")
        rest = (folder / "elided" / path.name).read_text(encoding="utf-8").strip("\n")
        yield path.stem, _mail(path.stem, own, rest), own.strip()


def _mail(name: str, own: str, rest: str) -> str:
    if name in REST_FIRST:
        return f"{rest}\n\n{own}"
    if name == "embedded_email_7":
        line, _, others = rest.partition("\n")
        first, _, below = own.partition("\n")
        return f"{first}\n{line}\n{below}\n{others}"
    if name == "embedded_email_17":
        return own.replace("\n\n\n> ", f"\n\n{rest}\n\n> ", 1)
    return f"{own}\n\n{rest}" if rest else own


def lost(own: str, reply: str) -> list[str]:
    """Return the lines of the author's that are not in the reply."""
    kept = {line.strip() for line in reply.split("\n")}
    return [line for line in own.split("\n") if line.strip() and line.strip() not in kept]
