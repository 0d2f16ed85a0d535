"""The callback form: what stands in it, what may be chosen in it, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, request
from flask_babel import get_locale, get_timezone

from helpcenter.domain.callbacks import Callback, Window, Wish
from helpcenter.domain.phones import countries, country_of, likely_country, shown_phone
from helpcenter.domain.tickets import Submission, Ticket
from helpcenter.services import callbacks
from helpcenter.web.faces import desk, face
from helpcenter.web.words import reader
from helpcenter.wording import window_text, zone_text

_BROKEN = Window(datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))
"""Stands for a time that nobody offered."""


@dataclass(frozen=True)
class TypedCall:
    """What stands in the fields of the callback form; `when` is empty for as soon as possible."""

    phone: str = ""
    country: str = ""
    when: str = ""
    consent: bool = False


@dataclass(frozen=True)
class CallChoices:
    """What may be chosen: countries by name with their code, and times with the zone in which they are said."""

    countries: tuple[tuple[str, str, int], ...]
    windows: tuple[tuple[str, str], ...]
    zone: str


def first_typed(callback: Callback | None = None) -> TypedCall:
    """Return the form before anything is typed: of a new callback, or of one that is to be changed."""
    if callback is None:
        who = face().contact
        wanted = [tag for tag, _ in request.accept_languages]
        return TypedCall(country=likely_country(*wanted[:1], who.locale if who else "", str(get_locale()), *wanted))
    when = written(callback.window) if callback.window else ""
    return TypedCall(shown_phone(callback.phone), country_of(callback.phone), when, True)


def posted() -> TypedCall:
    """Return the form as it was posted."""
    form = request.form
    return TypedCall(form.get("phone", ""), form.get("country", ""), form.get("when", ""), "consent" in form)


def choices() -> CallChoices:
    """Return what may be chosen, in the reader's language and time zone."""
    locale, now, said = get_locale(), datetime.now(UTC), reader()
    names = locale.territories if locale else {}
    named = sorted((str(names.get(region, region)), region, code) for region, code in countries().items())
    windows = desk().see(callbacks.windows)
    offered = tuple((written(window), window_text(window, now, said)) for window in windows)
    return CallChoices(tuple(named), offered, zone_text(now, get_timezone(), said))


def wish(typed: TypedCall, about: Submission) -> Wish:
    """Return what the posted form asks for: a call, about what the submission says."""
    return Wish(
        site_id=about.site_id,
        phone=typed.phone,
        country=typed.country,
        subject=about.subject,
        body=about.body,
        window=read_window(typed.when),
        consent=typed.consent,
        question=about.question,
        asked=about.asked,
        evidence=about.evidence,
        follows=about.follows,
    )


def written(window: Window) -> str:
    """Return a window as it stands in the form."""
    return f"{window.start.isoformat()}/{window.end.isoformat()}"


def read_window(text: str) -> Window | None:
    """Return the window that was chosen, None for none; one that cannot be read is one that nobody takes."""
    if not text:
        return None
    try:
        start, end = (datetime.fromisoformat(part) for part in text.split("/"))
        if start.tzinfo is None or end.tzinfo is None:
            return _BROKEN
        return Window(start.astimezone(UTC), end.astimezone(UTC))
    except (ValueError, OverflowError):
        return _BROKEN


def callback_of(ticket: Ticket) -> Callback | None:
    """Return the callback of a ticket that was already found to be the reader's own."""
    return desk().see(callbacks.get, ticket.id)


def _window_said(callback: Callback) -> str:
    return window_text(callback.window, datetime.now(UTC), reader()) if callback.window else ""


def init_app(app: Flask) -> None:
    """Give templates what they need to show a callback."""
    app.jinja_env.globals.update(callback_of=callback_of, shown_phone=shown_phone, window_said=_window_said)
