"""Films and documents: recognised by their bytes, walked to their end."""

from __future__ import annotations

import re
import struct

from helpcenter.domain.evidence.faults import Broken

_FILM_BRANDS = re.compile(rb"iso[m2-9a-c]|mp4[12]|mp71|avc1|M4V[ HP]|MSNV|dash|cmfc|3gp[4-9]|f4v ")
_OTHER_BRANDS = re.compile(rb"hei[csmx]|hev[cx]|mif1|msf1|avi[fs]|qt  |M4A |M4B |crx ")
_MAX_BOXES = 100_000


def is_film(data: bytes) -> bool:
    """Whether these bytes begin an MP4 film: a `ftyp` box with a brand of ISO 14496-14, no still image or QuickTime."""
    if data[4:8] != b"ftyp":
        return False
    brands = data[8 : min(len(data), int.from_bytes(data[:4], "big"), 200)]
    first, others = brands[:4], brands[8:]
    named = [first, *(others[at : at + 4] for at in range(0, len(others), 4))]
    return not _OTHER_BRANDS.fullmatch(first) and any(_FILM_BRANDS.fullmatch(brand) for brand in named)


def check_film(data: bytes) -> None:
    """Walk the top boxes of an MP4 (ISO 14496-12, 4.2): there must be a table of contents and media. Raises Broken."""
    at, found = 0, set()
    for _count in range(_MAX_BOXES):
        if at + 8 > len(data):
            break
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if length == 1 and at + 16 <= len(data):
            length = struct.unpack(">Q", data[at + 8 : at + 16])[0]
        length = length or len(data) - at
        if length < 8 or at + length > len(data):
            raise Broken("a box is cut off")
        found.add(kind)
        at += length
    if not {b"moov", b"mdat"} <= found:
        raise Broken("no film inside")


def is_webm(data: bytes) -> bool:
    """Whether these bytes begin a WebM film: an EBML header (RFC 8794) whose document type is `webm`."""
    return data[:4] == b"\x1aE\xdf\xa3" and b"\x42\x82\x84webm" in data[:80]


def check_webm(data: bytes) -> None:
    """A WebM film has a segment with at least one cluster behind its header (RFC 9559, 5.1). Raises Broken."""
    segment = data.find(b"\x18\x53\x80\x67", 0, 1024)
    if segment < 0 or data.find(b"\x1f\x43\xb6\x75", segment) < 0:
        raise Broken("no film inside")


def check_pdf(data: bytes) -> None:
    """A PDF tells at its end where its table lies (ISO 32000-1, 7.5.5). Raises Broken."""
    if b"startxref" not in data[-2048:] or b"%%EOF" not in data[-2048:]:
        raise Broken("cut off")
