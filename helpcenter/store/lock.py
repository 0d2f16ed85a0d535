"""One server on one SQLite store: the second start on the same data is refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from helpcenter.config import Settings

try:
    import fcntl
except ImportError:  # Windows has no flock; there a second start is not noticed
    fcntl = None  # type: ignore[assignment]


class AlreadyServedError(RuntimeError):
    """Another process serves the same data; the message is one line for the operator."""


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Hold the data folder and the SQLite file for this process alone; the kernel frees them when it dies.

    On PostgreSQL nothing is held: several servers share one store. Raises AlreadyServedError.
    """
    with ExitStack() as files:
        for path in _paths(settings):
            files.callback(os.close, _locked(path))
        yield


def holder(settings: Settings) -> str | None:
    """Return the number of the process that serves the data, None when there is none. Makes no file."""
    for path in _paths(settings):
        try:
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return _holder(file)
        finally:
            os.close(file)
    return None


def _paths(settings: Settings) -> list[Path]:
    if settings.sqlite_path is None or fcntl is None:
        return []
    store = settings.sqlite_path.resolve()
    return sorted({settings.data_dir.resolve() / "served.lock", store.with_name(f"{store.name}.lock")})


def _locked(path: Path) -> int:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        process = _holder(file)
        os.close(file)
        data = path.parent if path.name == "served.lock" else path.with_suffix("")
        raise AlreadyServedError(
            f"process {process} already serves {data}: stop it first, or set another data_dir for this one"
        ) from None
    os.ftruncate(file, 0)
    os.write(file, str(os.getpid()).encode("ascii"))
    return file


def _holder(file: int) -> str:
    return os.read(file, 20).decode("ascii", "replace").strip() or "unknown"
