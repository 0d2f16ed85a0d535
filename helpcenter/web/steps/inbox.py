"""The customer's support inbox: their tickets, and what they may do with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask import redirect, request
from flask_babel import to_user_timezone
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound
from helpcenter.domain.inbox import MAX_SEARCH, Order, Place
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Message
from helpcenter.services import chats, inbox, tickets
from helpcenter.web import parcels, writing
from helpcenter.web.chatting import chat_of
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.parcels import NOTHING, Brought
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import new_key


@blueprint.get("/inbox")
def inbox_box() -> Answer:
    """One box of tickets, sorted and searched; a visitor is asked to sign in first."""
    who, asked = face().contact, request.args
    if who is None:
        return sign_in_first()
    box, order, search = asked.get("box", "all"), asked.get("sort", "changed"), asked.get("q", "")[:MAX_SEARCH]
    place = Place.parse(asked["place"]) if "place" in asked else None
    found = desk().see(inbox.look, who, box, order=order, search=search, after=place)
    return page("inbox/inbox.html", "inbox", found=found, search=search, orders=list(Order), counts=found.counts)


@blueprint.get("/inbox/<int:number>")
def ticket(number: int) -> Answer:
    """One ticket with its timeline; reading it takes its unread mark away, a `peek` from a background tab not."""
    who = face().contact
    return sign_in_first() if who is None else ticket_shown(who, number)


@blueprint.post("/inbox/<int:number>/messages")
def answer(number: int) -> Answer:
    """Add what the customer wrote."""
    who, body = demand_contact(), request.form.get("body", "")
    pace(Action.REPLIES)
    files = parcels.brought()
    if files.refused or writing.undecided(body):
        return ticket_shown(who, number, status=422, typed=body, files=files)
    text = writing.as_chosen(body)
    try:
        desk().do(tickets.answer_as_contact, who, number, text, face().once(), files=files.parcel)
    except Invalid as refusal:
        return ticket_shown(who, number, status=422, typed=body, fault=refusal.faults.get("body"), files=files)
    except FilesRefused as refusal:
        return ticket_shown(who, number, status=422, typed=body, files=files.without(refusal.files))
    except Conflict:
        return ticket_shown(who, number, status=409, typed=body, files=files)
    return back_to(number, "latest")


@blueprint.route("/inbox/<int:number>/closure", methods=["POST", "DELETE"])
def closure(number: int) -> Answer:
    """Close a ticket, or open it again."""
    desk().do(inbox.reopen if undoes() else chats.close, demand_contact(), number)
    return back_to(number, "latest")


@blueprint.route("/inbox/<int:number>/favourite", methods=["POST", "DELETE"])
def favourite(number: int) -> Answer:
    """Star a ticket, or take the star away."""
    desk().do(inbox.set_favourite, demand_contact(), number, not undoes())
    return back_to(number)


def by_day(messages: Sequence[Message]) -> list[tuple[date, list[Message]]]:
    """Return a timeline in days of the reader's time zone."""
    return [(day, list(own)) for day, own in groupby(messages, lambda message: to_user_timezone(message.at).date())]


def back_to(number: int, anchor: str | None = None) -> Answer:
    """Send the browser on to a ticket."""
    return redirect(face().url("ticket", number=number, _anchor=anchor), 303)


def ticket_shown(
    who: Contact,
    number: int,
    *,
    status: int = 200,
    typed: str = "",
    fault: Fault | None = None,
    files: Brought = NOTHING,
) -> Answer:
    """Answer with a ticket as its customer sees it, and with what they typed where it could not be taken.

    With 409 because their page was out of date: another form, with a key of its own, holds it then. One that goes on in
    another ticket leads there.
    """
    before, after = _seq("before"), _seq("after") or 0
    found = desk().see(inbox.open_ticket, who, number, before=before, after=after)
    if found.ticket.merged_into is not None and status == 200:
        return back_to(found.ticket.merged_into)
    if found.ticket.unread and before is None and "peek" not in request.args:
        desk().do(inbox.mark_seen, who, number)
        found = desk().see(inbox.open_ticket, who, number, after=after)
    latest = found.latest.seq if found.latest else 0
    chat = chat_of(who, found.ticket, latest)
    return page(
        "inbox/ticket.html",
        "ticket",
        status=status,
        found=found,
        ticket=found.ticket,
        days=by_day(found.messages),
        latest=latest,
        chat=chat,
        after=after,
        past=before is not None,
        counts=found.counts,
        typed=typed,
        fault=fault,
        stale=status == 409,
        files=files.waiting(),
        refused=files.refused,
        sent_files=found.files,
        key=(status != 409 and request.form.get("key")) or new_key(),
    )


def _seq(name: str) -> int | None:
    """A place in a timeline. Raises NotFound for what is none."""
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound("place")
    return int(text)


def undoes() -> bool:
    """Whether a state is taken back: by DELETE, or by a form, which cannot say so, with `_method`."""
    return request.method == "DELETE" or request.form.get("_method") == "DELETE"


def sign_in_first() -> Answer:
    """Send a visitor to sign in, and back here afterwards."""
    return redirect(face().url("sign_in", next=request.full_path.rstrip("?")), 303)
