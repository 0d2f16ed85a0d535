"""Sentences and times for templates, in the language and zone of the running request."""

from __future__ import annotations

from datetime import UTC, datetime

from babel.dates import format_date, format_skeleton, format_time
from flask import Flask
from flask_babel import get_locale, get_timezone, get_translations, gettext

from helpcenter import wording, wording_faults
from helpcenter.domain.answers import Answer
from helpcenter.domain.faults import Fault
from helpcenter.domain.policy import Channel, Reason
from helpcenter.domain.promises import Promise
from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.staff_access import AccessEntry
from helpcenter.domain.tickets import Message


def reader() -> wording.Reader:
    """Return whoever reads the answer to the running request."""
    texts = get_translations()
    locale = get_locale()
    assert locale is not None
    return wording.Reader(texts.ugettext, texts.ungettext, locale, get_timezone())


def channel_name(channel: Channel) -> str:
    """What a channel is called."""
    return wording.channel_name(channel, reader())


def why_closed(reason: Reason) -> str:
    """Why a channel is closed."""
    return wording.why_closed(reason, datetime.now(UTC), reader())


def what_opens(reason: Reason) -> str:
    """What opens a channel that is closed for `reason`."""
    return wording.what_opens(reason, datetime.now(UTC), reader())


def channel_note(reason: Reason) -> str:
    """What somebody who uses a channel should know."""
    return wording.note(reason, datetime.now(UTC), reader())


def promise_text(promise: Promise) -> str:
    """When somebody answers, as a time in the reader's zone."""
    return wording.promise_text(promise, datetime.now(UTC), reader())


def moment(at: datetime) -> str:
    """An aware time as one says it now: "17:00", "Monday 17:00", or with its date."""
    return wording.moment_text(at, datetime.now(UTC), reader())


def short_moment(at: datetime) -> str:
    """An aware time in the past in a few letters: "17:00" today, "20 Nov" this year, else the whole date."""
    you = reader()
    here, today = at.astimezone(you.zone), datetime.now(you.zone)
    if here.date() == today.date():
        return format_time(here, "short", locale=you.locale)
    if here.year == today.year:
        return format_skeleton("MMMd", here, locale=you.locale)
    return format_date(here, "medium", locale=you.locale)


def channel_word(channel: str) -> str:
    """What a ticket's channel is called in a word; an unknown one stands for itself."""
    known: dict[str, str] = {"email": gettext("E-mail"), "chat": gettext("Chat"), "callback": gettext("Callback")}
    return known.get(channel, channel)


def fault_text(fault: Fault, field: str = "") -> str:
    """What is wrong with a field, and how to mend it."""
    return wording_faults.fault_text(fault, field, reader().gettext)


def event_text(message: Message) -> str:
    """What happened to a ticket, said to its customer."""
    return wording.event_text(message, reader())


def access_text(entry: AccessEntry) -> str:
    """What happened to the access of specialists to an account."""
    return wording.access_text(entry, reader())


def unhelpful_reasons() -> list[tuple[str, str]]:
    """What people may say was missing from an answer or an article, as value and words."""
    return [
        (Unhelpful.OTHER_QUESTION, gettext("It answers another question")),
        (Unhelpful.UNCLEAR, gettext("It is hard to understand")),
        (Unhelpful.OUTDATED, gettext("It is out of date or wrong")),
        (Unhelpful.TRIED, gettext("I tried it and it did not work")),
    ]


def language_name(tag: str) -> str:
    """The name of a language in the reader's own."""
    return wording.language_name(tag, reader())


def own_language_name(tag: str) -> str:
    """The name of a language in that language itself, for people who cannot read the page."""
    return wording.own_language_name(tag)


def answer_said(answer: Answer) -> str:
    """What the answer step shows, in one sentence for those who listen instead of looking."""
    return wording.answer_said(answer, reader())


def init_app(app: Flask) -> None:
    """Give templates these functions."""
    said = (
        channel_name, why_closed, what_opens, channel_note, promise_text, moment, short_moment, fault_text, event_text,
        access_text, channel_word, unhelpful_reasons, language_name, own_language_name, answer_said,
    )  # fmt: skip
    app.jinja_env.globals.update({function.__name__: function for function in said})
