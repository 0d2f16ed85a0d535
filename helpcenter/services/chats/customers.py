"""A customer's chat: started, left, and continued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.chats import Chat, ChatState, checked_line
from helpcenter.domain.faults import Forbidden, Invalid, TooOften
from helpcenter.domain.locales import resolve
from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Channel, ChannelDecision
from helpcenter.domain.text import is_blank
from helpcenter.domain.tickets import MAX_SUBJECT, MessageKind, Receipt, Status, Submission, status_after_customer
from helpcenter.services import attachments, clocks, follow_ups, intake, policy, questions
from helpcenter.services.attachments import Parcel
from helpcenter.services.chats.opening import opened, tell
from helpcenter.services.chats.overtime import go_over
from helpcenter.services.chats.states import state
from helpcenter.services.idempotency import Once, once
from helpcenter.services.turns import event, turn
from helpcenter.store import chat_views, chats, presence, tickets
from helpcenter.store.chats import ChatRow
from helpcenter.store.work import Work

MAX_ACTIVE = 3
"""Chats that one customer may have going at once: a few tabs, not a flood."""


def start(
    work: Work,
    contact: Contact,
    submission: Submission,
    form: Once | None = None,
    device: str = "desktop",
    *,
    files: Parcel | None = None,
) -> Receipt:
    """Open a chat: a ticket whose first line is the submission's `body`, in the queue of its `locale`.

    A subject that is missing is made of the line. Where nobody is there but the policy leaves the chat open for
    later, it goes on by e-mail at once. The same form again gets the first receipt. Raises Invalid, Forbidden when the
    policy closes chat to this person, Conflict for a form's key with another body, FilesRefused, TooOften.
    """
    submission = _checked(work, submission, files is not None)
    decision = _decision(work, contact, device)
    if not decision.open:
        raise Forbidden(Channel.CHAT)
    brought = attachments.opened(work, files) if files else []
    body = {"subject": submission.subject, "body": submission.body, **attachments.names(brought)}
    result, repeated = once(work, form, body, lambda: _open(work, contact, submission, brought, form, decision))
    return intake.receipt(result, repeated)


def leave(work: Work, contact: Contact, ticket_id: int) -> Chat:
    """Leave a chat: it goes on by e-mail, with the transcript. One that is over stays as it is. Raises NotFound."""
    ticket, chat = opened(work, contact, ticket_id)
    if ChatState(chat.state).is_active:
        go_over(work, ticket, chat, "chat_left", contact.author)
    return state(work, contact, ticket_id)


def continue_(work: Work, contact: Contact, ticket_id: int, device: str = "desktop") -> Chat:
    """Take a chat up again: back in the queue when somebody is there for its language, else on by e-mail.

    The state of the chat returned says which. A closed ticket is open again. Raises NotFound, TooOften.
    """
    ticket, chat = opened(work, contact, ticket_id)
    if ChatState(chat.state).is_active:
        return state(work, contact, ticket_id)
    if _decision(work, contact, device).open and _somebody_speaks(work, chat.locale):
        _refuse_too_many(work, contact)
        before = Status(ticket.status)
        turn(work, ticket, status_after_customer(before))
        clocks.start(work, ticket)
        _queue_up(work, chat)
        if before.is_closed:
            event(work, ticket, contact.author, "reopened")
        event(work, ticket, contact.author, "chat_continued")
        tell(work, ticket, chat, "chat.waiting")
    elif chat.state != ChatState.BY_MAIL.value:
        chat.state = ChatState.BY_MAIL.value
        tell(work, ticket, chat, "chat.by_mail")
    return state(work, contact, ticket_id)


def _checked(work: Work, submission: Submission, files: bool) -> Submission:
    """Return the submission in storable form, with a subject. Raises Invalid naming every field that is wrong."""
    faults, line = {}, ""
    try:
        line = checked_line(submission.body, files=files)
    except Invalid as refusal:
        faults = dict(refusal.faults)
    words = (line or "…").splitlines()[0]
    given = submission.subject if not is_blank(submission.subject) else words
    if is_blank(given):
        given = "…"
    subject = given if len(given) <= MAX_SUBJECT else given[: MAX_SUBJECT - 1] + "…"
    whole = replace(submission, channel=Channel.CHAT.value, subject=subject, body=line or "…")
    try:
        checked = whole.checked(policy.languages(work, Channel.CHAT))
    except Invalid as refusal:
        faults = {**refusal.faults, **faults}
    if faults:
        raise Invalid(faults)
    return replace(checked, body=line)


def _decision(work: Work, contact: Contact, device: str) -> ChannelDecision:
    decisions = policy.channels(work, contact, contact.locale, device)
    return next(each for each in decisions if each.channel is Channel.CHAT)


def _open(
    work: Work,
    contact: Contact,
    submission: Submission,
    files: Sequence[Attachment],
    form: Once | None,
    decision: ChannelDecision,
) -> dict[str, Any]:
    _refuse_too_many(work, contact)
    ticket = tickets.add(work, submission, contact.id, None)
    clocks.start(work, ticket, due_at=decision.promise.due if decision.promise else None)
    chat = chats.add(work, ticket.id, submission.locale, work.now + timedelta(seconds=work.settings.chat_away))
    data = {"client_id": form.key if form else "", "files": len(files)}
    message = tickets.append(work, ticket, MessageKind.CHAT, contact.author, submission.body, data)
    attachments.send(work, files, message)
    questions.contacted(work, contact, ticket.id, submission.asked)
    follow_ups.link(work, contact, ticket, submission.follows)
    tell(work, ticket, chat, "ticket.submitted", channel=ticket.channel, locale=ticket.locale)
    tell(work, ticket, chat, "chat.line", seq=message.seq)
    if _somebody_speaks(work, chat.locale):
        tell(work, ticket, chat, "chat.waiting")
    else:
        go_over(work, ticket, chat, "chat_by_mail")
    return {"ticket_id": ticket.id, "promised_at": ticket.due_at.isoformat() if ticket.due_at else None}


def _queue_up(work: Work, chat: ChatRow) -> None:
    chat.state = ChatState.WAITING.value
    chat.specialist_id = chat.wanted_id = None
    chat.waiting_since = chat.queued_at = work.now
    chat.customer_here_until = work.now + timedelta(seconds=work.settings.chat_away)


def _somebody_speaks(work: Work, locale: str) -> bool:
    return bool(resolve([locale], sorted(presence.available_languages(work)), ""))


def _refuse_too_many(work: Work, contact: Contact) -> None:
    if chat_views.count_active(work, contact.id) >= MAX_ACTIVE:
        raise TooOften("chats", work.settings.chat_wait)
