"""What the settings say, as far as it can be judged without asking anybody."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpcenter.config import Settings
from helpcenter.doctor.finding import Finding, fault, fine, warning
from helpcenter.domain.policy import PolicyError
from helpcenter.policy_file import PolicyFile

AREA = "settings"
HERE = ("localhost", "127.0.0.1", "::1")
OWN_VARIABLES = frozenset({"HELPCENTER_CONFIG"})


def look(settings: Settings) -> Iterator[Finding]:
    """Look at file, variables, public address, secrets and policy."""
    file = settings.policy_file or Path("helpcenter.toml")
    yield fine(AREA, f"read from {file}" if file.exists() else f"{file} is not there: defaults and variables hold")
    yield from _variables(os.environ)
    yield from _public(settings)
    yield from _sender(settings)
    yield from _secret(settings)
    yield from _clock_and_policy(settings, file)


def _variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    known = {f"HELPCENTER_{field.name.upper()}" for field in fields(Settings)} | OWN_VARIABLES
    for name in sorted(name for name in environ if name.startswith("HELPCENTER_") and name not in known):
        near = get_close_matches(name, known, n=1)
        mend = f"did you mean {near[0]}?" if near else "remove it; `[settings]` in the README lists all"
        yield warning(AREA, f"nobody reads the variable {name}", mend)


def _public(settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(settings.public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield fault(AREA, f"public_url {settings.public_url!r} is no web address", "write https://help.example.com")
    elif parts.hostname in HERE:
        yield warning(
            AREA, f"customers elsewhere cannot open {settings.public_url}", "set public_url to the address they use"
        )
    elif parts.scheme == "http":
        yield warning(
            AREA, f"{settings.public_url} is not encrypted", "serve it by https and set public_url to that address"
        )
    else:
        yield fine(AREA, f"customers reach us at {settings.public_url}")
    if settings.demo and parts.hostname not in HERE:
        yield fault(AREA, "demo is on: anybody may be any demo person", "set demo = false")


def _sender(settings: Settings) -> Iterator[Finding]:
    local, _, domain = settings.mail_from.rpartition("@")
    if not local or not domain:
        yield fault(AREA, f"mail_from {settings.mail_from!r} is no address", "set the address customers answer to")
    elif domain == "localhost":
        yield warning(
            AREA,
            f"mail_from is {settings.mail_from}: nobody can answer it",
            "set the address customers answer to",
        )


def _secret(settings: Settings) -> Iterator[Finding]:
    kept = settings.data_dir / "secret_key"
    if len(settings.secret_key) < 32:
        yield warning(AREA, "secret_key is shorter than 32 characters", "leave it empty: a long one is made and kept")
    if kept.exists() and kept.stat().st_mode & 0o077:
        yield fault(AREA, f"others may read {kept}", f"chmod 600 {kept}")
    if not os.access(settings.data_dir, os.W_OK | os.X_OK):
        yield fault(AREA, f"{settings.data_dir} cannot be written", "give it to the user who runs Helpcenter")


def _clock_and_policy(settings: Settings, file: Path) -> Iterator[Finding]:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield fault(AREA, f"time_zone {settings.time_zone!r} is unknown", "write an IANA name such as Europe/Berlin")
        return
    try:
        PolicyFile(file, settings.time_zone)
    except PolicyError as wrong:
        yield fault(AREA, str(wrong), "mend it; `helpcenter policy explain` shows what it decides")
