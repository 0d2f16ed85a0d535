"""Whether a ticket fits a filter: the same answer as the store's query gives, words left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from helpcenter.domain.filters import FIELD, Filter, Has, When
from helpcenter.domain.tickets import Ticket


def fits(asked: Filter, ticket: Ticket, me: int, now: datetime) -> bool:
    """Whether a ticket has what a filter asks for, its words left out. `me` is the specialist who asks."""
    return all(_has(each, ticket, me, now) for each in asked.has) and all(
        _when(each, ticket, now) for each in asked.when
    )


def _has(asked: Has, ticket: Ticket, me: int, now: datetime) -> bool:
    if asked.name == "is":
        found = any(_is(value, ticket, me, now) for value in asked.values)
    elif asked.name == "assignee":
        found = any(_assigned(value, ticket, me) for value in asked.values)
    elif asked.name.startswith(FIELD):
        found = ticket.fields.get(asked.name.removeprefix(FIELD), "").lower() in asked.values
    else:
        found = not set(_OF[asked.name](ticket)).isdisjoint(asked.values)
    return found != asked.negated


_OF: Mapping[str, Callable[[Ticket], tuple[str, ...]]] = {
    "status": lambda ticket: (ticket.status.value,),
    "priority": lambda ticket: (ticket.priority.value,),
    "channel": lambda ticket: (ticket.channel,),
    "lang": lambda ticket: (ticket.locale.lower(),),
    "tag": lambda ticket: ticket.tags,
    "plan": lambda ticket: (ticket.contact.account.plan.lower(),) if ticket.contact.account else (),
    "from": lambda ticket: (ticket.contact.email.lower(),),
}


def _is(value: str, ticket: Ticket, me: int, now: datetime) -> bool:
    return {
        "late": ticket.due_at is not None and ticket.due_at < now,
        "mine": ticket.assignee is not None and ticket.assignee.id == me,
        "snoozed": ticket.snoozed_until is not None,
        "unassigned": ticket.assignee is None,
        "unread": ticket.unread,
    }[value]


def _assigned(value: str, ticket: Ticket, me: int) -> bool:
    who = ticket.assignee
    if value == "none" or who is None:
        return value == "none" and who is None
    return who.id == me if value == "me" else value in (who.email.lower(), who.name.lower())


def _when(asked: When, ticket: Ticket, now: datetime) -> bool:
    at = {"sla": ticket.due_at, "created": ticket.created_at, "updated": ticket.updated_at}[asked.name]
    first, end = asked.bounds(now)
    return at is not None and (first is None or at >= first) and (end is None or at < end)
