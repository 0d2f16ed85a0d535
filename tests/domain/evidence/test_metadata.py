"""Place, camera and remarks go out of pictures and films; what is to be seen stays, and the way up."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.evidence.files import accept
from helpcenter.domain.evidence.images import check
from tests.domain.evidence import samples

MARK = b"SECRET 52.5200N 13.4050E"


def tiff(way: int = 1, order: str = "<") -> bytes:
    """EXIF data with a maker, a way up and a place."""
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(f"{order}I", 8)
    pack = partial(struct.pack, f"{order}HHIHH")
    entries = [pack(0x010F, 2, 24, 50, 0), pack(0x0112, 3, 1, way, 0), pack(0x8825, 4, 1, 8, 0)]
    return head + struct.pack(f"{order}H", len(entries)) + b"".join(entries) + b"\x00" * 4 + MARK


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*extra: bytes, behind: bytes = b"") -> bytes:
    plain = samples.jpeg()
    return plain[:2] + b"".join(extra) + plain[2:] + behind


def webp(*extra: tuple[bytes, bytes], flags: int) -> bytes:
    canvas = (b"VP8X", bytes([flags, 0, 0, 0]) + (4).to_bytes(3, "little") * 2)
    picture = (b"VP8 ", samples.webp()[20:])
    packed = b"".join(
        kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
        for kind, body in (canvas, picture, *extra)
    )
    return b"RIFF" + struct.pack("<I", len(packed) + 4) + b"WEBP" + packed


def gif(*extra: bytes, behind: bytes = b"") -> bytes:
    plain = samples.gif(frames=2)
    return plain[:19] + b"".join(extra) + plain[19:] + behind


LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
PIECE = bytes([len(MARK)]) + MARK + b"\x00"
PROFILE = segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + b"colours")
ADOBE = segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01")

TOLD = {
    "jpeg-exif": jpeg(segment(0xE1, b"Exif\x00\x00" + tiff())),
    "jpeg-xmp": jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + MARK)),
    "jpeg-iptc": jpeg(segment(0xED, b"Photoshop 3.0\x00" + MARK)),
    "jpeg-remark": jpeg(segment(0xFE, MARK)),
    "jpeg-thumbnail": jpeg(segment(0xE0, b"JFXX\x00\x10" + MARK)),
    "jpeg-maker": jpeg(segment(0xEA, MARK)),
    "jpeg-behind": jpeg(behind=MARK),
    "png-exif": samples.png(extra=samples.chunk(b"eXIf", tiff())),
    "png-text": samples.png(extra=samples.chunk(b"tEXt", b"Comment\x00" + MARK)),
    "png-itxt": samples.png(extra=samples.chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + MARK)),
    "png-ztxt": samples.png(extra=samples.chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(MARK))),
    "png-time": samples.png(extra=samples.chunk(b"tIME", b"\x07\xea\x0b\x16\x14\x00\x00")),
    "png-own": samples.png(extra=samples.chunk(b"prVt", MARK)),
    "png-behind": samples.png() + MARK,
    "gif-remark": gif(b"\x21\xfe" + PIECE),
    "gif-xmp": gif(b"\x21\xff\x0bXMP DataXMP" + PIECE),
    "gif-behind": gif(behind=MARK),
    "webp-exif": webp((b"EXIF", tiff()), flags=0x08),
    "webp-xmp": webp((b"XMP ", MARK), flags=0x04),
    "webp-own": webp((b"MINE", MARK), flags=0),
    "film-place": samples.box(b"ftyp", b"isom\x00\x00\x02\x00isom")
    + samples.box(b"moov", samples.box(b"trak", samples.box(b"udta", MARK)) + samples.box(b"udta", MARK))
    + samples.box(b"uuid", MARK)
    + samples.box(b"mdat", b"\x01" * 32),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_was_written_beside_it_is_gone(name: str) -> None:
    taken = accept("x", TOLD[name])
    assert taken.removed_metadata
    for gone in (MARK, b"Exif", b"EXIF", b"tIME", b"Comment", zlib.compress(MARK)):
        assert gone not in taken.data
    again = accept("x", taken.data)
    assert (again.data, again.removed_metadata, again.kind) == (taken.data, False, taken.kind)


@pytest.mark.parametrize(("name", "plain"), [("jpeg", jpeg()), ("png", samples.png()), ("gif", gif())])
def test_what_is_left_is_the_picture_without_them(name: str, plain: bytes) -> None:
    for told in (data for key, data in TOLD.items() if key.startswith(name)):
        assert accept("x", told).data == plain


def test_flags_and_sizes_fit_what_is_left() -> None:
    taken = accept("x", webp((b"EXIF", tiff()), (b"XMP ", MARK), flags=0x1C)).data
    assert (taken[20], struct.unpack("<I", taken[4:8])[0]) == (0x10, len(taken) - 8)
    film = accept("x", TOLD["film-place"]).data
    assert (len(film), film.count(b"free")) == (len(TOLD["film-place"]), 3)


def test_colours_and_movement_stay() -> None:
    chunks = b"".join(samples.chunk(kind, b"\x00" * 9) for kind in (b"gAMA", b"pHYs", b"sRGB", b"acTL"))
    for told in (jpeg(PROFILE, ADOBE), samples.png(extra=chunks), gif(LOOP), webp((b"ICCP", b"colours"), flags=0x20)):
        taken = accept("x", told)
        assert (taken.data, taken.removed_metadata) == (told, False)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("way", [2, 3, 6, 8])
def test_the_way_up_stays_and_nothing_else_of_it(way: int, order: str) -> None:
    told = {
        "jpeg": jpeg(segment(0xE1, b"Exif\x00\x00" + tiff(way, order))),
        "png": samples.png(extra=samples.chunk(b"eXIf", tiff(way, order))),
        "webp": webp((b"EXIF", tiff(way, order)), flags=0x08),
    }
    kept = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + bytes([way]) + b"\x00" * 6
    for kind, data in told.items():
        taken = accept("x", data)
        assert (taken.data.count(kept), MARK in taken.data, taken.removed_metadata) == (1, False, True), kind
        assert accept("x", taken.data).data == taken.data
        assert check(kind, taken.data)


@given(st.sampled_from(sorted(TOLD)), st.data())
def test_broken_metadata_breaks_nothing(name: str, data: st.DataObject) -> None:
    told = bytearray(TOLD[name])
    at = data.draw(st.integers(0, len(told) - 1))
    told[at : at + 4] = data.draw(st.binary(min_size=1, max_size=6))
    with suppress(FilesRefused):
        taken = accept("x", bytes(told))
        assert accept("x", taken.data).data == taken.data
