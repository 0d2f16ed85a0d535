"""How mail on its way reads: a line of the list, and what stands beside it. Pure; all of it is safe to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.content import Content

from helpcenter.domain.deliveries import Delivery, DeliveryState
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mailroom import Entry, Verdict
from tui.language import N_, Language
from tui.text import fit, in_cells, safe, safe_line
from tui.wording import letter_words

MOST_SHOWN = 50_000
"""Characters of one mail that are shown."""

VERDICTS = {
    Verdict.TICKET: N_("✓ new ticket"),
    Verdict.FOLLOW_UP: N_("✓ answer to a ticket"),
    Verdict.NOTE: N_("✓ noted on a ticket"),
    Verdict.AUTO_REPLY: N_("· automatic reply"),
    Verdict.BOUNCE: N_("· bounced"),
    Verdict.SPAM: N_("· spam"),
    Verdict.OWN: N_("· our own"),
    Verdict.DUPLICATE: N_("· a copy"),
    Verdict.FAILING: N_("▲ cannot be read yet"),
    Verdict.QUARANTINED: N_("! could not be read"),
}
LETTERS = {
    "acknowledgement": N_("Acknowledgement"),
    "reply": N_("Reply"),
    "closing": N_("Closing"),
    "silence": N_("Reminder"),
    "callback": N_("Callback"),
    "callback_missed": N_("Missed callback"),
    "transcript": N_("Chat transcript"),
    "sign_in": N_("Sign-in code"),
    "mention": N_("Mention"),
    "webhook": N_("Webhook"),
}
_COLOURS = {"!": "bold $error", "▲": "bold $warning", "✓": "$success"}


def entry_line(entry: Entry, now: datetime, width: int, language: Language) -> Content:
    """Return a line of the ledger in `width` cells: what became of it, when, from whom, about what."""
    who = safe_line(entry.sender) or "–"
    return _line(language.gettext(VERDICTS[entry.verdict]), entry.received_at, who, entry.subject, now, width, language)


def delivery_line(delivery: Delivery, now: datetime, width: int, language: Language) -> Content:
    """Return a line of the outbox in `width` cells: how far it has come, since when, to whom, what it is."""
    what = letter_name(delivery, language)
    return _line(
        letter_words(delivery.state, language), delivery.created_at, delivery.letter.to, what, now, width, language
    )


def head(out: bool, width: int, language: Language) -> str:
    """Return the line above the list: of the outbox, or of the ledger."""
    gettext = language.gettext
    state, who = (gettext("State"), gettext("To")) if out else (gettext("Result"), gettext("From"))
    return fit(state, 22) + _cells(gettext("When"), who, gettext("Subject"), width)


def letter_name(delivery: Delivery, language: Language) -> str:
    """Return what a letter is called, with its ticket."""
    known = LETTERS.get(delivery.letter.name)
    name = language.gettext(known) if known else safe_line(delivery.letter.name)
    return f"{name} #{delivery.letter.ticket_id}" if delivery.letter.ticket_id else name


def entry_details(entry: Entry, now: datetime, language: Language) -> Content:
    """Return what the ledger knows of a mail."""
    gettext = language.gettext
    facts = [
        (gettext("From"), entry.sender),
        (gettext("Result"), language.gettext(VERDICTS[entry.verdict])),
        (gettext("Reason"), entry.reason),
        (gettext("Ticket"), f"#{entry.ticket_id}" if entry.ticket_id else ""),
        (gettext("Received"), language.moment(entry.received_at, now)),
        (gettext("Mailbox"), _place(entry)),
        (gettext("Size"), gettext("%(num)s bytes") % {"num": language.number(entry.size)}),
        (gettext("Tries"), language.number(entry.attempts) if entry.attempts else ""),
        ("Message-ID", entry.message_id),
    ]
    return _details(entry.subject or gettext("(no subject)"), facts, language)


def delivery_details(delivery: Delivery, now: datetime, language: Language) -> Content:
    """Return what the outbox knows of a letter, with the server's own words."""
    gettext, waits = language.gettext, delivery.state is DeliveryState.QUEUED
    tongue = safe_line(delivery.letter.locale)
    facts = [
        (gettext("To"), delivery.letter.to),
        (gettext("State"), letter_words(delivery.state, language)),
        (gettext("The server said"), delivery.error or ""),
        (gettext("Tries"), language.number(delivery.attempts)),
        (gettext("Next try"), language.moment(delivery.next_at, now) if waits else ""),
        (gettext("Written"), language.moment(delivery.created_at, now)),
        (gettext("Language"), tongue and language.language_name(tongue)),
        ("Message-ID", delivery.message_id),
    ]
    return _details(letter_name(delivery, language), facts, language)


def mail_text(mail: ParsedMail, language: Language) -> Content:
    """Return what a mail says as text, an HTML part as text too, with the names of its files."""
    lines = [Content(safe(mail.text[:MOST_SHOWN]))]
    for file in mail.attachments[:50]:
        size = language.gettext("%(num)s bytes") % {"num": language.number(file.size)}
        lines.append(Content.styled(f"+ {safe_line(file.name)} · {safe_line(file.type)} · {size}", "dim"))
    if mail.cuts:
        lines.append(Content.styled(language.gettext("! Not all of this mail could be read."), "$warning"))
    return Content("\n").join(lines)


def source_text(raw: bytes, language: Language) -> Content:
    """Return a mail as it came, byte for byte as far as bytes are letters."""
    shown = Content(safe(raw[:MOST_SHOWN].decode("utf-8", "replace")))
    if len(raw) <= MOST_SHOWN:
        return shown
    more = language.gettext("… and %(num)s bytes more") % {"num": language.number(len(raw) - MOST_SHOWN)}
    return Content("\n").join([shown, Content.styled(more, "dim")])


def _line(state: str, at: datetime, who: str, what: str, now: datetime, width: int, language: Language) -> Content:
    moment = language.moment(at, now)
    return Content.assemble((fit(state, 22), _COLOURS.get(state[:1], "dim")), _cells(moment, who, what, width))


def _cells(moment: str, who: str, what: str, width: int) -> str:
    rest = max(0, width - 22 - 22)
    name = min(34, rest // 2)
    return in_cells((moment, who, what), (20, name, rest - name - 1))


def _details(heading: str, facts: Sequence[tuple[str, str]], language: Language) -> Content:
    return Content("\n").join([Content.styled(safe_line(heading), "bold"), *_facts(facts, language)])


def _facts(facts: Sequence[tuple[str, str]], language: Language) -> Iterator[Content]:
    for label, value in facts:
        if value:
            yield Content.assemble((language.label(label), "dim"), safe_line(value))


def _place(entry: Entry) -> str:
    place = entry.place
    return place.mailbox if place.uid is None else f"{place.mailbox} · {place.folder} · UID {place.uid}"
