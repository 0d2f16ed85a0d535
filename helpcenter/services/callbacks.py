"""Callbacks: asked for by customers, called back by one specialist at a time. One transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.callbacks import Callback, Window, Wish
from helpcenter.domain.deliveries import Letter
from helpcenter.domain.faults import Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.phones import normal_phone
from helpcenter.domain.policy import Channel, ChannelDecision
from helpcenter.domain.promises import ALWAYS, Calendar, Span
from helpcenter.domain.text import is_blank
from helpcenter.domain.tickets import Receipt, Submission
from helpcenter.services import attachments, intake, outbox, policy
from helpcenter.services.attachments import Parcel
from helpcenter.services.idempotency import Once, once
from helpcenter.store import callbacks
from helpcenter.store.work import Work

WINDOW_MINUTES = 120
MOST_WINDOWS = 16
FURTHEST = timedelta(days=14)


def submit(
    work: Work,
    contact: Contact,
    wish: Wish,
    form: Once | None = None,
    *,
    device: str = "desktop",
    files: Parcel | None = None,
) -> Receipt:
    """Take in the wish to be called: ticket, message, files, clock, callback and letter in one transaction.

    The callback's language is the contact's own, or the one that the policy offers instead.
    Raises Invalid naming the fields (phone, subject, body, when, consent), Forbidden when the channel is closed to
    this person, Conflict when the form's key came before with another body, FilesRefused. The same form again: the
    first receipt.
    """
    phone, submission = _checked(work, contact, wish, device)
    window = wish.window
    brought = attachments.opened(work, files) if files else []
    about = {"subject": submission.subject, "body": submission.body, **attachments.names(brought)}
    body = {"phone": phone, "when": str(window), **about}
    result, repeated = once(work, form, body, lambda: _open(work, contact, submission, brought, phone, window))
    return intake.receipt(result, repeated)


def get(work: Work, ticket_id: int) -> Callback | None:
    """Return a ticket's callback, None for a ticket without one."""
    return callbacks.get(work, ticket_id)


def found(work: Work, ticket_id: int) -> Callback:
    """Return a ticket's callback. Raises NotFound."""
    callback = callbacks.get(work, ticket_id)
    if callback is None:
        raise NotFound("callback")
    return callback


def queue(work: Work, limit: int = 200) -> list[Callback]:
    """Return the callbacks that are not over, what is due first first."""
    return callbacks.queue(work, limit)


def count(work: Work) -> int:
    """Return how many callbacks are not over."""
    return callbacks.count(work)


def windows(work: Work) -> list[Window]:
    """Return the times of two hours within the opening hours that somebody may choose to be called in."""
    spans = calendar(work).windows(work.now, WINDOW_MINUTES, MOST_WINDOWS)
    return [Window(*span) for span in spans if span.end <= work.now + FURTHEST]


def calendar(work: Work) -> Calendar:
    """Return the opening hours of callbacks."""
    return work.policy.channels[Channel.CALLBACK].hours or ALWAYS


def due(work: Work, window: Window | None) -> datetime:
    """Return by when (UTC) somebody is called who asks now: what the channel promises, or the end of their window.

    Raises Invalid on `when` for a window that is past, too far away or outside of the opening hours.
    """
    if window is None:
        promise = work.policy.promise(Channel.CALLBACK, work.now)
        if promise is None:
            raise Invalid({"when": Fault.WRONG})
        return promise.due
    fits = work.now < window.end <= work.now + FURTHEST and calendar(work).covers(*Span(window.start, window.end))
    if not fits or window.end - window.start > timedelta(minutes=WINDOW_MINUTES):
        raise Invalid({"when": Fault.WRONG})
    return window.end


def decision(work: Work, contact: Contact, device: str) -> ChannelDecision:
    """Return what the policy says of callbacks to this person. Raises Forbidden when they are closed to them."""
    for each in policy.channels(work, contact, contact.locale, device):
        if each.channel is Channel.CALLBACK and each.open:
            return each
    raise Forbidden(Channel.CALLBACK)


def _checked(work: Work, contact: Contact, wish: Wish, device: str) -> tuple[str, Submission]:
    """Return number and ticket in storable form. Raises Invalid naming every field at once, Forbidden."""
    locale = decision(work, contact, device).language
    faults: dict[str, Fault] = {}
    phone = ""
    body = wish.subject if is_blank(wish.body) else wish.body
    submission = Submission(
        wish.site_id, Channel.CALLBACK, contact.email, wish.subject, body, locale, question=wish.question,
        evidence=wish.evidence, asked=wish.asked, follows=wish.follows,
    )  # fmt: skip
    try:
        submission = submission.checked((locale,))
    except Invalid as refusal:
        faults |= {name: fault for name, fault in refusal.faults.items() if name in ("subject", "body")}
        if "subject" in faults and is_blank(wish.body):
            faults.pop("body", None)
    try:
        phone = normal_phone(wish.phone, wish.country)
    except Invalid as refusal:
        faults |= refusal.faults
    try:
        due(work, wish.window)
    except Invalid as refusal:
        faults |= refusal.faults
    if not wish.consent:
        faults["consent"] = Fault.MISSING
    if faults:
        raise Invalid(
            {name: faults[name] for name in ("phone", "when", "subject", "body", "consent") if name in faults}
        )
    return phone, submission


def _open(
    work: Work,
    contact: Contact,
    submission: Submission,
    files: Sequence[Attachment],
    phone: str,
    window: Window | None,
) -> dict[str, Any]:
    due_at = due(work, window)
    row = intake.opened(work, contact, submission, files, call_by=due_at)
    callbacks.add(work, row.id, phone, row.locale, window, due_at)
    values = {
        "number": row.id,
        "subject": row.subject,
        "phone": phone,
        "starts_at": window.start.isoformat() if window else None,
        "promised_at": due_at.isoformat(),
        "site_id": row.site_id,
    }
    outbox.send(work, Letter("callback", row.reply_to, row.locale, values, row.id, 1))
    return {"ticket_id": row.id, "promised_at": due_at.isoformat()}
