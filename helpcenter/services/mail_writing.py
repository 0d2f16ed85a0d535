"""Mail written into tickets: a new one, a customer's next word, or a note that only specialists see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpcenter.domain.answers.language import guess
from helpcenter.domain.attachments import Attachment
from helpcenter.domain.locales import resolve
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.people import SYSTEM, Author, AuthorKind, Contact
from helpcenter.domain.policy import Channel
from helpcenter.domain.sites import Site
from helpcenter.domain.text import is_blank, one_line, storable
from helpcenter.domain.tickets import MAX_BODY, MAX_SUBJECT, Message, MessageKind, Submission
from helpcenter.services import attachments, intake, people, policy, turns
from helpcenter.services.answer_engines import fillers
from helpcenter.services.mail_arrival import Arrived
from helpcenter.store import people as contacts
from helpcenter.store import tickets as rows
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

CLOSED_TAG = "email-closed"
_SEGMENTS_KEPT = 100_000


def open_ticket(work: Work, site: Site, locale: str, requester: str, arrived: Arrived, entry_id: int) -> TicketRow:
    """Open a ticket with what a mail says; nobody is told yet.

    People to whom the policy closes e-mail are heard all the same, since a mail cannot be un-sent; their ticket is
    tagged unless the setting `mail_marks_closed` is off. The contact's address is not proven by a mail: anybody can
    write any From. `locale` is what the ticket gets when neither text nor contact tells the language.
    """
    mail = arrived.mail
    known = contacts.contact_by_email(work, site.id, requester)
    guessed = guess(mail.reply_text or mail.subject, fillers(work.settings.locales))
    locale = guessed or (known.locale if known else resolve([locale], work.settings.locales, site.default_locale))
    contact = known or contacts.add_contact(work, site.id, requester, _name(mail, requester), locale)
    subject, body = _subject(mail, requester), _whole(mail)[:MAX_BODY]
    submission = Submission(site.id, Channel.EMAIL, requester, subject, body, locale)
    row = intake.opened(work, contact, submission, _files(work, arrived), _data(arrived, entry_id))
    if work.settings.mail_marks_closed and not _may_mail(work, contact, locale):
        row.tags = [*row.tags, CLOSED_TAG]
    return row


def add_answer(work: Work, row: TicketRow, arrived: Arrived, entry_id: int, author: Author | None = None) -> int:
    """Write a mail into its ticket as the customer's next word, or as that of `author`. Returns its seq."""
    author = author or people.get(work, row.contact_id).author
    body = _said(arrived.mail)[:MAX_BODY]
    data = _data(arrived, entry_id)
    return intake.answered(work, row, author, body, _files(work, arrived), data).seq


def add_note(work: Work, row: TicketRow, arrived: Arrived, entry_id: int, **marks: str) -> int:
    """Write a mail into a ticket for specialists only, with why in `marks`. Returns its seq."""
    data = _data(arrived, entry_id) | marks
    message: Message = rows.append(
        work, row, MessageKind.NOTE, outsider(arrived.mail), _said(arrived.mail)[:MAX_BODY], data
    )
    attachments.send(work, _files(work, arrived), message)
    turns.tell(work, row, "ticket.noted", seq=message.seq)
    return message.seq


def tell_of_stranger(work: Work, named: TicketRow, made: int) -> None:
    """Let specialists know on both tickets that somebody else's mail answered a letter of this customer's."""
    turns.event(work, named, SYSTEM, "mail_elsewhere", ticket=made)
    turns.tell(work, named, "ticket.mail_elsewhere", later=made)
    turns.event(work, turns.locked(work, made), SYSTEM, "mail_of_stranger", ticket=named.id)


def outsider(mail: ParsedMail) -> Author:
    """The sender of a mail as an author who is none of our people."""
    return Author(AuthorKind.CONTACT, None, one_line(str(mail.senders[0]))[:254] if mail.senders else "")


def _may_mail(work: Work, contact: Contact, locale: str) -> bool:
    """Whether the policy opens e-mail to this person now."""
    decisions = policy.channels(work, contact, locale)
    found = next((each for each in decisions if each.channel == Channel.EMAIL), None)
    return found is None or found.open


def _files(work: Work, arrived: Arrived) -> Sequence[Attachment]:
    scope = f"mail:{arrived.digest}"
    return [attachments.keep(work, scope, stored) for stored in arrived.files[: attachments.MAX_UNSENT]]


def _data(arrived: Arrived, entry_id: int) -> dict[str, Any]:
    mail = arrived.mail
    kept: list[list[str]] = []
    size = 0
    for segment in mail.segments:
        size += len(segment.text)
        if size > _SEGMENTS_KEPT:
            break
        kept.append([segment.kind, storable(segment.text)])
    said: dict[str, Any] = {
        "entry": entry_id,
        "from": one_line(str(mail.senders[0]))[:400] if mail.senders else "",
        "cc": [one_line(each.address).lower()[:254] for each in mail.cc[:50]],
        "html": bool(mail.html_sanitised),
        "segments": kept,
    }
    optional = {
        "automatic": one_line(mail.automatic)[:200],
        "refused": [one_line(each) for each in arrived.refused],
        "cuts": list(mail.cuts),
    }
    return {"mail": said | {name: value for name, value in optional.items() if value}}


def _said(mail: ParsedMail) -> str:
    """What the author wrote now; a mail of only a quote or only files says what there is of it."""
    for text in (mail.reply_text, mail.text, ", ".join(file.name for file in mail.attachments), mail.subject):
        if not is_blank(text):
            return storable(text).strip("\n")
    return "…"


def _whole(mail: ParsedMail) -> str:
    """The text that opens a ticket: with quotes, since nobody here has seen what they quote; without signatures."""
    text = "".join(each.text for each in mail.segments if each.kind in ("author", "quote"))
    return storable(text).strip("\n") if not is_blank(text) else _said(mail)


def _subject(mail: ParsedMail, requester: str) -> str:
    first = next((line for line in mail.text.split("\n") if not is_blank(line)), requester)
    return one_line(mail.subject if not is_blank(mail.subject) else first[:80])[:MAX_SUBJECT]


def _name(mail: ParsedMail, requester: str) -> str:
    named = (each.name for each in (*mail.reply_to, *mail.senders) if each.address.lower() == requester)
    return one_line(next(named, ""))[: people.MAX_NAME]
