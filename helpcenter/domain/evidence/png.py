"""PNG files read to their end with bounded work (PNG specification, third edition, W3C 2025)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from helpcenter.domain.evidence.exif import upright_only
from helpcenter.domain.evidence.faults import Broken, TooBigInside

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 100_000
MAX_TEXT_BYTES = 8 * 1024 * 1024
"""Bytes that a packed remark or colour profile may unfold to."""
MAX_UNPACKED_BYTES = 1024**3
"""Bytes that all frames together may unfold to."""

_STEP = 1024 * 1024
_SLACK = 64 * 1024
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_NEEDED = frozenset(b"tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
"""Chunks beside the critical ones that its look hangs on (sections 11.3 and 14)."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""First column and row, then steps, of the seven passes of an interlaced image (section 8)."""


def size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels from the header alone. Raises Broken."""
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise Broken("no header")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def check(data: bytes) -> None:
    """Read every chunk, and unfold the pixels without keeping them.

    Never unfolds more than the header promises, so a bomb costs what an honest image of its size costs.
    Raises Broken, TooBigInside.
    """
    frame_bytes = _frame_bytes(data)
    frame, total, seen = _Frame(frame_bytes), 0, False
    for kind, body in _chunks(data):
        if kind == b"IDAT":
            seen = True
            total += frame.feed(body)
        elif kind == b"fdAT":
            total += frame.feed(body[4:])
        elif kind == b"fcTL" and seen:
            frame = _Frame(frame_bytes)
        elif kind in (b"iCCP", b"zTXt", b"iTXt"):
            _check_packed_text(kind, body)
        if kind == b"IDAT" and frame.unpacked < frame_bytes:
            continue
        if total > MAX_UNPACKED_BYTES:
            raise TooBigInside("frames")
    if not seen or total < frame_bytes:
        raise Broken("pixels are missing")


def bare(data: bytes) -> bytes:
    """Return a sound file without remarks, times, camera data and leftovers behind its end; the way up stays."""
    kept = [SIGNATURE]
    for kind, body in _chunks(data):
        if kind == b"eXIf":
            body = upright_only(body)
        if (body and kind == b"eXIf") or kind in _NEEDED or kind[:1].isupper():
            kept += [struct.pack(">I", len(body)), kind, body, struct.pack(">I", zlib.crc32(kind + body))]
    return b"".join([*kept, b"\x00\x00\x00\x00IEND\xaeB`\x82"])


class _Frame:
    """The packed pixels of one frame, counted and thrown away."""

    def __init__(self, most: int) -> None:
        self._most = most + _SLACK
        self._unpacker = zlib.decompressobj()
        self.unpacked = 0

    def feed(self, packed: bytes) -> int:
        before = self.unpacked
        try:
            while packed and not self._unpacker.eof:
                self.unpacked += len(self._unpacker.decompress(packed, _STEP))
                if self.unpacked > self._most:
                    raise TooBigInside("pixels")
                packed = self._unpacker.unconsumed_tail
        except zlib.error as fault:
            raise Broken(str(fault)) from fault
        return self.unpacked - before


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's type and body up to IEND, checked by its sum."""
    at = len(SIGNATURE)
    for _count in range(MAX_CHUNKS):
        if at + 12 > len(data):
            raise Broken("cut off")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack(">I", data[end - 4 : end])[0]:
            raise Broken("a chunk is damaged")
        if kind == b"IEND":
            return
        yield kind, data[at + 8 : end - 4]
        at = end
    raise TooBigInside("chunks")


def _frame_bytes(data: bytes) -> int:
    """How many bytes the pixels of one frame unfold to (sections 7 and 8)."""
    width, height = size(data)
    depth, colour, packing, filtering, interlace = data[24:29]
    if not width or not height or depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise Broken("the header makes no sense")
    bits = depth * _CHANNELS[colour]
    passes = _PASSES if interlace else ((0, 0, 1, 1),)
    total = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * bits + 7) // 8)
    return total


def _check_packed_text(kind: bytes, body: bytes) -> None:
    """Refuse a remark or profile that unfolds without end; a damaged one hurts nobody."""
    name, _, rest = body.partition(b"\x00")
    if kind == b"iTXt":
        if rest[:1] != b"\x01":
            return
        rest = rest[2:].partition(b"\x00")[2].partition(b"\x00")[2]
    else:
        rest = rest[1:]
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(rest, MAX_TEXT_BYTES)
    except zlib.error:
        return
    if unpacker.unconsumed_tail and not unpacker.eof:
        raise TooBigInside(name.decode("latin-1"))
