"""Pictures and films without what was written beside them: place, camera, owner, remarks, leftovers of cropping.

Files that were checked before go in. What is kept is what the picture needs to look the same, and all else goes:
nobody can list every mark that a camera or an editor may leave.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

from helpcenter.domain.evidence import jpeg, png
from helpcenter.domain.evidence.exif import upright_only
from helpcenter.domain.evidence.images import after_pieces, gif_colours

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_WEBP_NEEDED = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_FILM_REMARKS = frozenset({b"udta", b"meta", b"uuid"})
_FILM_ROOMS = frozenset({b"moov", b"trak", b"mdia"})
_MOST_BOXES = 10_000


def bare(media_type: str, data: bytes) -> bytes:
    """Return a sound file of a media type without its metadata; what has none, or may keep it, as it is."""
    strip = _STRIPPERS.get(media_type)
    return strip(data) if strip else data


def _gif(data: bytes) -> bytes:
    """Without remarks and applications' blocks, but those that make it move in loops (GIF89a, 24 and 26)."""
    at = 13 + gif_colours(data[10])
    kept = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x21:
            end = after_pieces(data, at + 2)
            application = data[at + 1] == 0xFF and data[at + 3 : at + 14] not in _LOOPS
            needed = data[at + 1] != 0xFE and not application
        else:
            end, needed = after_pieces(data, at + 10 + gif_colours(data[at + 9]) + 1), True
        kept += [data[at:end]] if needed else []
        at = end
    return b"".join(kept) + b"\x3b"


def _webp(data: bytes) -> bytes:
    """Without EXIF, XMP and unknown chunks; flags and sizes fit what is left (RFC 9649, 2.7)."""
    chunks = list(_webp_chunks(data))
    way = next((upright_only(body.removeprefix(b"Exif\x00\x00")) for kind, body in chunks if kind == b"EXIF"), b"")
    kept = [(kind, body) for kind, body in chunks if kind in _WEBP_NEEDED]
    if kept and kept[0][0] == b"VP8X":
        flags = kept[0][1][0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if way else 0)
        kept[0] = (b"VP8X", bytes([flags]) + kept[0][1][1:])
        kept += [(b"EXIF", way)] if way else []
    packed = b"".join(kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2) for kind, body in kept)
    return b"RIFF" + struct.pack("<I", 4 + len(packed)) + b"WEBP" + packed


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end, at = min(len(data), 8 + struct.unpack("<I", data[4:8])[0]), 12
    while at + 8 <= end:
        kind, length = struct.unpack("<4sI", data[at : at + 8])
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _film(data: bytes) -> bytes:
    """With blanks of the same size in place of remarks: everything else stays at its offset (ISO 14496-12, 8.1.2)."""
    film, rooms = bytearray(data), [(0, len(data))]
    for _count in range(_MOST_BOXES):
        if not rooms:
            break
        at, end = rooms.pop()
        if at + 8 > end:
            continue
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        head = 16 if length == 1 else 8
        length = int.from_bytes(data[at + 8 : at + 16], "big") if length == 1 else length or end - at
        if not head <= length <= end - at:
            continue
        rooms.append((at + length, end))
        if kind in _FILM_ROOMS:
            rooms.append((at + head, at + length))
        elif kind in _FILM_REMARKS and any(data[at + head : at + length]):
            film[at + 4 : at + 8] = b"free"
            film[at + head : at + length] = bytes(length - head)
    return bytes(film)


_STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/png": png.bare,
    "image/jpeg": jpeg.bare,
    "image/gif": _gif,
    "image/webp": _webp,
    "video/mp4": _film,
}
