"""winmail.dat (MS-OXTNEF): the files and the text that Outlook wraps in it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpcenter.domain.mail.charsets import decoded

_SIGNATURE = 0x223E9F78
_BODY, _MAPI, _RENDER, _DATA, _TITLE, _ATTACHMENT = 0x800C, 0x9003, 0x9002, 0x800F, 0x8010, 0x9005
_LONG_NAME, _NAME, _MIME, _CONTENT_ID, _BYTES = 0x3707, 0x3704, 0x370E, 0x3712, 0x3701
_PLAIN, _HTML = 0x1000, 0x1013
_SIZES = {0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 2, 0x14: 8, 0x40: 8, 0x48: 16}
_MAX_FILES = 500


@dataclass
class Wrapped:
    """What was in it: files as (name, type or "", content id or "", content), and the text if there was one."""

    files: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    text: str = ""
    html: bytes = b""


def unpacked(data: bytes) -> Wrapped | None:
    """Return the content of a winmail.dat, as far as it can be read; None when it is none. Never raises."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return None
    found = Wrapped()
    current: dict[int, bytes] | None = None
    for tag, value in _attributes(data):
        if tag == _RENDER:
            if current is not None:
                found.files.append(_file(current))
            current = {} if len(found.files) < _MAX_FILES else None
        elif current is not None and tag in (_DATA, _TITLE):
            current[_BYTES if tag == _DATA else _NAME] = value
        elif current is not None and tag == _ATTACHMENT:
            properties = dict(_properties(value))
            properties.pop(_BYTES, None) if _BYTES in current else None
            current.update(properties)
        elif tag == _BODY:
            found.text = found.text or _string(value)
        elif tag == _MAPI:
            properties = dict(_properties(value))
            found.text = found.text or _string(properties.get(_PLAIN, b""))
            found.html = found.html or properties.get(_HTML, b"")
    if current is not None:
        found.files.append(_file(current))
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    here = 6
    while here + 9 <= len(data):
        tag, size = struct.unpack_from("<HxxI", data, here + 1)
        yield tag, data[here + 9 : here + 9 + size]
        here += 9 + size + 2


def _properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """MAPI properties; strings in UTF-16 come out as UTF-8."""
    try:
        (count,) = struct.unpack_from("<I", data)
        here = 4
        for _ in range(min(count, 2_000)):
            kind, name = struct.unpack_from("<HH", data, here)
            here += 4
            if name >= 0x8000:
                here = _named(data, here)
            values = 1
            if kind & 0x1000 or kind in (0x0D, 0x1E, 0x1F, 0x102):
                (values,) = struct.unpack_from("<I", data, here)
                here += 4
            for _ in range(min(values, 1_000)):
                value, here = _value(data, here, kind & 0xFFF)
                yield name, value
    except struct.error:
        return


def _named(data: bytes, here: int) -> int:
    (kind,) = struct.unpack_from("<I", data, here + 16)
    (size,) = struct.unpack_from("<I", data, here + 20)
    return here + 24 + (0 if kind == 0 else size + -size % 4)


def _value(data: bytes, here: int, kind: int) -> tuple[bytes, int]:
    if kind in _SIZES:
        size = max(4, _SIZES[kind])
        return data[here : here + size], here + size
    (size,) = struct.unpack_from("<I", data, here)
    value = data[here + 4 : here + 4 + size]
    if kind == 0x1F:
        value = value.decode("utf-16-le", "replace").encode("utf-8", "replace")
    if kind == 0x0D:
        value = value[16:]
    return value, here + 4 + size + -size % 4


def _file(found: dict[int, bytes]) -> tuple[str, str, str, bytes]:
    name = _string(found.get(_LONG_NAME) or found.get(_NAME) or b"")
    return name, _string(found.get(_MIME, b"")).lower(), _string(found.get(_CONTENT_ID, b"")), found.get(_BYTES, b"")


def _string(value: bytes) -> str:
    return decoded(value.split(b"\x00")[0]).strip()
