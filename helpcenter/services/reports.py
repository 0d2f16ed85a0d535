"""Reports: the figures of some days, grouped, for leads and for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from helpcenter.domain.reports import Asked, Backlog, By, Figures, Group, Report, Times, balances, shifts
from helpcenter.store import people
from helpcenter.store import reports as store
from helpcenter.store.reports import Key, Span
from helpcenter.store.work import Work

_EPOCH = date(1970, 1, 1)


def today(work: Work) -> date:
    """Return the day that it is for the team."""
    return work.now.astimezone(ZoneInfo(work.settings.time_zone)).date()


def report(work: Work, asked: Asked) -> Report:
    """Return the figures of the asked days in the team's time zone. Raises Invalid on `to` for days that cannot be.

    What is dated: opening, first reply by the day the ticket was opened; solving, promises, ratings and questions by
    their own. The backlog is that of now; grouped by day it is that of each day's end.
    """
    asked = asked.checked()
    zone = ZoneInfo(work.settings.time_zone)
    start, end = asked.between(zone)
    span = Span(start, end, asked.by, shifts(start, end, zone))
    total = _figures(work, replace(span, by=None)).get("", Figures(decided=0, deflected=0))
    groups = _daily(work, asked, span, total) if asked.by is By.DAY else _grouped(work, span)
    return Report(asked, work.settings.time_zone, work.now, tuple(groups), total)


def _figures(work: Work, span: Span) -> dict[Key, Figures]:
    """Every figure of a span by its key; questions that have no such key are None."""
    opened, promises, ratings = store.opened(work, span), store.promises(work, span), store.ratings(work, span)
    replies, solved = store.first_replies(work, span), store.solved(work, span)
    backlog = {} if span.by is By.DAY else store.backlog(work, span)
    asked = store.deflection(work, span)
    nothing = (None, None) if span.by in (By.CHANNEL, By.SPECIALIST) else (0, 0)
    return {
        key: Figures(
            opened.get(key, 0),
            replies.get(key, Times()),
            solved.get(key, Times()),
            *promises.get(key, (0, 0)),
            *ratings.get(key, (0, 0, 0)),
            backlog.get(key, Backlog()),
            *asked.get(key, nothing),
        )
        for key in {*opened, *replies, *solved, *promises, *ratings, *backlog, *asked}
    }


def _daily(work: Work, asked: Asked, span: Span, total: Figures) -> list[Group]:
    found = {_EPOCH + timedelta(days=int(key or 0)): each for key, each in _figures(work, span).items()}
    days = [found.get(day, Figures(decided=0, deflected=0)) for day in asked.days]
    since = Span(span.end, max(span.end, work.now + timedelta(days=1)), None, span.shifts)
    after = store.closed(work, since).get("", 0) - store.opened(work, since).get("", 0)
    left = balances(total.backlog.count + after, [each.opened for each in days], [each.solve.count for each in days])
    return [
        Group(day.isoformat(), day.isoformat(), replace(each, backlog=Backlog(count)))
        for day, each, count in zip(asked.days, days, left, strict=True)
    ]


def _grouped(work: Work, span: Span) -> list[Group]:
    """The groups with the most opened tickets first."""
    names = _names(work) if span.by is By.SPECIALIST else {}
    found = _figures(work, span)
    order = sorted(found, key=lambda key: (-found[key].opened, key is None, str(key)))
    return [_group(key, names, found[key]) for key in order if not found[key].is_empty]


def _group(key: Key, names: Mapping[Key, str], figures: Figures) -> Group:
    text = "" if key is None else str(key)
    return Group(text, names.get(key, text), figures)


def _names(work: Work) -> dict[Key, str]:
    return {each.id: each.name for each in people.specialists(work, also_left=True)}
