"""Small real files of every kind that is taken, made from their specifications."""

from __future__ import annotations

import json
import struct
import zlib


def chunk(kind: bytes, body: bytes) -> bytes:
    """One PNG chunk."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 3, height: int = 2, *, pixels: bytes | None = None, extra: bytes = b"", interlace: int = 0
) -> bytes:
    """An RGB image of 8 bits a channel."""
    pixels = b"".join(b"\x00" + b"\x7f" * 3 * width for _ in range(height)) if pixels is None else pixels
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlace)
    packed = zlib.compress(pixels)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def jpeg(width: int = 4, height: int = 4) -> bytes:
    """A baseline image as its segments: header, frame, scan."""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\xaa\xff\x00\xbb"
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return b"\xff\xd8" + app + b"\xff\xc0" + frame + b"\xff\xda" + scan + b"\xff\xd9"


def gif(width: int = 2, height: int = 2, frames: int = 1) -> bytes:
    """An image with a table of two colours."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x03\x44\x02\x05\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00" * 6
    return head + b"\x21\xf9\x04\x00\x00\x00\x00\x00" + frame * frames + b"\x3b"


def webp(width: int = 5, height: int = 5) -> bytes:
    """A lossy image: one chunk in its container."""
    body = b"\x10\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width, height) + b"\x00" * 8
    inner = b"WEBP" + b"VP8 " + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def box(kind: bytes, body: bytes) -> bytes:
    """One MP4 box."""
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4(brand: bytes = b"isom") -> bytes:
    """A film with a table of contents and some media."""
    return box(b"ftyp", brand + b"\x00\x00\x02\x00" + b"isom") + box(b"moov", b"\x00" * 16) + box(b"mdat", b"\x01" * 32)


def webm(document: bytes = b"\x42\x82\x84webm") -> bytes:
    """A film: header, segment, cluster."""
    header = b"\x1a\x45\xdf\xa3" + bytes([0x80 | (len(document) + 4)]) + b"\x42\x86\x81\x01" + document
    return header + b"\x18\x53\x80\x67\x88" + b"\x1f\x43\xb6\x75\x83" + b"\xe7\x81\x00"


def pdf() -> bytes:
    """A document of one empty page."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    return body + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n" + b"97\n%%EOF\n"


def har(**entry: object) -> bytes:
    """An archive of one request that carries every kind of secret."""
    request = {
        "method": "POST",
        "url": "https://app.example/login?next=%2Fhome&access_token=SECRET-url#id_token=SECRET-fragment",
        "headers": [
            {"name": "Cookie", "value": "sid=SECRET-cookie"},
            {"name": "authorization", "value": "Bearer SECRET-bearer"},
            {"name": "X-Api-Key", "value": "SECRET-key"},
            {"name": "Accept", "value": "text/html"},
            {"name": "Referer", "value": "https://carol:SECRET-login@app.example/?code=SECRET-code&page=2"},
        ],
        "queryString": [{"name": "access_token", "value": "SECRET-url"}, {"name": "next", "value": "/home"}],
        "cookies": [{"name": "sid", "value": "SECRET-cookie"}, {"name": "theme", "value": "SECRET-dark"}],
        "postData": {
            "mimeType": "application/x-www-form-urlencoded",
            "text": "user=carol&password=SECRET-form&remember=1",
            "params": [{"name": "user", "value": "carol"}, {"name": "password", "value": "SECRET-form"}],
        },
    }
    content = {"mimeType": "application/json", "text": json.dumps({"user": "carol", "refresh_token": "SECRET-answer"})}
    response = {
        "status": 500,
        "headers": [{"name": "Set-Cookie", "value": "sid=SECRET-set"}, {"name": "Content-Type", "value": "text/html"}],
        "cookies": [],
        "content": content,
    }
    first = {"startedDateTime": "2026-11-22T10:00:00Z", "request": request, "response": response, **entry}
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "Test"}, "entries": [first]}}).encode()


KINDS: dict[str, bytes] = {
    "png": png(),
    "jpg": jpeg(),
    "gif": gif(),
    "webp": webp(),
    "mp4": mp4(),
    "webm": webm(),
    "pdf": pdf(),
    "txt": "Ein Protokoll mit Ümlauten\n".encode(),
    "log": b"\x1b[31m2026-11-22 ERROR\x1b[0m it broke\r\n",
    "har": har(),
}
