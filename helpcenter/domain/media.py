"""Pictures and other files that articles show."""

from __future__ import annotations

from dataclasses import dataclass

FORBIDDEN = frozenset('\\:*?"<>|')
LONGEST_PATH = 300


@dataclass(frozen=True)
class Media:
    """A file beside articles. `path` begins with a language (`en/images/menu.png`); its bytes lie under `sha256`."""

    path: str
    sha256: str
    size: int
    media_type: str


def checked_path(path: str) -> str:
    """Return a file's path in a folder of articles. Raises ValueError for one that could lead elsewhere."""
    parts = path.split("/")
    if len(path) > LONGEST_PATH:
        raise ValueError(f"its path is longer than {LONGEST_PATH} characters")
    if any(part.startswith(".") or not part or not part.isprintable() or FORBIDDEN & set(part) for part in parts):
        raise ValueError("its path holds signs that no address takes; use letters, digits, hyphens and dots")
    return path
