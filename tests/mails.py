"""Raw mails for tests, written as mail programs write them."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

_NUMBERS = count(1)


def raw(
    text: str = "My list is empty since the update of today.",
    *,
    sender: str = "Carol <carol@customer.example>",
    to: str = "support@help.example",
    subject: str = "The list is empty",
    headers: dict[str, str] | None = None,
    files: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:
    """A whole mail with CRLF; `files` are (name, MIME type, content). Headers given as "" are left out."""
    mail = EmailMessage(SMTP)
    values = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": "Sun, 22 Nov 2026 12:00:00 +0000",
        "Message-ID": f"<{next(_NUMBERS)}.test@customer.example>",
    } | (headers or {})
    for name, value in values.items():
        if value:
            mail[name] = value
    mail.set_content(text)
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def report(message_id: str, recipient: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A delivery report (RFC 3464) on a letter of ours."""
    lines = f"""From: MAILER-DAEMON@mx.example
To: support@help.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <{next(_NUMBERS)}.report@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user here
--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: whatever
--b--
"""
    return lines.replace("\n", "\r\n").encode()
