"""The web app object, for WSGI servers and Flask's tools (`app:app`); `python app.py` serves it as one process."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Make the app when it is first asked for, so that importing this file costs and does nothing."""
    if name != "app":
        raise AttributeError(name)
    from helpcenter.config import load
    from helpcenter.factory import create_app

    globals()[name] = made = create_app(load())
    return made


if __name__ == "__main__":
    from helpcenter.cli.serve import serve

    serve()
