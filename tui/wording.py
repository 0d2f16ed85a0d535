"""What things are called on the screen, in the specialist's language."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpcenter.domain.attachments import Attachment, FilesRefused
from helpcenter.domain.callbacks import Attempt
from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, NotFound, Refusal, Unavailable
from helpcenter.domain.joining import NotJoined, Why
from helpcenter.domain.people import AuthorKind
from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.tickets import Message, Priority, Status, Ticket
from tui.language import N_, Language
from tui.text import safe_line

SIGNS = {Status.NEW: "◆", Status.OPEN: "●", Status.WAITING: "○", Status.SOLVED: "✓", Status.CLOSED: "×"}

_STATUSES = {
    Status.NEW: N_("New"),
    Status.OPEN: N_("Open"),
    Status.WAITING: N_("Waiting"),
    Status.SOLVED: N_("Solved"),
    Status.CLOSED: N_("Closed"),
}
_STATUS_MEANS = {
    Status.NEW: N_("nobody has answered yet"),
    Status.OPEN: N_("our turn"),
    Status.WAITING: N_("the customer's turn"),
    Status.SOLVED: N_("answered; the customer may reopen it"),
    Status.CLOSED: N_("over"),
}
_PRIORITIES = {
    Priority.LOW: N_("Low"),
    Priority.NORMAL: N_("Normal"),
    Priority.HIGH: N_("High"),
    Priority.URGENT: N_("Urgent"),
}
_CHANNELS = {"email": N_("E-mail"), "chat": N_("Chat"), "callback": N_("Callback")}
_VIEWS = {
    "mine": N_("Mine"),
    "unassigned": N_("Unassigned"),
    "open": N_("Our turn"),
    "all": N_("All"),
    "snoozed": N_("Snoozed"),
}
_SEATS = {"core": N_("Core"), "sales": N_("Sales"), "service": N_("Service")}
_UNHELPFUL = {
    Unhelpful.OTHER_QUESTION: N_("it answers another question"),
    Unhelpful.UNCLEAR: N_("it is hard to understand"),
    Unhelpful.OUTDATED: N_("it is out of date or wrong"),
    Unhelpful.TRIED: N_("it was tried and did not work"),
}
_LETTERS = {
    DeliveryState.QUEUED: N_("… waits to be sent"),
    DeliveryState.SENDING: N_("… is being sent"),
    DeliveryState.SENT: N_("✓ sent"),
    DeliveryState.HELD: N_("! held back"),
    DeliveryState.DEAD: N_("! could not be sent"),
}
_EVENTS = {
    "assigned": N_("%(who)s assigned the ticket to %(to)s"),
    "taken": N_("%(who)s took the ticket"),
    "put back": N_("%(who)s gave the ticket back"),
    "submitted": N_("%(who)s sent the ticket"),
    "tagged": N_("%(who)s added tags: %(tags)s"),
    "untagged": N_("%(who)s removed tags: %(tags)s"),
    "prioritised": N_("%(who)s changed the priority from %(before)s to %(after)s"),
    "solved": N_("%(who)s solved the ticket"),
    "closed": N_("%(who)s closed the ticket"),
    "reopened": N_("%(who)s opened the ticket again"),
    "snoozed": N_("%(who)s snoozed the ticket until %(until)s"),
    "woken": N_("%(who)s brought the ticket back to the queue"),
    "rated": N_("%(who)s rated us %(rating)s of 5. %(comment)s"),
    "callback_claimed": N_("%(who)s took the callback"),
    "callback_released": N_("%(who)s gave the callback back"),
    "callback_changed": N_("%(who)s changed number or time of the call"),
    "callback_cancelled": N_("%(who)s cancelled the call"),
    "callback_handed_over": N_("%(who)s handed the callback over to e-mail"),
    "mail_failed": N_("A letter to %(address)s could not be delivered: %(words)s"),
    "noticed": N_("The customer was told that the ticket will be closed %(until)s"),
    "chat_accepted": N_("%(who)s took the chat"),
    "chat_passed_on": N_("%(who)s passed the chat on (to %(to)s)"),
    "chat_returned": N_("The chat is back in the queue: its terminal fell silent"),
    "chat_left": N_("%(who)s left the chat; it goes on by e-mail"),
    "chat_by_mail": N_("The chat goes on by e-mail; its transcript was sent"),
    "chat_continued": N_("%(who)s continued the chat"),
    "follows": N_("%(who)s continued ticket %(ticket)s here"),
    "continued": N_("%(who)s continued this ticket in ticket %(ticket)s"),
    "merged": N_("%(who)s merged this ticket into ticket %(ticket)s"),
    "merged_from": N_("%(who)s merged ticket %(ticket)s into this one; what was said there follows"),
    "parted": N_("%(who)s undid the merge with ticket %(ticket)s"),
    "split": N_("%(who)s split ticket %(ticket)s off"),
    "split_from": N_("%(who)s split this off from ticket %(ticket)s"),
    "linked": N_("%(who)s linked ticket %(ticket)s"),
    "unlinked": N_("%(who)s removed the link to ticket %(ticket)s"),
    "spam": N_("%(who)s marked this as spam. %(address)s"),
    "no_spam": N_("%(who)s removed the spam mark"),
    "field": N_("%(who)s set %(field)s: %(value)s"),
    "mail_returned": N_("Mail to %(address)s came back: %(words)s"),
    "mail_elsewhere": N_("Somebody who is not this customer answered by mail: ticket %(ticket)s"),
    "mail_of_stranger": N_("This mail answers ticket %(ticket)s, but is not from its customer"),
    "staff_access": N_("%(who)s used staff access: %(reason)s"),
    "status": N_("%(who)s changed the status from %(before)s to %(after)s"),
}
OUTCOMES = {
    Attempt.REACHED: N_("reached"),
    Attempt.NO_ANSWER: N_("no answer"),
    Attempt.BUSY: N_("busy"),
    Attempt.WRONG_NUMBER: N_("wrong number"),
}
_NOT_JOINED = {
    Why.SELF: N_("That is the same ticket."),
    Why.OTHER_PERSON: N_("%(ticket)s is of another person; only tickets of one person can be merged."),
    Why.MERGED: N_("%(ticket)s was merged into another ticket; go on there."),
    Why.LIVE: N_("%(ticket)s has a live chat or a callback; end that first."),
}
_FAULTS = {
    Fault.MISSING: N_("There is nothing to send yet."),
    Fault.TOO_LONG: N_("The text is too long: 50,000 characters at most."),
    Fault.WRONG: N_("This text cannot be accepted."),
}


def status_word(status: Status, language: Language) -> str:
    """Return what a status is called."""
    return language.gettext(_STATUSES[status])


def status_sign_and_word(status: Status, language: Language) -> str:
    """Return a status as it stands everywhere: its sign, which needs no colour, and its word."""
    return f"{SIGNS[status]} {status_word(status, language)}"


def status_meaning(status: Status, language: Language) -> str:
    """Return what a status means, in a few words."""
    return language.gettext(_STATUS_MEANS[status])


def priority_word(priority: Priority, language: Language) -> str:
    """Return what a priority is called."""
    return language.gettext(_PRIORITIES[priority])


def channel_word(channel: str, language: Language) -> str:
    """Return what a channel is called; an unknown one stands for itself."""
    return language.gettext(_CHANNELS[channel]) if channel in _CHANNELS else safe_line(channel)


def seat_word(seat: str, language: Language) -> str:
    """Return what a seat is called; an unknown one stands for itself."""
    return language.gettext(_SEATS[seat]) if seat in _SEATS else safe_line(seat)


def unhelpful_word(reason: Unhelpful, language: Language) -> str:
    """Return why an answer did not help, as it stands in brackets."""
    return language.gettext(_UNHELPFUL[reason])


def view_name(view_id: str, language: Language) -> str:
    """Return what a built-in view is called."""
    return language.gettext(_VIEWS[view_id])


def author_name(message: Message, language: Language) -> str:
    """Return who wrote or did something, safe for the terminal."""
    return safe_line(message.author.name) or language.gettext("Helpcenter")


def event_sentence(message: Message, language: Language) -> str:
    """Return what an event says, as one safe line. An event of a later version is told by its name."""
    data = {name: value for name, value in message.data.items() if isinstance(value, str)}
    event = str(message.data.get("event", ""))
    if event == "assigned":
        event = "assigned" if data.get("to") else "put back"
        if data.get("to") == message.author.name and message.author.kind is AuthorKind.SPECIALIST:
            event = "taken"
    values = {name: safe_line(value) for name, value in data.items()}
    for name in ("before", "after"):
        values[name] = _status_named(data.get(name, ""), language)
    if data.get("until"):
        values["until"] = language.moment(datetime.fromisoformat(data["until"]), message.at)
    known = _EVENTS.get(event)
    values["who"] = author_name(message, language)
    values["ticket"] = f"#{message.data.get('ticket')}"
    return language.gettext(known) % {"to": "", **values} if known else language.label(values["who"]) + safe_line(event)


def call_sentence(message: Message, language: Language) -> str:
    """Return how a logged call went, as a line of the timeline."""
    outcome = str(message.data.get("outcome", ""))
    known = OUTCOMES[Attempt(outcome)] if outcome in list(Attempt) else ""
    values = {
        "who": safe_line(message.author.name),
        "outcome": language.gettext(known) if known else safe_line(outcome),
    }
    return language.gettext("☎ %(who)s called: %(outcome)s") % values


def letter_words(state: DeliveryState, language: Language) -> str:
    """Return how far a letter has come, with a sign."""
    return language.gettext(_LETTERS[state])


def clock(ticket: Ticket, now: datetime, language: Language) -> tuple[str, str]:
    """Return (what the clock of a ticket says, its urgency: late, soon, due or idle).

    Where an answer is promised it counts down to that; else it tells how long ago the ticket changed.
    """
    if ticket.snoozed_until is not None:
        return f"z {language.span(ticket.snoozed_until - now)}", "idle"
    if ticket.due_at is None:
        return language.span(now - ticket.updated_at), "idle"
    left = ticket.due_at - now
    if left < timedelta():
        return f"! -{language.span(left)}", "late"
    return (f"▲ {language.span(left)}", "soon") if left < timedelta(hours=1) else (language.span(left), "due")


def refusal_sentence(refusal: Refusal, language: Language) -> str:
    """Return a calm sentence for an orderly no."""
    if isinstance(refusal, Invalid):
        fault = next(iter(refusal.faults.values()), Fault.WRONG)
        return language.gettext(_FAULTS.get(fault, _FAULTS[Fault.WRONG]))
    if isinstance(refusal, NotJoined):
        return language.gettext(_NOT_JOINED[refusal.why]) % {"ticket": f"#{refusal.ticket_id}"}
    if isinstance(refusal, NotFound):
        return language.gettext("This ticket no longer exists.")
    if isinstance(refusal, Conflict):
        return language.gettext("The ticket changed meanwhile. Your text is kept.")
    if isinstance(refusal, Forbidden) and refusal.args == ("staff access",):
        return language.gettext("This account does not allow staff access any more.")
    if isinstance(refusal, Forbidden):
        return language.gettext("Your role does not allow this.")
    if isinstance(refusal, FilesRefused):
        from helpcenter.wording_evidence import refused_text  # not at the top: see file_line

        return safe_line(refused_text(refusal.files[0], language.gettext))
    if isinstance(refusal, Unavailable):
        return language.gettext("The store cannot be reached. Trying again; nothing you wrote is lost.")
    return language.gettext("That did not work.")


def _status_named(value: str, language: Language) -> str:
    if value in set(Priority):
        return priority_word(Priority(value), language)
    return status_word(Status(value), language) if value in set(Status) else safe_line(value)


def file_line(file: Attachment, language: Language) -> str:
    """A file of a message: its name, its size, and what was taken out of it."""
    # Not at the top: what looks for secrets in texts is slow to load, and the first picture shall not wait for it.
    from helpcenter.wording_evidence import removed_text, size_text

    line = f"+ {safe_line(file.name)} ({size_text(file.size, language.locale)})"
    removed = removed_text(file, language.gettext, language.ngettext)
    return f"{line} · {removed}" if removed else line
