"""Send the contact form, and read the receipt."""

from __future__ import annotations

from functools import partial

from flask import Response, redirect, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.evidence import secrets
from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import TOPICS, Receipt, Submission
from helpcenter.services import inbox, tickets
from helpcenter.services.attachments import Parcel
from helpcenter.web import writing
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import Typed, device, followed, new_key
from helpcenter.web.steps.sending import sent


@blueprint.post("/tickets")
def submit() -> Answer:
    """Take the form in, once; then show the receipt at an address of its own, so that a reload sends nothing."""
    typed = typed_form()
    texts = (typed.subject, typed.body)
    return sent(typed, Channel.EMAIL, partial(_submit, typed), to_receipt, texts=texts)


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


def submission(typed: Typed, who: Contact, channel: Channel, email: str) -> Submission:
    """Return what somebody asks for in the form of a channel, answered to `email`."""
    return Submission(
        site_id=who.site_id,
        channel=channel.value,
        email=email,
        subject=writing.as_chosen(typed.subject),
        body=writing.as_chosen(typed.body),
        locale=typed.locale,
        topic=typed.topic,
        question=secrets.masked(typed.question),  # carried along unseen, so nobody is asked
        evidence=writing.evidence(),
        asked=typed.asked,
        follows=typed.follows.id if typed.follows else None,
    )


def _submit(typed: Typed, who: Contact, files: Parcel) -> Receipt:
    wanted = submission(typed, who, Channel.EMAIL, typed.email)
    return desk().do(tickets.submit, who, wanted, face().once(), device=device(), files=files)
