"""Letters, written outside of any request: values in, the bytes of a mail out, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_name
from flask import Flask
from flask_babel import force_locale, gettext, ngettext

from helpcenter.config import Settings
from helpcenter.dkim_signature import signer
from helpcenter.domain.attachments import Attachment
from helpcenter.domain.deliveries import OPTIONAL_LETTERS, STAFF_LETTERS, Delivery, Letter
from helpcenter.domain.faults import NotFound
from helpcenter.domain.letterheads import Letterhead
from helpcenter.domain.locales import direction
from helpcenter.domain.mail_threads import plus_address, subject_token
from helpcenter.domain.phones import shown_phone
from helpcenter.domain.sessions import PROOF_LIFE
from helpcenter.letter_headers import ascii_address, header_text, mark, smtp_policy
from helpcenter.links import Links
from helpcenter.services import attachments
from helpcenter.wording import Reader, moment_text
from helpcenter.wording_evidence import size_text


class LetterWriter:
    """Writes letters with the templates `mail/<letter>/{subject.txt,body.txt,body.html}`. Safe to share by threads."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        """Write with the templates and catalogues of `app`. Raises ConfigError when DKIM is wanted and cannot be."""
        self._app = app
        app.jinja_env.globals["theme"] = settings.theme  # parts that are imported see nothing else
        self._settings = settings
        self._links = Links(settings.public_url)
        self._signer = signer(settings)

    def write(self, delivery: Delivery, now: datetime, head: Letterhead | None = None) -> bytes:
        """Return the whole mail (RFC 5322, CRLF). `now` is the moment of its Date, UTC.

        Without a `head` it comes from the settings' sender, unsigned and without files. Raises ValueError when the
        recipient's address cannot stand in a header.
        """
        letter, settings = delivery.letter, self._settings
        head = head or Letterhead(settings.mail_from, settings.team_name)
        locale = Locale.parse(letter.locale, sep="-")
        with self._app.app_context(), force_locale(str(locale)):
            enclosed, lost = self._contents(head.enclosed)
            values = dict(letter.values) | self._values(locale, letter, now) | self._dress(head, lost, now, locale)
            subject = self._render(letter.name, "subject.txt", values)
            text = self._render(letter.name, "body.txt", values)
            html = self._render(letter.name, "body.html", values)
            sender = _sender(letter.values, head.name)
        mail = EmailMessage(smtp_policy(utf8=not letter.to.isascii()))
        mail["Subject"] = header_text(subject + self._token(letter))
        mail["From"] = ascii_address(head.address, header_text(sender))
        mail["To"] = ascii_address(letter.to)
        if answers := self._answers_to(letter, head):
            mail["Reply-To"] = answers
        self._offer_unsubscribe(mail, letter)
        mail["Date"] = now
        mark(mail, delivery)
        mail.set_content(text, cte="quoted-printable")
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        for file, content in enclosed:
            kind, _, subtype = file.media_type.partition("/")
            mail.add_attachment(content, maintype=kind, subtype=subtype, filename=file.name)
        mail["Content-Language"] = letter.locale  # last: setting content removes what is said of content
        raw = mail.as_bytes()
        return self._signer.signed(raw, head.address.rpartition("@")[2]) if self._signer else raw

    def _contents(self, files: Iterable[Attachment]) -> tuple[list[tuple[Attachment, bytes]], list[Attachment]]:
        """Return files with their bytes, and those whose bytes are lost: their letter must go all the same."""
        found: list[tuple[Attachment, bytes]] = []
        lost: list[Attachment] = []
        for file in files:
            try:
                found.append((file, attachments.path(self._settings, file).read_bytes()))
            except (NotFound, OSError):
                lost.append(file)
        return found, lost

    def _dress(self, head: Letterhead, lost: Iterable[Attachment], now: datetime, locale: Locale) -> dict[str, Any]:
        """Return what the letterhead gives to every template."""
        until = now + timedelta(days=self._settings.file_link_days)
        return {
            "team": head.name,
            "answerable": head.answerable,
            "signature": head.signature,
            "files": [self._linked(file, until, locale) for file in (*head.linked, *lost)],
            "files_until": format_date(until.astimezone(ZoneInfo(self._settings.time_zone)), "long", locale=locale),
        }

    def _linked(self, file: Attachment, until: datetime, locale: Locale) -> dict[str, str]:
        link = self._links.file(file.id, int(until.timestamp()), self._settings.secret_key)
        return {"name": file.name, "size": size_text(file.size, locale), "link": link}

    def _values(self, locale: Locale, letter: Letter, now: datetime) -> dict[str, Any]:
        """Return what every template may use beside the letter's own values."""
        given = letter.values
        zone = ZoneInfo(self._settings.time_zone)
        reader = Reader(gettext, ngettext, locale, zone)
        promised, closes, starts = (_moment(given, name) for name in ("promised_at", "closes_at", "starts_at"))
        return {
            "links": self._links,
            "link": self._link(given),
            "stop": self._stop(letter),
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
        address = self._stop(letter)
        if not address:
            return
        mail["List-Unsubscribe"] = f"<{address}>"
        if address.startswith("https:"):
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"

    def _stop(self, letter: Letter) -> str:
        """Return where letters of this kind are stopped; "" for those that nobody may do without."""
        if "subscription" in letter.values:
            return self._links.leave_thread(letter.values["subscription"], self._settings.secret_key)
        if letter.name not in OPTIONAL_LETTERS or letter.ticket_id is None:
            return ""
        return self._links.unsubscribe(letter.ticket_id, self._settings.secret_key)

    def _link(self, given: Mapping[str, Any]) -> str:
        if "token" in given:
            return self._links.sign_in(given["token"])
        if "path" in given:
            return self._links.page(given["path"])
        return self._links.ticket(given["number"]) if "number" in given else self._links.home

    def _token(self, letter: Letter) -> str:
        """Return what a subject ends with so that an answer finds its ticket by it; nothing unless that is wanted."""
        if not self._settings.mail_subject_token or letter.ticket_id is None or letter.name in STAFF_LETTERS:
            return ""
        return f" {subject_token(letter.ticket_id, self._settings.secret_key)}"

    def _answers_to(self, letter: Letter, head: Letterhead) -> str:
        """Return the Reply-To of a letter; "" when answers go to its sender."""
        if self._settings.mail_plus and letter.ticket_id and letter.name not in STAFF_LETTERS:
            return plus_address(head.reply_to or head.address, letter.ticket_id, self._settings.secret_key)
        return head.reply_to

    def _render(self, letter: str, part: str, values: Mapping[str, Any]) -> str:
        """Render without Flask's own template values: they ask for a request, and there is none."""
        return self._app.jinja_env.get_template(f"mail/{letter}/{part}").render(values)


def _moment(given: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(given[name]) if given.get(name) else None


def _sender(given: Mapping[str, Any], team: str) -> str:
    return gettext("%(author)s, %(team)s", author=given["author"], team=team) if given.get("author") else team
