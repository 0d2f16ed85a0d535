"""Images checked by reading them, with bounded work: size from the header first, then the whole structure.

PNG pixels are unfolded; of the other kinds every block is walked. No image library is used: decoding hostile files
with one is the larger risk, and nothing here needs the pixels.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from helpcenter.domain.evidence import jpeg, png
from helpcenter.domain.evidence.faults import Broken, TooBigInside

MAX_SIDE = 30_000
MAX_PIXELS = 100_000_000
MAX_FRAMES = 5_000
MAX_MOVING_PIXELS = 4_000_000_000
"""Pixels of all frames of an animation together."""


def check(kind: str, data: bytes) -> tuple[int, int]:
    """Read an image of a kind (png, jpeg, gif, webp). Returns width and height in pixels.

    Raises Broken when it does not hold together, TooBigInside when it is a bomb or larger than anybody can look at.
    """
    try:
        return _CHECKS[kind](data)
    except (struct.error, IndexError) as fault:
        raise Broken("cut off") from fault


def _png(data: bytes) -> tuple[int, int]:
    found = _bounded(*png.size(data))
    png.check(data)
    return found


def _jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments; a frame tells the size (ITU-T T.81, B.2.2)."""
    found = None
    for segment in jpeg.segments(data):
        if 0xC0 <= segment.marker <= 0xCF and segment.marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", segment.body[1:5])
            found = _bounded(width, height)
    if found is None:
        raise Broken("no frame")
    return found


def _gif(data: bytes) -> tuple[int, int]:
    """Walk the blocks from the header to the trailer (GIF89a, CompuServe 1990)."""
    width, height, flags = struct.unpack("<HHB", data[6:11])
    found, at, frames, pixels = _bounded(width, height), 13 + gif_colours(flags), 0, 0
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x21:
            at = after_pieces(data, at + 2)
        elif data[at] == 0x2C:
            _left, _top, across, down, flags = struct.unpack("<HHHHB", data[at + 1 : at + 10])
            _bounded(across, down)
            frames, pixels = frames + 1, pixels + across * down
            at = after_pieces(data, at + 10 + gif_colours(flags) + 1)
        else:
            raise Broken("an unknown block")
        if frames > MAX_FRAMES or pixels > MAX_MOVING_PIXELS:
            raise TooBigInside("frames")
    if not frames:
        raise Broken("no frame")
    return found


def gif_colours(flags: int) -> int:
    """Return how many bytes of colours these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def after_pieces(data: bytes, at: int) -> int:
    """Return where the pieces of a GIF's block that begin at `at` have ended."""
    while data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> tuple[int, int]:
    """Walk the chunks of the RIFF container (RFC 9649)."""
    end, at, found, frames = 8 + struct.unpack("<I", data[4:8])[0], 12, None, 0
    if end > len(data) + 1:
        raise Broken("cut off")
    while at + 8 <= min(end, len(data)):
        kind, length = struct.unpack("<4sI", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise Broken("cut off")
        if kind in _WEBP_SIZES:
            size = _bounded(*_WEBP_SIZES[kind](body))
            found = found or size
        frames += kind in (b"VP8 ", b"VP8L", b"ANMF")
        at += 8 + length + length % 2
    if found is None or not frames:
        raise Broken("no frame")
    if frames > MAX_FRAMES or frames * found[0] * found[1] > MAX_MOVING_PIXELS:
        raise TooBigInside("frames")
    return found


def _lossy(body: bytes) -> tuple[int, int]:
    if body[3:6] != b"\x9d\x01\x2a":
        raise Broken("no key frame")
    width, height = struct.unpack("<HH", body[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    if body[0] != 0x2F:
        raise Broken("no lossless frame")
    bits = struct.unpack("<I", body[1:5])[0]
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _canvas(body: bytes) -> tuple[int, int]:
    return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1


def _bounded(width: int, height: int) -> tuple[int, int]:
    if not width or not height:
        raise Broken("no pixels")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise TooBigInside(f"{width} x {height}")
    return width, height


_WEBP_SIZES: Mapping[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"VP8 ": _lossy,
    b"VP8L": _lossless,
    b"VP8X": _canvas,
}
_CHECKS: Mapping[str, Callable[[bytes], tuple[int, int]]] = {"png": _png, "jpeg": _jpeg, "gif": _gif, "webp": _webp}
