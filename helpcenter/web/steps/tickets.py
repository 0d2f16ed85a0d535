"""Send the contact form, and read the receipt."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.evidence import secrets
from helpcenter.domain.faults import Conflict, Forbidden, Invalid
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import TOPICS, Submission
from helpcenter.services import inbox, tickets
from helpcenter.web import parcels, writing
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.kept import trapped
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import Typed, device, followed, new_key, shown


@blueprint.post("/tickets")
def submit() -> Answer:
    """Take the form in, once; then show the receipt at an address of its own, so that a reload sends nothing."""
    typed, who = typed_form(), face().contact
    if who is None:
        return shown(typed, status=403, trouble="closed")
    if trapped():
        return page("tickets/taken.html", "receipt", email=typed.email)
    pace(Action.TICKETS)
    files = parcels.brought()
    if files.refused:
        return shown(typed, status=422, files=files)
    if writing.undecided(typed.subject, typed.body):
        return shown(typed, status=422, trouble="secrets", files=files)
    submission = _submission(typed, who)
    try:
        receipt = desk().do(tickets.submit, who, submission, face().once(), device=device(), files=files.parcel)
    except Invalid as refusal:
        return shown(typed, status=422, faults=refusal.faults, files=files)
    except FilesRefused as refusal:
        return shown(typed, status=422, files=files.without(refusal.files))
    except Forbidden:
        return shown(typed, status=403, trouble="closed", files=files)
    except Conflict:
        return shown(replace(typed, key=new_key()), status=409, trouble="sent_before", files=files)
    return to_receipt(receipt.ticket_id)


def to_receipt(number: int) -> Answer:
    """Send the browser on to the receipt of a ticket."""
    return redirect(face().url("receipt", number=number), 303)


@blueprint.get("/tickets/<int:number>/receipt")
def receipt(number: int) -> Response:
    """What was sent, what we promised, and where it goes on."""
    ticket, _ = desk().see(inbox.read, demand_contact(), number)
    return page("tickets/receipt.html", "receipt", ticket=ticket)


def typed_form() -> Typed:
    """Return the contact form as it was posted."""
    form = request.form
    return Typed(
        locale=form.get("locale", ""),
        subject=form.get("subject", ""),
        body=form.get("body", ""),
        email=form.get("email", ""),
        topic=form.get("topic", TOPICS[0]),
        question=form.get("question", ""),
        key=form.get("key", "") or new_key(),
        asked=form.get("asked", "")[:100],
        follows=followed(form.get("follows", "")),
    )


def _submission(typed: Typed, who: Contact) -> Submission:
    return Submission(
        site_id=who.site_id,
        channel=Channel.EMAIL.value,
        email=typed.email,
        subject=writing.as_chosen(typed.subject),
        body=writing.as_chosen(typed.body),
        locale=typed.locale,
        topic=typed.topic,
        question=secrets.masked(typed.question),  # carried along unseen, so nobody is asked
        evidence=writing.evidence(),
        asked=typed.asked,
        follows=typed.follows.id if typed.follows else None,
    )
