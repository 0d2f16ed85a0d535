"""Keeping the pace of requests: who is counted, and the calm answer to those who are too fast."""

from __future__ import annotations

from flask import current_app, request

from helpcenter.domain.limits import Action, network_of
from helpcenter.services import limits
from helpcenter.web.faces import desk, face


def pace(action: Action, amount: int = 1) -> None:
    """Count what is about to be done for the person and for the network. Raises TooMany when that is too much.

    The network is that of the address which the trusted proxies vouch for; without any, of whoever connected.
    """
    settings = desk().settings
    wanted = limits.buckets(settings, action, _person(action), network_of(request.remote_addr or ""))
    if not wanted:
        return
    if action in limits.IN_MEMORY:
        _burst().take(action, wanted, amount)
        return
    desk().see(limits.look, action, wanted, amount)
    desk().do(limits.count, wanted, amount)


def pace_program(token_id: int | None) -> None:
    """Count a request of a program, or of somebody without a token. Raises TooMany."""
    program = f"token:{token_id}" if token_id else f"nobody:{network_of(request.remote_addr or '')}"
    wanted = limits.buckets(desk().settings, Action.API, program, network_of(request.remote_addr or ""))
    _burst().take(Action.API, wanted)


def _burst() -> limits.Burst:
    found: limits.Burst = current_app.extensions.setdefault("helpcenter_burst", limits.Burst())
    return found


def _person(action: Action) -> str | None:
    """Whoever is known, else the session; nobody can make up either. A session is no person where it is made."""
    here = face()
    if here.contact:
        return f"contact:{here.contact.id}"
    return here.session.scope if here.session and action is not Action.SIGN_IN else None
