"""Who sits at the desk: specialists say whether they take chats, and their terminals that they still run."""

from __future__ import annotations

from datetime import timedelta

from helpcenter.domain.chats import AtDesk
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import Presence, Specialist
from helpcenter.store import chat_views, journal, people, presence
from helpcenter.store.work import Work

PRESENCE_LIFE = timedelta(seconds=60)
"""How long a terminal that is silent is believed to run. A heartbeat every 15 seconds leaves room for a bad line."""
CAPACITY = 3
"""Chats that somebody takes at once who never said."""
MAX_CAPACITY = 20


def set_presence(work: Work, specialist: Specialist, wanted: Presence, capacity: int | None = None) -> AtDesk:
    """Say whether a specialist takes chats (`online`), not now (`away`), or has left (`offline`), and how many at once.

    Needs `heartbeat` every 15 seconds to last. Chats that they have stay theirs. Raises Invalid on `capacity`.
    """
    if capacity is None:
        capacity = presence.there(work).get(specialist.id, CAPACITY)
    if not 0 < capacity <= MAX_CAPACITY:
        raise Invalid({"capacity": Fault.WRONG})
    people.set_presence(work, specialist.id, wanted)
    return _seated(work, specialist, wanted, capacity)


def arrive(work: Work, specialist: Specialist) -> AtDesk:
    """Say that a specialist's terminal began to run: they take chats if they did before, else they are away.

    What they say themselves meanwhile, before or after, stands. Needs `heartbeat` like set_presence.
    """
    capacity = presence.there(work).get(specialist.id, CAPACITY)
    return _seated(work, specialist, people.stand_by(work, specialist.id), capacity)


def heartbeat(work: Work, specialist: Specialist) -> bool:
    """Say that a specialist's terminal still runs. Returns False when they have never set a presence."""
    return presence.renew(work, specialist.id, work.now + PRESENCE_LIFE)


def desks(work: Work) -> list[AtDesk]:
    """Return every specialist with how many chats they take and have, by name."""
    there, busy = presence.there(work), chat_views.busy(work)
    return [
        AtDesk(
            specialist=each,
            available=each.id in there and each.presence is Presence.ONLINE,
            capacity=there.get(each.id, CAPACITY),
            busy=busy.get(each.id, 0),
        )
        for each in people.specialists(work)
    ]


def _seated(work: Work, specialist: Specialist, how: Presence, capacity: int) -> AtDesk:
    until = work.now if how is Presence.OFFLINE else work.now + PRESENCE_LIFE
    presence.put(work, specialist.id, capacity, until)
    journal.append(work, "specialist.presence", specialist_id=specialist.id, presence=how.value, capacity=capacity)
    work.session.flush()
    return next(desk for desk in desks(work) if desk.specialist.id == specialist.id)
