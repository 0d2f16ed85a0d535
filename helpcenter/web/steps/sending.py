"""Taking in a form that opens a ticket, whatever its channel: once, with files; or showing it again with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from werkzeug.wrappers import Response as Answer

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.faults import Conflict, Forbidden, Invalid, TooOften
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Receipt
from helpcenter.services.attachments import Parcel
from helpcenter.web import parcels, writing
from helpcenter.web.calling import TypedCall
from helpcenter.web.faces import face
from helpcenter.web.kept import trapped
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps.contact import Typed, new_key, shown

Opens = Callable[[Contact, Parcel], Receipt]
"""Opens a ticket for somebody with the files they brought. Raises what the services of the channels raise."""


def sent(
    typed: Typed,
    channel: Channel,
    opens: Opens,
    then: Callable[[int], Answer],
    *,
    texts: tuple[str, ...],
    call: TypedCall | None = None,
) -> Answer:
    """Let `opens` take the posted form in and go on with the ticket's id, or answer with the form as it was typed.

    `texts` are looked through for secrets first.
    """
    who, again = face().contact, partial(shown, typed, call=call, wanted=channel)
    if who is None:
        return again(status=403, trouble="closed")
    if trapped():
        return page("tickets/taken.html", "receipt", email=typed.email or who.email)
    pace(Action.TICKETS)
    files = parcels.brought()
    if files.refused:
        return again(status=422, files=files)
    if writing.undecided(*texts):
        return again(status=422, trouble="secrets", files=files)
    try:
        return then(opens(who, files.parcel).ticket_id)
    except Invalid as refusal:
        return again(status=422, faults=refusal.faults, files=files)
    except FilesRefused as refusal:
        return again(status=422, files=files.without(refusal.files))
    except Forbidden:
        return again(status=403, trouble="closed", files=files)
    except TooOften:
        return again(status=429, trouble="too_many", files=files)
    except Conflict:
        return shown(
            replace(typed, key=new_key()), status=409, trouble="sent_before", files=files, call=call, wanted=channel
        )
