"""Message identifiers and dates out of header fields."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_ID = re.compile(rb"<\s*([^<>\s]{1,900})\s*>")
_BARE_ID = re.compile(rb"[^\s<>\"(),;]{1,400}@[^\s<>\"(),;]{1,400}")
_MAX_IDS = 500
_DATE = re.compile(
    r"(\d{1,2})[\s-]{1,5}([A-Za-z]{3})[a-z]{0,9}\.?[\s,-]{1,5}(\d{4}|\d{2})[\s,]{1,5}"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s{0,5}([+-]\d{4}|[A-Za-z]{1,5})?"
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: at for at, name in enumerate(_NAMES, 1)}
_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "cet": 1}


def message_ids(raw: bytes) -> tuple[str, ...]:
    """Return the identifiers in a field in order, each once, without angle brackets; at most 500, the last ones."""
    found = _ID.findall(raw) or _BARE_ID.findall(raw[:10_000])
    return tuple(dict.fromkeys(each.decode("utf-8", "replace") for each in found))[-_MAX_IDS:]


def message_id(raw: bytes) -> str:
    """Return the identifier in a Message-ID field without angle brackets, whatever it looks like; "" when empty."""
    found = message_ids(raw)
    return found[0] if found else raw.strip(b" \t<>").decode("utf-8", "replace").split("\n")[0][:900]


def date(raw: bytes) -> datetime | None:
    """Return the date of a Date field with its time zone (UTC when none is given); None when it makes no sense."""
    found = _DATE.search(raw[:500].decode("ascii", "replace"))
    month = _MONTHS.get(found[2].lower()) if found else None
    if not found or not month:
        return None
    year = int(found[3])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    try:
        hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
        return datetime(year, month, int(found[1]), hour, minute, second, tzinfo=_zone(found[7] or ""))
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> timezone:
    if text[:1] in ("+", "-"):
        minutes = int(text[1:3]) * 60 + int(text[3:5])
        return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes)) if minutes < 1_440 else UTC
    return timezone(timedelta(hours=_ZONES.get(text.lower(), 0)))
