"""The outgoing mail server, by the real conversation: greeting, encryption, password, our sender. No mail is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid

from helpcenter.channels import NotTaken, Outgoing
from helpcenter.channels.mail import SmtpChannel
from helpcenter.config import ConfigError, Settings
from helpcenter.doctor.finding import Finding, fault, fine, warning
from helpcenter.domain.text import harmless_line

AREA = "smtp"
MENDS = (
    (("535", "534", "530", "538"), "check user and password in smtp_url; some providers want an app password"),
    (("550", "553", "554", "501"), "the server refuses mail_from: use an address that it may send for"),
    (("certificate",), "the certificate does not fit the host name: use the name that the provider gives"),
    (("wrong_version", "wrong version"), "this port speaks plainly first: write smtp:// instead of smtps://"),
    (("name or service", "nodename", "name resolution", "getaddrinfo"), "check the host name in smtp_url"),
    (("refused",), "check host and port in smtp_url: 587 with smtp://, 465 with smtps://"),
    (("timed out", "unreachable"), "a firewall may be in the way: many hosters block port 25; try 587"),
    (("kept back",), "use smtps:// or a server with STARTTLS"),
)
"""Words of a refusal, in lower case, and what usually mends it; the first that fits."""


def look(settings: Settings) -> Iterator[Finding]:
    """Talk with the server that `smtp_url` names."""
    if not settings.smtp_url:
        yield warning(
            AREA, "no way out is set: mail waits in the outbox", "set smtp_url, such as smtp://user:pass@host:587"
        )
        return
    try:
        met = SmtpChannel(settings.smtp_url, settings.sender_domain).greet(settings.mail_from)
    except (ConfigError, NotTaken) as wrong:
        said = harmless_line(str(wrong))
        yield fault(AREA, said, mend_of(said))
        return
    signed_in = "signed in" if met.signed_in else "no password asked"
    yield fine(AREA, f"{met.place} takes mail from {settings.mail_from} ({signed_in})")
    if not met.encrypted:
        yield warning(AREA, f"the line to {met.place} is not encrypted", "use smtps:// or a server with STARTTLS")
    if not met.utf8:
        yield fine(AREA, "the server takes no addresses beyond ASCII; a letter to one is given up")


def send_test(settings: Settings, recipient: str) -> Finding:
    """Send one short mail and return how that went."""
    if not settings.smtp_url:
        return fault(AREA, "no test mail was sent: smtp_url is not set", "set smtp_url")
    mail = EmailMessage(SMTP)
    mail["Subject"] = f"Helpcenter test from {settings.team_name}"
    mail["From"], mail["To"], mail["Date"] = settings.mail_from, recipient, datetime.now(UTC)
    mail["Message-ID"], mail["Auto-Submitted"] = make_msgid(domain=settings.sender_domain), "auto-generated"
    mail.set_content("If you can read this, mail leaves Helpcenter.\n")
    try:
        channel = SmtpChannel(settings.smtp_url, settings.sender_domain)
        channel.send(Outgoing(settings.mail_from, recipient, mail.as_bytes()))
    except (ConfigError, NotTaken) as wrong:
        said = harmless_line(str(wrong))
        return fault(AREA, f"the test mail was not taken: {said}", mend_of(said))
    return fine(AREA, f"a test mail to {recipient} was taken; look whether it arrives, and not among spam")


def mend_of(said: str) -> str:
    """Return what usually mends a refusal in these words."""
    low = said.lower()
    for words, mend in MENDS:
        if any(word in low if not word.isdigit() else low.startswith(word) for word in words):
            return mend
    return "ask the mail server's operator with these words; its log says more"
