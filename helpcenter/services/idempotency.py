"""Doing a thing once, however often its form is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from helpcenter.domain.faults import Conflict
from helpcenter.store import idempotency
from helpcenter.store.work import Work


@dataclass(frozen=True)
class Once:
    """The random key that a form carries, unique within `scope` (a session, a specialist)."""

    scope: str
    key: str


def once(
    work: Work, form: Once | None, body: Mapping[str, Any], act: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """Run `act` unless this form was taken before. Returns (its JSON-able result, whether it was a repetition).

    Raises Conflict when the same key comes with another body.
    """
    if form is None or not form.key:
        return act(), False
    key = form.key[:80]
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()
    if not idempotency.reserve(work, form.scope, key, digest):
        found = idempotency.find(work, form.scope, key)
        if found is None or found[0] != digest:
            raise Conflict("the same key came with another body")
        return found[1], True
    result = act()
    idempotency.keep(work, form.scope, key, result)
    return result, False
