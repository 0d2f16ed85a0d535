"""Specialists who leave: no door opens to them any more, their work goes back to the team, their words stay."""

from __future__ import annotations

from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Conflict
from helpcenter.domain.people import Presence, Specialist
from helpcenter.domain.rights import Right
from helpcenter.services import audit, calling, people, rights, tickets
from helpcenter.services.chats import presence
from helpcenter.store import api_tokens, callbacks, credentials
from helpcenter.store import people as people_rows
from helpcenter.store import tickets as ticket_rows
from helpcenter.store.work import Work


def leave(work: Work, email: str, by: Specialist | None = None) -> int:
    """Take a specialist out of the team. Returns how many unfinished tickets are nobody's by that.

    Password, tokens and the API tokens of programs that act as them are worthless, their callbacks wait for somebody
    else, accounts have no success manager. `people.put_specialist` brings them back, without any of that.

    Raises NotFound, Forbidden, and Conflict when nobody would be admin while others still answer.
    """
    rights.demand(work, by, Right.SPECIALISTS)
    whom = people.specialist(work, email)
    if people.is_last_admin(work, whom) and len(people.specialists(work)) > 1:
        raise Conflict("somebody has to be admin")
    for ticket_id in callbacks.claimed_by(work, whom.id):
        calling.release(work, whom, ticket_id)
    unfinished = ticket_rows.unfinished_of(work, whom.id)
    for ticket_id in unfinished:
        tickets.assign(work, whom, ticket_id, None)
    presence.set_presence(work, whom, Presence.OFFLINE)
    credentials.forget(work, whom.id)
    api_tokens.remove_of(work, whom.id)
    people_rows.leave(work, whom.id)
    audit.note(work, by, Deed.SPECIALIST_LEFT, whom.email, tickets=len(unfinished))
    return len(unfinished)
