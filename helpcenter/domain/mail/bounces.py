"""Delivery reports: the machine-readable ones (RFC 3464) and what qmail, Exchange, Postfix and others write as text."""

from __future__ import annotations

import re
from functools import cache

from helpcenter.domain.mail.values import Bounce, Failure

_MAX_FAILURES = 200


@cache
def _announces() -> re.Pattern[str]:
    return re.compile(
        r"(undeliver(able|ed)|mail delivery (failed|subsystem|failure|system)|"
        r"delivery (status notification|failure|has failed)|"
        r"failure notice|returned mail|returned to sender|nondeliverable|non[- ]?(delivery|remis)|mail system error|"
        r"delivery (delayed|incomplete)|message (you sent )?could not be delivered|unzustellbar|unbestellbar|"
        r"non remis|remise (impossible|diff[ée]r[ée]e)|no se (puede|pudo) entregar|non recapitabile|onbestelbaar|"
        r"niedostarczon|não (foi )?entreg|配信不能|配信できません|不達|недостав)",
        re.IGNORECASE,
    )


_SENDER = re.compile(r"(mailer-daemon|postmaster|mail-?daemon|maildaemon|microsoftexchange\w*)@?", re.IGNORECASE)
_ADDRESS = re.compile(r"<?([^\s<>@:;,\"()\[\]]{1,64}@[^\s<>@:;,\"()\[\]]{1,200}[^\s<>@:;,\"()\[\].])>?")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)[ -](?=[^\d]|[45]\.)")
_DELAYED = re.compile(r"delayed|will (keep|retry|continue)|temporar|not yet been delivered|warning", re.IGNORECASE)


def from_report(status: str) -> tuple[Failure, ...]:
    """Return what the text of a `message/delivery-status` part says of each recipient; () when it says nothing."""
    failures = []
    for block in re.split(r"\n[ \t]*\n", status.strip()):
        fields = _fields(block)
        recipient = _typed(fields.get("final-recipient") or fields.get("original-recipient") or "")
        if not recipient and "action" not in fields:
            continue
        code = _STATUS.search(fields.get("status", ""))
        diagnostic = _typed(fields.get("diagnostic-code", ""))
        action = fields.get("action", "").split(" ")[0].lower()
        failures.append(Failure(recipient.strip("<> "), action, code[1] if code else "", diagnostic))
        if len(failures) >= _MAX_FAILURES:
            break
    return tuple(failures)


def from_text(sender: str, subject: str, null_sender: bool, text: str, failed: str) -> Bounce | None:
    """Return the report that a mail without a machine-readable part is, or None.

    It must come from a mail system (`sender`, or the null sender) and say so in its subject, in the text's first
    lines, or name the recipient in `X-Failed-Recipients` (`failed`).
    """
    head = text[:6_000]
    system = null_sender or bool(_SENDER.match(sender))
    says = bool(_announces().search(subject) or _announces().search(head[:1_500])) or "qmail-send program" in head[:500]
    if not failed and not (system and says):
        return None
    addresses = [each.strip() for each in failed.split(",") if each.strip()] or _recipients(head, sender)
    code, words = _STATUS.search(head), _words(head)
    action = "delayed" if _DELAYED.search(subject) or (code and code[1].startswith("4")) else "failed"
    status = code[1] if code else ""
    return Bounce(tuple(Failure(each, action, status, words) for each in addresses or [""]))


def original_message_id(text: str) -> str:
    """Return the Message-ID of the mail that was returned, from its headers, without brackets, or ""."""
    found = re.search(r"^message-id:\s*<([^<>\s]{1,900})>", text, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    key = ""
    for line in block.split("\n")[:200]:
        if line[:1] in (" ", "\t") and key:
            fields[key] += " " + line.strip()
        elif ":" in line:
            key, _, value = line.partition(":")
            key = key.strip().lower()
            fields.setdefault(key, value.strip())
    return {key: " ".join(value.split())[:2_000] for key, value in fields.items()}


def _typed(value: str) -> str:
    """Take the type off: `rfc822; person@host`, `smtp; 550 no such user`."""
    kind, semicolon, rest = value.partition(";")
    return (rest if semicolon and re.fullmatch(r"\s*[\w.-]+\s*", kind) else value).strip()


def _recipients(text: str, sender: str) -> list[str]:
    """The first address of the text that is not the mail system's own."""
    for found in _ADDRESS.finditer(text):
        address = found[1]
        if address.lower() != sender.lower() and not _SENDER.match(address):
            return [address]
    return []


def _words(text: str) -> str:
    """The server's own words: the line with its code."""
    for line in text.split("\n"):
        if _STATUS.search(line[:1_000]) or _REPLY.search(line[:1_000]):
            return " ".join(line.split())[:500]
    return ""
