"""Bytes to text whatever charset was declared: the declared one, else UTF-8, else a guess by the looks."""

from __future__ import annotations

import codecs
import re

from helpcenter.domain.mail.charset_guess import guessed

_ALIASES = {
    **dict.fromkeys(("usascii", "ascii", "latin1", "iso88591", "cp1252", "windows1252", "ansi", "xansi"), "cp1252"),
    **dict.fromkeys(("ansix341968", "unknown8bit", "xunknown", "unknown", "8bit", "binary", "default", "none"), ""),
    **dict.fromkeys(("ksc56011987", "ksc5601", "euckr", "ksx1001", "windows949", "cp949", "ksc56011992"), "cp949"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "xgbk", "cp936", "windows936", "hzgb"), "gb18030"),
    **dict.fromkeys(("shiftjis", "xsjis", "sjis", "windows31j", "cp932", "mskanji", "cswindows31j"), "cp932"),
    **dict.fromkeys(("iso2022jp", "csiso2022jp", "iso2022jpms", "cp50220", "cp50221"), "iso2022_jp_ext"),
    **dict.fromkeys(("big5", "xbig5", "big5hkscs", "cnbig5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf8", "unicode11utf8", "utf8mb4", "xutf8"), "utf-8"),
    **dict.fromkeys(("unicode11utf7", "utf7", "xunicode20utf7", "csutf7"), "utf-7"),
    **dict.fromkeys(("iso88598i", "iso88598e", "logical", "visual"), "cp1255"),
    **dict.fromkeys(("iso88599", "windows1254", "latin5"), "cp1254"),
    **dict.fromkeys(("tis620", "iso885911", "windows874"), "cp874"),
    **dict.fromkeys(("macintosh", "xmacroman", "mac"), "mac-roman"),
}
_WESTERN = ("", "cp1252")
_NOT_CHARSETS = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
_CP1252_HOLES = {0xDC00 + byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decoded(data: bytes, declared: str = "") -> str:
    """Return `data` as text. Never raises; what no charset explains becomes U+FFFD. No byte order mark, no NUL."""
    return _text(data, _codec(declared)).lstrip("\ufeff").replace("\x00", "")


def _codec(declared: str) -> str:
    key = re.sub(r"[^a-z0-9]", "", declared.strip().lower()[:60])
    if key in _ALIASES:
        return _ALIASES[key]
    try:
        found = codecs.lookup(re.sub(r"[^A-Za-z0-9_.:-]", "", declared[:60]))
    except (LookupError, ValueError, UnicodeError):
        return ""
    if found.name in _NOT_CHARSETS or not getattr(found, "_is_text_encoding", True):
        return ""
    return found.name


def _text(data: bytes, codec: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and len(data) % 2 == 0 and not codec.startswith("utf-32"):
        return data.decode("utf-16", "replace")
    if data.isascii() and not _escapes(data, codec):
        return data.decode("ascii")
    if codec in _WESTERN or codec == "utf-8":
        return _utf8_or(data, codec)
    if not codec.startswith(("utf", "iso2022", "hz")) and (text := _surely_utf8(data)):
        return text
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return _broken(data, codec)


def _surely_utf8(data: bytes) -> str:
    """Return the text when it is UTF-8 whatever was declared: other charsets hardly ever look like it by chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return ""
    return text if sum(ord(ch) > 127 for ch in text[:10_000]) > 2 else ""


def _escapes(data: bytes, codec: str) -> bool:
    """Whether ASCII bytes may stand for something else."""
    if codec.startswith(("utf-16", "utf-32", "cp037", "cp500", "cp1140")) or codec == "utf-7":
        return True
    return b"\x1b" in data or codec == "hz"


def _utf8_or(data: bytes, codec: str) -> str:
    try:
        return data.decode("utf-8") if b"\x1b$" not in data else data.decode("iso2022_jp_ext")
    except UnicodeError:
        pass
    if codec == "cp1252":
        return _western(data)
    return _broken(data, codec)


def _western(data: bytes) -> str:
    """Windows-1252 is what people mean when they declare Latin-1, unless it would read like nothing on earth."""
    best = guessed(data, "cp1252")
    if best != "cp1252":
        return data.decode(best, "replace")
    text = data.decode("cp1252", "surrogateescape")
    return text if text.isprintable() else text.translate(_CP1252_HOLES)


def _broken(data: bytes, codec: str) -> str:
    """Bytes that the declared charset does not explain: a few of them are damage, many mean another charset."""
    if codec:
        text = data.decode(codec, "replace")
        high = sum(byte > 127 for byte in data[:100_000])
        if text[:100_000].count("\ufffd") * 20 <= max(high, 20) and codec not in _WESTERN:
            return text
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode(guessed(data, codec), "replace")


def _mostly_utf8(data: bytes) -> bool:
    text = data[:100_000].decode("utf-8", "replace")
    beyond = sum(ord(ch) > 127 for ch in text)
    return text.count("\ufffd") * 5 < beyond
