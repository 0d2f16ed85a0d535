"""An invitation (RFC 5545) as a few lines of text, for mails that say nothing else."""

from __future__ import annotations

import re

_LINE = re.compile(r"(SUMMARY|DTSTART|DTEND|LOCATION|DESCRIPTION|ORGANIZER)((?:;[^:\n]{0,300})?):(.*)", re.IGNORECASE)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")


def invitation(text: str) -> str:
    """Return title, time, place, organizer and description of a calendar file's first event; "" when it has none.

    Times stay as they are written, with the name of their zone.
    """
    unfolded = re.sub(r"\r?\n[ \t]", "", text[:200_000])
    begin = unfolded.upper().find("BEGIN:VEVENT")
    if begin < 0:
        return ""
    end = unfolded.upper().find("END:VEVENT", begin)
    found: dict[str, str] = {}
    for line in unfolded[begin : end if end > 0 else None].splitlines():
        match = _LINE.match(line)
        if match:
            found.setdefault(match[1].upper(), _value(match[1].upper(), match[2], match[3]))
    when = " – ".join(filter(None, (found.get("DTSTART"), found.get("DTEND"))))
    lines = (found.get("SUMMARY"), when, found.get("LOCATION"), found.get("ORGANIZER"))
    return "\n".join(
        [*filter(None, lines), *filter(None, ["\n" + found["DESCRIPTION"] if "DESCRIPTION" in found else ""])]
    )


def _value(name: str, parameters: str, value: str) -> str:
    if name in ("DTSTART", "DTEND"):
        time = _TIME.match(value)
        if not time:
            return ""
        zone = re.search(r"TZID=\"?([^\";:]{1,80})", parameters)
        clock = f" {time[4]}:{time[5]}" if time[4] else ""
        return f"{time[1]}-{time[2]}-{time[3]}{clock}" + (
            " UTC" if time[6] else f" {zone[1]}" if zone and clock else ""
        )
    if name == "ORGANIZER":
        shown = re.search(r"CN=\"?([^\";:]{1,200})", parameters)
        address = re.sub(r"(?i)^mailto:", "", value).strip()
        return f"{shown[1]} <{address}>" if shown else address
    return re.sub(r"\\([,;\\])", r"\1", value.replace("\\n", "\n").replace("\\N", "\n")).strip()
