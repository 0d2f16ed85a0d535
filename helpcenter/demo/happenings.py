"""What goes on in the demo just now: chats that wait, questions that were asked, a look into an account, mail in."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from helpcenter.demo.cast import SITE_KEY
from helpcenter.desk import Desk, Work
from helpcenter.domain.faults import Forbidden
from helpcenter.domain.mailroom import Place
from helpcenter.domain.people import Contact, Presence, Specialist
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Submission
from helpcenter.reception import take
from helpcenter.services import answers, chats, inbox, questions, sites, staff_access
from helpcenter.services.questions import Asker

CHAT_PATIENCE = 1800
"""Seconds for which the demo's customers wait for a chat: time enough to open the terminal."""

CHATS = (
    ("professional", "Hello! Since this morning the route list of one driver stays empty."),
    ("japanese", "新しいプリンターで配送ラベルが印刷されません。"),
)
ASKED = (
    ("free", "Can I put the question mark into my own menu?"),
    ("ruth", "How do I send the parcel labels to two printers at once?"),
    ("enterprise", "How do I send parcel labels to a second printer?"),
    ("tom", "When does somebody answer my e-mail?"),
    ("claire", "Comment imprimer les étiquettes en double ?"),
)
MAIL = (
    """From: Elena Hartwell <elena@northwindgrain.example>
To: support@helpcenter.example
Subject: Two pallets on one label
Message-ID: <pallets@northwindgrain.example>

Hello,

when we print a label for two pallets, only the first one is on it. Is there a setting for that?

Elena
""",
    """From: Ruth Vance <ruth@tallpines.example>
To: support@helpcenter.example
Subject: Out of office
Auto-Submitted: auto-replied
Message-ID: <away@tallpines.example>

I am away until Monday.
""",
)


def happen(work: Work, customers: Mapping[str, Contact], colleagues: Mapping[str, Specialist]) -> None:
    """Wait for chats, ask questions, go into an account."""
    _ask_for_chats(work, customers, colleagues)
    site = sites.get(work, SITE_KEY)
    for who, question in ASKED:
        contact = customers[who]
        answer = answers.ask(work, question, contact.locale)
        questions.keep(work, answer, site.id, Asker(contact, None, ""))
    ticket = inbox.look(work, customers["enterprise"]).tickets[-1]
    staff_access.use(work, colleagues["ada"], ticket.id, "Look at the printer settings you asked about")


def receive(desk: Desk) -> None:
    """Let mail come in by the pipe; what came before is known and comes once."""
    for mail in MAIL:
        take(desk, Place(), mail.replace("\n", "\r\n").encode())


def _ask_for_chats(work: Work, customers: Mapping[str, Contact], colleagues: Mapping[str, Specialist]) -> None:
    """Wait for an answer live, where the hours allow it now; nobody is there really, so the window stays open long."""
    for colleague in colleagues.values():
        if colleague.presence is Presence.ONLINE:
            chats.set_presence(work, colleague, Presence.ONLINE)
    patient = replace(work, settings=replace(work.settings, chat_away=CHAT_PATIENCE))
    for who, body in CHATS:
        contact = customers[who]
        line = Submission(contact.site_id, Channel.CHAT.value, contact.email, "", body, contact.locale)
        with suppress(Forbidden):
            chats.start(patient, contact, line)
