"""Letters, written outside of any request: values in, the bytes of a mail out, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_name
from flask import Flask
from flask_babel import force_locale, gettext, ngettext

from helpcenter.config import Settings
from helpcenter.dkim_signature import signer
from helpcenter.domain.deliveries import OPTIONAL_LETTERS, Delivery, Letter
from helpcenter.domain.locales import direction
from helpcenter.domain.mail_threads import plus_address, subject_token
from helpcenter.domain.phones import shown_phone
from helpcenter.domain.sessions import PROOF_LIFE
from helpcenter.domain.text import one_line
from helpcenter.links import Links
from helpcenter.wording import Reader, moment_text

AUTOMATIC = frozenset({"acknowledgement", "callback", "callback_missed", "closing", "sign_in", "silence", "transcript"})
"""Letters that no person wrote: they say so (RFC 3834), so that no machine answers them."""


class LetterWriter:
    """Writes letters with the templates `mail/<letter>/{subject.txt,body.txt,body.html}`. Safe to share by threads."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        """Write with the templates and catalogues of `app`. Raises ConfigError when DKIM is wanted and cannot be."""
        self._app = app
        self._settings = settings
        self._links = Links(settings.public_url)
        self._signer = signer(settings)

    def write(self, delivery: Delivery, now: datetime) -> bytes:
        """Return the whole mail (RFC 5322, CRLF). `now` is the moment of its Date, UTC.

        Raises ValueError when the recipient's address cannot stand in a header.
        """
        letter = delivery.letter
        locale = Locale.parse(letter.locale, sep="-")
        with self._app.app_context(), force_locale(str(locale)):
            values = dict(letter.values) | self._values(locale, letter.values, now)
            subject = self._render(letter.name, "subject.txt", values)
            text = self._render(letter.name, "body.txt", values)
            html = self._render(letter.name, "body.html", values)
            sender = self._sender(letter.values)
        mail = EmailMessage(_policy(utf8=not letter.to.isascii()))
        mail["Subject"] = _header(subject + self._token(letter))
        mail["From"] = Address(_header(sender), addr_spec=self._settings.mail_from)
        mail["To"] = _address(letter.to)
        if self._settings.mail_plus and letter.ticket_id:
            mail["Reply-To"] = plus_address(self._settings.mail_from, letter.ticket_id, self._settings.secret_key)
        self._offer_unsubscribe(mail, letter)
        mail["Date"] = now
        _mark(mail, delivery)
        mail.set_content(text, cte="quoted-printable")
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        mail["Content-Language"] = letter.locale  # last: setting content removes what is said of content
        raw = mail.as_bytes()
        return self._signer.signed(raw, self._settings.mail_from.rpartition("@")[2]) if self._signer else raw

    def _values(self, locale: Locale, given: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """Return what every template may use beside the letter's own values."""
        zone = ZoneInfo(self._settings.time_zone)
        reader = Reader(gettext, ngettext, locale, zone)
        promised, closes, starts = (_moment(given, name) for name in ("promised_at", "closes_at", "starts_at"))
        return {
            "team": self._settings.team_name,
            "links": self._links,
            "link": self._link(given),
            "survey": self._links.survey(given["number"], self._settings.secret_key) if "number" in given else None,
            "locale": str(locale).replace("_", "-"),
            "direction": direction(str(locale)),
            "promised": moment_text(promised, now, reader) if promised else None,
            "closes": moment_text(closes, now, reader) if closes else None,
            "zone": get_timezone_name((promised or closes or now).astimezone(zone), locale=locale),
            "said": [
                dict(line) | {"at": moment_text(datetime.fromisoformat(line["at"]), now, reader)}
                for line in given.get("lines", ())
            ],
            "starts": moment_text(starts, now, reader) if starts else None,
            "phone": shown_phone(given["phone"]) if "phone" in given else None,
            "minutes": int(PROOF_LIFE.total_seconds() // 60),
        }

    def _offer_unsubscribe(self, mail: EmailMessage, letter: Letter) -> None:
        """Let mail programs stop letters that one may do without, by one click where we are encrypted (RFC 8058)."""
        if letter.name not in OPTIONAL_LETTERS or letter.ticket_id is None:
            return
        address = self._links.unsubscribe(letter.ticket_id, self._settings.secret_key)
        mail["List-Unsubscribe"] = f"<{address}>"
        if address.startswith("https:"):
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"

    def _link(self, given: Mapping[str, Any]) -> str:
        if "token" in given:
            return self._links.sign_in(given["token"])
        return self._links.ticket(given["number"]) if "number" in given else self._links.home

    def _token(self, letter: Letter) -> str:
        """Return what a subject ends with so that an answer finds its ticket by it; nothing unless that is wanted."""
        wanted = self._settings.mail_subject_token and letter.ticket_id
        return f" {subject_token(letter.ticket_id, self._settings.secret_key)}" if wanted and letter.ticket_id else ""

    def _sender(self, given: Mapping[str, Any]) -> str:
        team = self._settings.team_name
        return gettext("%(author)s, %(team)s", author=given["author"], team=team) if given.get("author") else team

    def _render(self, letter: str, part: str, values: Mapping[str, Any]) -> str:
        """Render without Flask's own template values: they ask for a request, and there is none."""
        return self._app.jinja_env.get_template(f"mail/{letter}/{part}").render(values)


def _moment(given: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(given[name]) if given.get(name) else None


class _MessageIds(UnstructuredHeader, BaseHeader):
    """One id a line. The standard class would encode one too long for a line, and break the thread or the address."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: " + f"{policy.linesep} ".join(self.split()) + policy.linesep


def _policy(*, utf8: bool) -> Policy:
    """Return SMTP's rules for mail; `utf8` only for addresses that cannot be written without it (RFC 6532)."""
    headers = HeaderRegistry()
    for name in ("message-id", "in-reply-to", "references", "list-unsubscribe"):
        headers.map_to_type(name, _MessageIds)
    return SMTP.clone(header_factory=headers, utf8=utf8)


def _mark(mail: EmailMessage, delivery: Delivery) -> None:
    """Write what machines read: the thread, and whether a person wrote it."""
    mail["Message-ID"] = delivery.message_id
    if delivery.in_reply_to:
        mail["In-Reply-To"] = delivery.in_reply_to
        mail["References"] = " ".join(delivery.references)
    if delivery.letter.name in AUTOMATIC:
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"


def _header(text: str) -> str:
    """Return text fit for a header: one line without control characters, so that nothing can begin another header."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", one_line(text)).strip()


def _address(address: str) -> Address:
    """Return an address with its host name in ASCII (RFC 5891)."""
    local, _, domain = address.rpartition("@")
    return Address(username=local, domain=domain.encode("idna").decode("ascii"))
