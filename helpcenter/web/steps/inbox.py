"""The customer's support inbox: their tickets, and what they may do with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby

from flask import Response, redirect, request
from flask_babel import to_user_timezone
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Message, MessageKind
from helpcenter.services import attachments, inbox, tickets
from helpcenter.web import parcels, writing
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.pages import page
from helpcenter.web.parcels import NOTHING, Brought
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import new_key


@blueprint.get("/inbox")
def inbox_box() -> Answer:
    """One box of tickets; a visitor is asked to sign in first."""
    who = face().contact
    if who is None:
        return sign_in_first()
    found = desk().see(inbox.look, who, request.args.get("box", "all"), before=_before(request.args.get("before")))
    older = f"{found.older[0].isoformat()},{found.older[1]}" if found.older else None
    return page("inbox/inbox.html", "inbox", box=found.box, tickets=found.tickets, counts=found.counts, older=older)


@blueprint.get("/inbox/<int:number>")
def ticket(number: int) -> Answer:
    """One ticket with its timeline; reading it takes its unread mark away."""
    who = face().contact
    return sign_in_first() if who is None else _shown(who, number)


@blueprint.post("/inbox/<int:number>/messages")
def answer(number: int) -> Answer:
    """Add what the customer wrote."""
    who, body = demand_contact(), request.form.get("body", "")
    files = parcels.brought()
    if files.refused or writing.undecided(body):
        return _shown(who, number, status=422, typed=body, files=files)
    text = writing.as_chosen(body)
    try:
        desk().do(tickets.answer_as_contact, who, number, text, face().once(), files=files.parcel)
    except Invalid as refusal:
        return _shown(who, number, status=422, typed=body, fault=refusal.faults.get("body"), files=files)
    except FilesRefused as refusal:
        return _shown(who, number, status=422, typed=body, files=files.without(refusal.files))
    return back_to(number, "latest")


@blueprint.route("/inbox/<int:number>/closure", methods=["POST", "DELETE"])
def closure(number: int) -> Answer:
    """Close a ticket, or open it again."""
    desk().do(inbox.reopen if undoes() else inbox.close, demand_contact(), number)
    return back_to(number, "latest")


@blueprint.route("/inbox/<int:number>/favourite", methods=["POST", "DELETE"])
def favourite(number: int) -> Answer:
    """Star a ticket, or take the star away."""
    desk().do(inbox.set_favourite, demand_contact(), number, not undoes())
    return back_to(number)


def back_to(number: int, anchor: str | None = None) -> Answer:
    """Send the browser on to a ticket."""
    return redirect(face().url("ticket", number=number, _anchor=anchor), 303)


def by_day(messages: Sequence[Message]) -> list[tuple[date, list[Message]]]:
    """Return a timeline in days of the reader's time zone."""
    return [(day, list(own)) for day, own in groupby(messages, lambda message: to_user_timezone(message.at).date())]


def _shown(
    who: Contact,
    number: int,
    *,
    status: int = 200,
    typed: str = "",
    fault: Fault | None = None,
    files: Brought = NOTHING,
) -> Response:
    found, messages = desk().see(inbox.read, who, number)
    if found.unread:
        desk().do(inbox.mark_seen, who, number)
    return page(
        "inbox/ticket.html",
        "ticket",
        status=status,
        ticket=found,
        days=by_day(messages),
        latest=messages[-1].seq if messages else 0,
        counts=desk().see(inbox.counts, who),
        EVENT=MessageKind.EVENT,
        typed=typed,
        fault=fault,
        files=files.waiting(),
        refused=files.refused,
        sent_files=attachments.by_message(desk().see(attachments.of_ticket, number)),
        key=request.form.get("key") or new_key(),
    )


def undoes() -> bool:
    """Whether a state is taken back: by DELETE, or by a form, which cannot say so, with `_method`."""
    return request.method == "DELETE" or request.form.get("_method") == "DELETE"


def sign_in_first() -> Answer:
    """Send a visitor to sign in, and back here afterwards."""
    return redirect(face().url("sign_in", next=request.full_path.rstrip("?")), 303)


def _before(text: str | None) -> tuple[datetime, int] | None:
    """The place in a box where the page before ended. Raises NotFound for anything else."""
    if text is None:
        return None
    moment, _, number = text.rpartition(",")
    try:
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or not 0 < int(number) < 2**62:
            raise ValueError(text)
        return at.astimezone(UTC), int(number)
    except (ValueError, OverflowError) as fault:
        raise NotFound("place") from fault
