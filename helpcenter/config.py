"""Settings: what an operator may decide, from `helpcenter.toml` and `HELPCENTER_*` variables."""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from helpcenter.domain.limits import Limit
from helpcenter.domain.mailboxes import Mailbox, mailboxes
from helpcenter.domain.retention import KEEP, Retention, retention
from helpcenter.domain.theme import OURS, Theme
from helpcenter.domain.ticket_fields import TicketField, ticket_fields
from helpcenter.theme_file import read_theme

LOCALES = ("en", "fr", "de", "ja", "pt", "es", "pl")


class ConfigError(ValueError):
    """A setting that cannot be used; the message names the setting and the mend."""


@dataclass(frozen=True)
class Settings:
    """One field a setting. The docstring line under each field is what the README prints."""

    database_url: str = ""
    """Where the store lives: `sqlite:///file.db` or `postgresql://…`. Default: `helpcenter.db` in the data folder."""
    data_dir: Path = Path("var")
    """Folder for the SQLite file, attachments, backups, secret key and `synonyms/[<site key>/]<language>.txt`."""
    attachments_url: str = ""
    """Bucket for attachments, such as `s3://bucket/folder` (needs `helpcenter[s3]`). Default: in the data folder."""
    secret_key: str = ""
    """Signs cookies, links and Message-IDs. Default: made once and kept in the data folder."""
    host: str = "127.0.0.1"
    """Address that the web server listens on."""
    port: int = 8080
    """Port that the web server listens on."""
    public_url: str = ""
    """Address under which customers reach this server, with a sub-path if there is one. Default: host and port."""
    default_locale: str = "en"
    """Language used when nothing better is known."""
    locales: tuple[str, ...] = LOCALES
    """Languages offered."""
    time_zone: str = "UTC"
    """Time zone of the team (IANA name), for dates in mails and for people whose own zone is unknown."""
    team_name: str = "Support"
    """Name that customers see on replies, mails and pages."""
    theme: Theme = OURS
    """The table `[theme]`: `accent`, `accent_dark`, `radius`, `font`, `logo`, `logo_dark`; see `docs/theme.md`."""
    policy_file: Path | None = None
    """File with `[policy]`, `[hours]`, `[promises]`, `[clocks]`. Default: `helpcenter.toml` over the shipped table."""
    smtp_url: str = ""
    """Outgoing mail server, `smtp://user:pass@host:587` (STARTTLS when offered) or `smtps://…`. Empty: mail waits."""
    mail_from: str = "support@localhost"
    """Sender address of all mail."""
    webhook_private: bool = False
    """Webhooks may go to addresses of private networks and by plain http; else to the public internet by https only."""
    mail_domain: str = ""
    """Right side of our Message-IDs. Default: the domain of `mail_from`."""
    mailboxes: tuple[Mailbox, ...] = ()
    """Mailboxes to collect by IMAP, one `[[mailboxes]]` table each: `name`, `host`, `user`, `password_env`, …"""
    mail_plus: bool = False
    """Letters get a Reply-To such as `support+t12.…@`; the mail server must bring these to the mailbox, too."""
    mail_subject_token: bool = False
    """Letters end their subject with a signed mark, for mail programs that keep no thread."""
    mail_cc: bool = False
    """People in Cc of a customer's mail may write to its ticket; else only specialists see what they wrote."""
    mail_marks_closed: bool = True
    """Tickets by mail of people to whom the policy closes e-mail get the tag `email-closed`; they come in any case."""
    mail_spam_header: str = ""
    """Header field of your own mail server that says `yes` of spam, such as `X-Spam-Flag`; empty: none is believed."""
    mail_max_megabytes: int = 50
    """Mails larger than this are not taken in; the ledger names them."""
    mail_answers: bool = False
    """Letters invite to answer by mail also where no mailbox is collected: mail comes by `helpcenter mail receive`."""
    mail_files_megabytes: int = 7
    """Files of a reply travel in its letter up to this size together; those that do not fit go as links."""
    file_link_days: int = 30
    """Days for which such a link gives its file out."""
    dkim_selector: str = ""
    """Signs letters by DKIM under this selector (needs the extra `dkim`). Empty: the mail server signs, or nobody."""
    dkim_key_file: Path | None = None
    """File with the RSA key (PEM) for `dkim_selector`; `helpcenter doctor` says which DNS record belongs to it."""
    threads: int = 8
    """How many requests are worked on at once."""
    chat_wait: int = 120
    """Seconds after which a chat that nobody has taken goes on by e-mail."""
    chat_away: int = 60
    """Seconds without a sign of the customer's window after which a chat goes on by e-mail."""
    trusted_proxies: int = 0
    """How many proxies in front of us set `X-Forwarded-*`, read from the right; 0 believes none."""
    metrics_token: str = ""
    """Who asks for `/metrics` brings it as bearer token. Empty: only the local network gets them, and no proxy."""
    trusted_hosts: tuple[str, ...] = ()
    """Further host names under which requests are taken, beside that of `public_url` and this machine's own."""
    limit_questions: Limit = Limit(240, "minute")
    """Questions and suggestions for one person; like all limits ten times as many for one network, 0/hour for none."""
    limit_sessions: Limit = Limit(60, "minute")
    """Sessions of the widget that are opened or gone on with, signed identities among them."""
    limit_sign_in: Limit = Limit(6, "hour")
    """Sign-in mails; counted for networks only, so ten times as many. One address gets one a minute at most."""
    limit_tickets: Limit = Limit(20, "hour")
    """Tickets that one person opens."""
    limit_replies: Limit = Limit(120, "hour")
    """Replies that one person writes in their inbox."""
    limit_uploads: Limit = Limit(120, "hour")
    """Files that one person sends."""
    limit_upload_megabytes: Limit = Limit(500, "hour")
    """Megabytes of all these files together."""
    limit_votes: Limit = Limit(60, "hour")
    """Votes, ratings and "was this helpful" of one person."""
    limit_posts: Limit = Limit(20, "hour")
    """Questions, answers and reports of one person in the community."""
    limit_api: Limit = Limit(600, "minute")
    """Requests of one program by the API."""
    community_held_posts: int = 1
    """Posts of a new author that a specialist approves before the next ones appear at once; 0 holds none back."""
    answer_from: float = 0.6
    """Confidence (0 to 1) from which the first result is given as the answer; below it there is a list."""
    list_from: float = 0.3
    """Confidence from which results are offered as "these may help"; at most `answer_from`."""
    question_days: int = 365
    """Days after which questions that customers asked are forgotten, with what they read."""
    article_review: bool = False
    """Only leads and admins publish articles; what other specialists write waits for them."""
    retention: Retention = KEEP
    """The table `[retention]`, such as `closed_tickets_days = 730`: what goes, and when; see `docs/hosting.md`."""
    ticket_fields: tuple[TicketField, ...] = ()
    """Fields of your own that tickets have, one `[[ticket_fields]]` table each: `name`, `label`, `choices`."""
    allow_as: bool = False
    """`helpdesk --as EMAIL` is believed though specialists have passwords or tokens: anybody here may be anybody."""
    demo: bool = False
    """Serve the demo host page and its people. Never for real customers."""

    @property
    def sender_domain(self) -> str:
        """Right side of our Message-IDs."""
        return self.mail_domain or self.mail_from.rpartition("@")[2] or "localhost"

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is a SQLite file."""
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_path(self) -> Path | None:
        """The SQLite file, or None on PostgreSQL."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.is_sqlite else None


