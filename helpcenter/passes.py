"""Personal tokens kept for one user of one machine: a file a store, readable by its owner only."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


class TokenExposedError(RuntimeError):
    """Others may read the file with the token; the message says how to mend it."""


def keep(store: str, token: str) -> Path:
    """Keep a token for the store with this address. Returns its file. Raises OSError."""
    file = _file(store)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(token)
    return file


def kept(store: str) -> str | None:
    """Return the token kept for a store, None where there is none. Raises TokenExposedError."""
    file = _file(store)
    try:
        mode = file.stat().st_mode
        if os.name == "posix" and mode & 0o077:
            raise TokenExposedError(f"{file}: others may read this token. Revoke it and remove the file.")
        return file.read_text(encoding="ascii", errors="replace").strip() or None
    except FileNotFoundError:
        return None


def _file(store: str) -> Path:
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "helpcenter" / "tokens" / hashlib.sha256(store.encode()).hexdigest()[:16]
