"""Who may take a chat, and how long somebody waits: pure rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from helpcenter.domain.locales import resolve
from helpcenter.domain.rights import Right, may

from .values import AtDesk, Chat, ChatState

ENOUGH_ACCEPTANCES = 3
"""Fewer than these tell nothing about how long the next one takes."""
WAIT_STEP = 30
"""Seconds to which an expected wait is rounded up: more would sound more exact than it is."""


class Refused(StrEnum):
    """Why a specialist may not take a chat."""

    TAKEN = "taken"
    CAPACITY = "capacity"
    LANGUAGE = "language"
    WANTED = "wanted"


def may_take(desk: AtDesk, chat: Chat, *, bound: bool) -> Refused | None:
    """Return why this specialist may not take a chat, or None when they may.

    One's own languages only, unless the chat was passed on to oneself or one has the right to any; never more than
    one can hold.
    `bound` is whether a chat that was passed on to a colleague is still kept for them (see `binds`).
    """
    if chat.state is not ChatState.WAITING:
        return Refused.TAKEN
    if desk.busy >= desk.capacity:
        return Refused.CAPACITY
    if chat.wanted_id == desk.specialist.id:
        return None
    if chat.wanted_id is not None and bound:
        return Refused.WANTED
    answers = speaks(desk, chat.locale) or may(desk.specialist.role, Right.ANY_CHAT)
    return None if answers else Refused.LANGUAGE


def speaks(desk: AtDesk, locale: str) -> bool:
    """Whether a specialist answers in this language."""
    return bool(resolve([locale], desk.specialist.locales, ""))


def binds(chat: Chat, desks: Sequence[AtDesk], now: datetime, wait: timedelta) -> bool:
    """Whether a chat passed on to a colleague is kept for them: for half the waiting time, while they are there."""
    there = any(desk.available and desk.specialist.id == chat.wanted_id for desk in desks)
    return there and now < chat.queued_at + wait / 2


def expected_wait(position: int, free: int, waits: Sequence[float], span: float) -> int | None:
    """Return the seconds that somebody at `position` (from 1) probably waits, or None when nobody can tell.

    `free` is how many chats could be taken at once now, `waits` how long the chats accepted lately had waited, and
    `span` the seconds within which those were accepted. Who finds a free specialist waits as others did; everybody
    further back also for as many acceptances as stand before them, at the pace of lately.
    """
    if len(waits) < ENOUGH_ACCEPTANCES:
        return None
    behind = max(position - free, 0)
    seconds = median(waits) + behind * span / len(waits)
    return max(math.ceil(seconds / WAIT_STEP), 1) * WAIT_STEP
