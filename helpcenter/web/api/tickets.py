"""Tickets by the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from helpcenter.desk import Work
from helpcenter.domain.documents import message_document, ticket_document
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.tickets import Status, Submission
from helpcenter.domain.triage import NOBODY, Change
from helpcenter.services import people, programs, tickets
from helpcenter.web.api.operation import Call


def listed(work: Work, call: Call) -> dict[str, Any]:
    """A page of tickets."""
    limit = call.query["limit"]
    found = programs.found(work, call.specialist, call.query["filter"], _place(call.query["before"]), limit)
    rest = f"{found[-1].updated_at.isoformat()}~{found[-1].id}" if len(found) == limit else None
    return {"tickets": [ticket_document(each) for each in found], "next": rest}


def shown(work: Work, call: Call, number: int) -> dict[str, Any]:
    """A ticket with its timeline."""
    ticket = tickets.get(work, number)
    lines = tickets.timeline(work, number, after=call.query["after"])
    return {"ticket": ticket_document(ticket), "messages": [message_document(each) for each in lines]}


def created(work: Work, call: Call) -> dict[str, Any]:
    """A new ticket in a customer's name."""
    body = call.body
    site = programs.site_of(work, body.get("site"))
    locale = body.get("language") or site.default_locale
    submission = Submission(
        site.id, "email", body["email"], body["subject"], body["body"], locale, body.get("topic", "general")
    )
    made = programs.open_ticket(
        work, submission, name=body.get("name", ""), tags=body.get("tags", ()),
        acknowledge=body.get("acknowledge", True), form=call.form,
    )  # fmt: skip
    return {"ticket": ticket_document(made)}


def replied(work: Work, call: Call, number: int) -> dict[str, Any]:
    """A public reply, which leaves as a letter too."""
    status = Status(call.body["status"]) if "status" in call.body else None
    return _written(work, call, number, note=False, status=status)


def noted(work: Work, call: Call, number: int) -> dict[str, Any]:
    """A note for the team."""
    return _written(work, call, number, note=True, status=None)


def assigned(work: Work, call: Call, number: int) -> dict[str, Any]:
    """Somebody's ticket, or nobody's."""
    email = call.body["email"]
    return _changed(work, call, number, Change(assignee_id=people.specialist(work, email).id if email else NOBODY))


def turned(work: Work, call: Call, number: int) -> dict[str, Any]:
    """A ticket with another status."""
    return _changed(work, call, number, Change(status=Status(call.body["status"])))


def tagged(work: Work, call: Call, number: int) -> dict[str, Any]:
    """A ticket with tags more and less."""
    body = call.body
    return _changed(
        work, call, number, Change(add_tags=tuple(body.get("add", ())), remove_tags=tuple(body.get("remove", ())))
    )


def _written(work: Work, call: Call, number: int, *, note: bool, status: Status | None) -> dict[str, Any]:
    message = tickets.reply(
        work, call.specialist, number, call.body["body"],
        note=note, status=status, expected_version=call.expected_version, form=call.form,
    )  # fmt: skip
    return {"ticket": ticket_document(tickets.get(work, number)), "message": message_document(message)}


def _changed(work: Work, call: Call, number: int, wanted: Change) -> dict[str, Any]:
    found = programs.change(work, call.specialist, number, wanted, call.expected_version)
    return {"ticket": ticket_document(found)}


def _place(text: str | None) -> tuple[datetime, int] | None:
    if not text:
        return None
    at, _, number = text.partition("~")
    try:
        place = datetime.fromisoformat(at), int(number)
    except ValueError:
        raise Invalid({"before": Fault.WRONG}) from None
    if place[0].tzinfo is None or not 0 < place[1] < 2**62:
        raise Invalid({"before": Fault.WRONG})
    return place
