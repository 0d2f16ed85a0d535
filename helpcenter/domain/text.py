"""Text as people type it: made storable without changing what can be read."""

from __future__ import annotations

import re
import unicodedata

_ADDRESS = re.compile(
    r"[^@\s\x00-\x1f<>(),;:\"\[\]\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?"
)
_WEB = re.compile(r"https?://[^\s<>\"'`\x00-\x1f]+", re.IGNORECASE)
_NOT_AT_THE_END = ".,;:!?…)]}»”’*_"


def storable(text: str) -> str:
    """Return `text` with line ends as `\\n` and the two things no UTF-8 store takes replaced by U+FFFD.

    Those are U+0000 (PostgreSQL refuses it) and lone surrogates (not encodable). All else stays as typed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _has_surrogate(text) else text


def one_line(text: str) -> str:
    """Return storable `text` on a single line, blanks at its ends removed; no-break spaces within stay (French)."""
    return re.sub(r"[^\S\xa0\u202f]+", " ", storable(text)).strip()


def harmless_line(text: str) -> str:
    """Return `text` on one line with nothing in it that acts on a terminal instead of showing (ECMA-48, bidi)."""
    return "".join(ch if ch.isprintable() else "\ufffd" for ch in one_line(text))


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: only white space, format and control characters."""
    return all(ch.isspace() or unicodedata.category(ch) in ("Cf", "Cc", "Zs", "Zl", "Zp") for ch in text)


def normal_address(address: str) -> str:
    """Return the e-mail address in the form it is kept and compared in: NFC, lower case, no blanks around it.

    RFC 5321 lets the local part differ by case; no provider in use does, and people type either.
    Raises ValueError when it is not one address (no display name, one `@`, a host name, 254 characters at most).
    """
    address = unicodedata.normalize("NFC", address.strip()).lower()
    if len(address) > 254 or not _ADDRESS.fullmatch(address) or ".." in address:
        raise ValueError("not an e-mail address")
    return address


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def web_addresses(text: str) -> list[tuple[int, str]]:
    """Return the http(s) addresses in a text, each with the place where it begins."""
    found = ((each.start(), _without_tail(each.group())) for each in _WEB.finditer(text))
    return [(start, address) for start, address in found if address.partition("://")[2]]


def _without_tail(address: str) -> str:
    """Punctuation behind an address belongs to the sentence, but a bracket that was opened in it stays."""
    while address and address[-1] in _NOT_AT_THE_END:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
