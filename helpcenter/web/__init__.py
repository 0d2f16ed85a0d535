"""The customer's face: help-centre pages and the widget."""

from __future__ import annotations

from flask import Flask
from htmx_flask import Htmx

from helpcenter.desk import Desk
from helpcenter.web import (
    addresses,
    asked,
    assets,
    bodies,
    calling,
    chatting,
    compression,
    errors,
    faces,
    hosts,
    locale,
    markup,
    moved,
    ready_pages,
    security,
    structured,
    surveys,
    words,
    writing,
)
from helpcenter.web.api import problems


def dress(app: Flask, desk: Desk) -> None:
    """Give the app its pages."""
    from helpcenter.web import (
        api,
        article_media,
        community,
        community_mail,
        crawling,
        drafts,
        files,
        help_pages,
        mail_choice,
        mobile,
        probes,
        searching,
        sign_in,
        steps,
        voting,
        widget,
        widget_session,
    )

    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as extraction reads `{% trans %}`, see pyproject.toml
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Htmx(app)
    hosts.init_app(app, desk.settings)
    bodies.init_app(app)
    locale.init_app(app, desk)
    faces.init_app(app)
    security.init_app(app, desk)
    errors.init_app(app)
    moved.init_app(app, desk)
    assets.init_app(app)
    addresses.init_app(app)
    asked.init_app(app)
    words.init_app(app)
    writing.init_app(app)
    calling.init_app(app)
    surveys.init_app(app)
    chatting.init_app(app)
    markup.init_app(app)
    structured.init_app(app)
    problems.init_app(app)
    rooms = (
        api, help_pages, article_media, community, community_mail, crawling, drafts, files, mail_choice, mobile, probes,
        searching, sign_in, surveys, voting, widget, widget_session,
    )  # fmt: skip
    for room in rooms:
        app.register_blueprint(room.blueprint)
    app.register_blueprint(steps.blueprint, name="page")
    app.register_blueprint(steps.blueprint, name="mobile", url_prefix="/m")
    app.register_blueprint(steps.blueprint, name="widget", url_prefix="/w/<key>")
    compression.init_app(app)
    app.wsgi_app = ready_pages.ReadyPages(app.wsgi_app, desk)  # type: ignore[assignment, method-assign]
    app.context_processor(lambda: {"face": faces.face(), "team": desk.settings.team_name, "theme": desk.settings.theme})
    if desk.settings.demo:
        from helpcenter.demo import host

        app.register_blueprint(host.blueprint)
