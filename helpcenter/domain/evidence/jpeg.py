"""JPEG files as their segments (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.domain.evidence.exif import upright_only
from helpcenter.domain.evidence.faults import Broken

END, SCAN, REMARK = 0xD9, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_NEEDED = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""What applications may add that colours or shape hang on: density, profile, colour transform."""
_EXIF = b"Exif\x00\x00"


@dataclass(frozen=True)
class Segment:
    """One segment: its marker, its body, and its place in the file, scan data included."""

    marker: int
    body: bytes
    start: int
    end: int


def segments(data: bytes) -> Iterator[Segment]:
    """Give the segments behind SOI up to EOI, whose body is empty.

    Raises Broken; IndexError and struct.error where the file is cut off.
    """
    at = 2
    while True:
        start = at
        if data[at] != 0xFF:
            raise Broken("no marker")
        while data[at] == 0xFF:
            at += 1
        marker, at = data[at], at + 1
        if marker == END:
            yield Segment(END, b"", start, at)
            return
        length = struct.unpack(">H", data[at : at + 2])[0]
        if length < 2:
            raise Broken("a segment without length")
        body, at = data[at + 2 : at + length], at + length
        if marker == SCAN:
            following = _NEXT_MARKER.search(data, at)
            if following is None:
                raise Broken("cut off")
            at = following.start()
        yield Segment(marker, body, start, at)


def bare(data: bytes) -> bytes:
    """Return a sound file without what cameras and editors wrote beside the picture; the way up stays."""
    return data[:2] + b"".join(_kept(data, each) for each in segments(data))


def _kept(data: bytes, segment: Segment) -> bytes:
    if segment.marker == 0xE1 and segment.body.startswith(_EXIF):
        way = upright_only(segment.body[len(_EXIF) :])
        return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF + way)) + _EXIF + way if way else b""
    if segment.marker == REMARK:
        return b""
    needed = _NEEDED.get(segment.marker)
    if segment.marker in _APPLICATIONS and (needed is None or not segment.body.startswith(needed)):
        return b""
    return data[segment.start : segment.end]
