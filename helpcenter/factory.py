"""Building the app and the desk: the only room that knows all rooms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.folders import folder
from helpcenter.policy_file import PolicyFile
from helpcenter.store.backends import postgres, sqlite
from helpcenter.store.database import db
from helpcenter.store.upgrade import upgrade

EXTENSION = "helpcenter"


def create_desk(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Desk:
    """Return a desk without a web face, for terminal, jobs and command line. Upgrades the schema when needed.

    Raises Unavailable when the store cannot be reached. `say` gets a line for the operator when something worth
    telling happens.
    """
    return _bare(settings, say)[1]


def create_app(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Flask:
    """Return the web app. Its desk is `app.extensions["helpcenter"]`."""
    from helpcenter import web

    app, desk = _bare(settings, say)
    web.dress(app, desk)
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def desk_of(app: Flask) -> Desk:
    """Return the desk of an app made here."""
    desk: Desk = app.extensions[EXTENSION]
    return desk


def _bare(settings: Settings, say: Callable[[str], None]) -> tuple[Flask, Desk]:
    backend = sqlite if settings.is_sqlite else postgres
    app = Flask("helpcenter", template_folder=str(folder("templates")), static_folder=None)
    config: dict[str, Any] = {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": backend.engine_options(),
    }
    app.config.update(config)
    db.init_app(app)
    with app.app_context():
        backend.prepare(db.engine)
        upgrade(db.engine, settings, say)
    policy = PolicyFile(settings.policy_file or Path("helpcenter.toml"), settings.time_zone)
    desk = Desk(app, settings, policy)
    app.extensions[EXTENSION] = desk
    return app, desk