def load(path: Path | None = None, environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Read settings: defaults, then the file, then the environment, then `overrides`.

    `path` defaults to `$HELPCENTER_CONFIG` or `helpcenter.toml` in the current folder, which may be absent.
    Raises ConfigError for an unknown or unusable value.
    """
    environ = os.environ if environ is None else environ
    named = path or (Path(environ["HELPCENTER_CONFIG"]) if environ.get("HELPCENTER_CONFIG") else None)
    file = named or Path("helpcenter.toml")
    values: dict[str, Any] = {"policy_file": file}
    if named and not file.exists():
        raise ConfigError(f"{file}: there is no such file")
    if file.exists():
        values |= _from_file(file)
    values |= _from_environment(environ)
    values |= overrides
    return _complete(Settings(**{name: _convert(name, value) for name, value in values.items()}))


def _from_file(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError(f"{file}: {fault}") from fault
    policy_keys = {"policy", "hours", "promises", "clocks", "languages", "calendars"}
    known = {field.name for field in fields(Settings)}
    for key in table:
        if key not in known and key not in policy_keys:
            raise ConfigError(f"{file}: unknown setting {key!r}; known are {', '.join(sorted(known))}")
    found = {key: value for key, value in table.items() if key in known}
    if "theme" in found:
        try:
            found["theme"] = read_theme(found["theme"], text, file.resolve().parent)
        except ValueError as fault:
            raise ConfigError(f"{file}: {fault}") from fault
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        field.name: environ[f"HELPCENTER_{field.name.upper()}"]
        for field in fields(Settings)
        if environ.get(f"HELPCENTER_{field.name.upper()}")
    }


def _convert(name: str, value: Any) -> Any:
    kinds = {field.name: str(field.type) for field in fields(Settings)}
    kind = kinds.get(name)
    try:
        if kind is None:
            raise ConfigError(f"unknown setting {name!r}")
        if kind.startswith("Path"):
            return Path(value) if value is not None else None
        if kind == "int":
            return int(value)
        if kind == "float":
            return float(value)
        if kind == "bool":
            return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes", "on")
        if kind == "Theme":
            return value if isinstance(value, Theme) else read_theme(json.loads(value), "", Path.cwd())
        if kind == "Retention":
            return retention(json.loads(value) if isinstance(value, str) else value)
        if kind == "Limit":
            return value if isinstance(value, Limit) else Limit.parse(str(value))
        if name == "mailboxes":
            return mailboxes(json.loads(value) if isinstance(value, str) else value)
        if name == "ticket_fields":
            return ticket_fields(json.loads(value) if isinstance(value, str) else value)
        if kind.startswith("tuple"):
            return tuple(value.replace(",", " ").split()) if isinstance(value, str) else tuple(value)
    except (TypeError, ValueError) as fault:
        raise ConfigError(f"setting {name!r}: {value!r} cannot be used ({fault})") from fault
    return str(value)


def _complete(settings: Settings) -> Settings:
    """Fill what depends on other settings, and make the data folder."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    url = settings.database_url or f"sqlite:///{(settings.data_dir / 'helpcenter.db').resolve()}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            url = "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError(f"database_url: {url.split(':')[0]!r} is neither sqlite nor postgresql")
    _check_ranges(settings)
    _check_bucket(settings.attachments_url)
    if settings.default_locale not in settings.locales:
        raise ConfigError(f"default_locale: {settings.default_locale!r} is not among the locales {settings.locales}")
    return replace(
        settings,
        database_url=url,
        secret_key=settings.secret_key or _kept_secret(settings.data_dir / "secret_key"),
        public_url=(settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/"),
    )


def _check_bucket(url: str) -> None:
    """A bucket needs a library of its own; files of this machine belong in the data folder, where they are safer."""
    scheme = url.partition("://")[0]
    if url and (scheme == url or scheme in ("file", "local")):
        raise ConfigError(f"attachments_url: {url!r} names no bucket; s3://bucket/folder does")
    for needed in ("fsspec", "s3fs" if scheme == "s3" else "fsspec"):
        if url and find_spec(needed) is None:
            raise ConfigError(f"attachments_url: {needed} is not installed; pip install 'helpcenter[s3]'")


def _check_ranges(settings: Settings) -> None:
    for name in ("answer_from", "list_from"):
        if not 0 <= (value := getattr(settings, name)) <= 1:
            raise ConfigError(f"{name}: {value} is not between 0 and 1")
    if settings.list_from > settings.answer_from:
        raise ConfigError(f"list_from: {settings.list_from} is above answer_from, which is {settings.answer_from}")
    for name, least, most in (
        ("mail_max_megabytes", 1, 1000),
        ("mail_files_megabytes", 0, 100),
        ("file_link_days", 1, 3650),
        ("question_days", 1, 36_500),
    ):
        if not least <= (value := getattr(settings, name)) <= most:
            raise ConfigError(f"{name}: {value} is not between {least} and {most}")


def _kept_secret(file: Path) -> str:
    """The secret in `file`, made on first use; only its owner may read it."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii").strip()
