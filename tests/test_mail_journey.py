"""The whole way of a mail: into a mailbox, a ticket, a reply by SMTP, an answer that threads, the customer's inbox."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP as RULES
from pathlib import Path

from helpcenter.channels import channel_for
from helpcenter.collector import Collector
from helpcenter.config import Settings
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.factory import create_app, desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import inbox, mailroom, tickets
from tests.imap_servers import dovecot
from tests.mail_servers import mail_server
from tests.mails import raw


def test_a_mail_goes_the_whole_way_and_back(desk: Desk, settings: Settings, ada: Specialist, carol: Contact) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="helpcenter-imap-", ignore_cleanup_errors=True) as folder,
        mail_server() as customer,
    ):
        Path(folder).chmod(0o755)
        with dovecot(Path(folder) / "d") as server:
            box = server.box(moved_to="Collected")
            app = create_app(replace(settings, smtp_url=customer.url, mailboxes=(box,), mail_plus=True))
            ours = desk_of(app)
            courier = Courier(ours, LetterWriter(app, ours.settings), channel_for(ours.settings))
            server.put(raw("Where is my list?"))
            assert Collector(ours).collect(box) == 1
            assert courier.carry_due() == 1
            acknowledgement = customer.next()
            number = ours.see(mailroom.ledger)[0].ticket_id or 0
            ours.do(tickets.reply, ada, number, "It is in the menu.")
            assert courier.carry_due() == 1
            reply = customer.next()
            assert acknowledgement["Message-ID"] in reply["References"]

            answer = EmailMessage(RULES)
            answer["From"], answer["To"] = "carol@customer.example", reply["Reply-To"]
            answer["Subject"], answer["In-Reply-To"] = reply["Subject"], reply["Message-ID"]
            answer["Message-ID"] = "<answer@customer.example>"
            answer.set_content("Found it, thank you!\n\nOn Sunday, Ada wrote:\n> It is in the menu.\n")
            server.put(answer.as_bytes())
            assert Collector(ours).collect(box) == 1
            said = [entry.body for entry in ours.see(inbox.whole_timeline, carol, number)]
            assert said == ["Where is my list?", "It is in the menu.", "Found it, thank you!"]
            assert len(server.flags("Collected")) == 2
            ours.close()
