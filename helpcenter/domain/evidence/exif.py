"""The one thing of a picture's EXIF data that is kept: which way up it is (CIPA DC-008, 4.6.5)."""

from __future__ import annotations

import struct

_ORIENTATION = 0x0112
_SHORT = 3
_UPRIGHT = 1


def upright_only(tiff: bytes) -> bytes:
    """Return EXIF data (without its mark) that holds nothing but the way up, b"" for a picture that stands upright."""
    way = _orientation(tiff)
    if way == _UPRIGHT:
        return b""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, way, 0, 0)


def _orientation(tiff: bytes) -> int:
    """Which way up (1 to 8) the first directory says; upright where it says nothing or nonsense."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return _UPRIGHT
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(min(count, 200)):
            tag, kind, _values, way = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * entry)
            if (tag, kind) == (_ORIENTATION, _SHORT) and 1 <= way <= 8:
                return int(way)
    except struct.error:
        pass
    return _UPRIGHT
