"""Asking for a right before something is changed."""

from __future__ import annotations

from helpcenter.domain.faults import Forbidden
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right, may
from helpcenter.store import people
from helpcenter.store.work import Work


def demand(work: Work, by: Specialist | None, right: Right) -> None:
    """Let go on who has a right as of now. None is the operator, who has the store in hand and may do everything.

    Raises Forbidden.
    """
    if by is None:
        return
    present = people.specialist(work, by.id)
    if present is None or not may(present.role, right):
        raise Forbidden(right.value)
