"""The way out by SMTP: encrypted lines, passwords and addresses, against a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.channels import NotTaken, Outgoing
from helpcenter.channels.mail import SmtpChannel
from tests.mail_servers import certified, mail_server, takes_password

NAME = "help.example"


def test_a_password_leaves_encrypted_and_a_wrong_one_is_no_fault_of_the_mail(tmp_path: Path) -> None:
    mail = Outgoing("support@help.example", "x@customer.example", b"Subject: x\r\n\r\nHello\r\n")
    encrypted = {"tls_context": certified(tmp_path), "require_starttls": True}
    with mail_server(authenticator=takes_password, auth_required=True, **encrypted) as box:
        address = box.url.removeprefix("smtp://")
        SmtpChannel(f"smtp://me:secret%3A%20with%20%40%20sign@{address}", NAME).send(mail)
        assert box.next()["Subject"] == "x"
        with pytest.raises(NotTaken, match="535") as refusal:
            SmtpChannel(f"smtp://me:wrong@{address}", NAME).send(mail)
        assert not refusal.value.permanent


def test_a_line_encrypted_from_the_start(tmp_path: Path) -> None:
    with mail_server(ssl_context=certified(tmp_path)) as box:
        mail = Outgoing("support@help.example", "x@customer.example", b"Subject: x\r\n\r\n.\r\n..\r\n")
        SmtpChannel(box.url.replace("smtp:", "smtps:"), NAME).send(mail)
        assert box.taken.get_nowait()[1] == mail.raw


def test_addresses_beyond_ascii() -> None:
    mail = Outgoing("support@help.example", "jörg@bücher.example", b"Subject: x\r\n\r\nHello\r\n")
    with mail_server(enable_SMTPUTF8=True) as box:
        SmtpChannel(box.url, NAME).send(mail)
        assert box.taken.get_nowait()[0] == "jörg@xn--bcher-kva.example"
    with mail_server(enable_SMTPUTF8=False) as box:
        with pytest.raises(NotTaken) as refusal:
            SmtpChannel(box.url, NAME).send(mail)
        assert refusal.value.permanent
