"""Files told by their content: what is taken, under which name, and what is refused with which fault."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from helpcenter.domain.attachments import MAX_FILE_BYTES, FileFault, FilesRefused
from helpcenter.domain.evidence.files import accept
from helpcenter.domain.evidence.kinds import KINDS as TAKEN
from tests.domain.evidence import samples
from tests.domain.evidence.samples import KINDS


def fault_of(name: str, data: bytes) -> FileFault:
    with pytest.raises(FilesRefused) as refusal:
        accept(name, data)
    [file] = refusal.value.files
    return file.fault


@pytest.mark.parametrize("ending", KINDS)
def test_every_kind_is_taken_as_it_is(ending: str) -> None:
    taken = accept(f"Bild ü 1.{ending}", KINDS[ending])
    assert (taken.name, f".{ending}" in taken.kind.extensions) == (f"Bild ü 1.{ending}", True)
    if ending != "har":
        assert (taken.data, taken.removed_secrets) == (KINDS[ending], 0)


@pytest.mark.parametrize("ending", KINDS)
@pytest.mark.parametrize("claimed", [*KINDS, "exe", "svg", "html", "zip", ""])
def test_every_kind_renamed_to_another_is_what_its_content_says(ending: str, claimed: str) -> None:
    if claimed == "har" and ending in ("txt", "log"):
        assert fault_of("x.har", KINDS[ending]) is FileFault.BROKEN_HAR
        return
    taken = accept(f"x.{claimed}", KINDS[ending])
    honest = accept(f"x.{ending}", KINDS[ending])
    assert (taken.kind, taken.data) == (honest.kind, honest.data)
    assert taken.name.endswith(taken.kind.extensions)


def archive() -> bytes:
    with io.BytesIO() as out, zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "a")
        packed.close()
        return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"\x1f\x8b\x08\x00\x00\x00",
        archive(),
        samples.mp4(b"qt  "),
        samples.mp4(b"heic").replace(b"isom", b"heic"),
        samples.webm(b"\x42\x82\x88matroska"),
        b"II*\x00\x08\x00\x00\x00",
        b"\x00",
        "text in UTF-16 without a mark".encode("utf-16-le"),
    ],
    ids=["exe", "elf", "gzip", "zip", "quicktime", "heic", "matroska", "tiff", "null", "utf-16"],
)
@pytest.mark.parametrize("claimed", ["png", "txt", "pdf", "mp4", "har"])
def test_everything_else_is_refused_whatever_it_is_called(data: bytes, claimed: str) -> None:
    assert fault_of(f"harmless.{claimed}", data) is FileFault.WRONG_KIND


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        '<?xml version="1.0"?><svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>',
        "<!doctype html><p>hi",
        "\ufeff \n <HTML><body>",
        "<!-- a remark --><script>alert(1)</script>",
        "<script>alert(1)</script>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        "<iframe src=javascript:alert(1)>",
    ],
)
@pytest.mark.parametrize("claimed", ["svg", "html", "png", "txt", "log"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_svg_and_html_are_refused_whatever_they_are_called(text: str, claimed: str, encoding: str) -> None:
    assert fault_of(f"x.{claimed}", text.encode(encoding)) is FileFault.MARKUP


def test_a_log_may_have_angles_in_it() -> None:
    assert accept("a.log", b"<34>1 2026-11-22 host app: started <ok>\n").kind.media_type == "text/plain"


def test_old_text_of_eight_bits_is_text() -> None:
    assert accept("alt.txt", "Größe".encode("latin-1")).name == "alt.txt"


def test_sizes() -> None:
    assert accept("most.txt", b"x" * MAX_FILE_BYTES).kind.media_type == "text/plain"
    assert fault_of("more.txt", b"x" * (MAX_FILE_BYTES + 1)) is FileFault.TOO_LARGE
    assert fault_of("none.png", b"") is FileFault.EMPTY


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "webp", "mp4", "pdf"])
def test_a_file_cut_off_is_broken(ending: str) -> None:
    whole = KINDS[ending]
    for length in range(12, len(whole) - 8, 7):
        with pytest.raises(FilesRefused):
            accept(f"x.{ending}", whole[:length])


@pytest.mark.parametrize(
    "data",
    [
        samples.png(100_000, 100_000, pixels=b""),
        samples.png(1, 30_001, pixels=b""),
        samples.jpeg(65_000, 65_000),
        samples.gif(65_000, 65_000),
        samples.webp(16_000, 16_000),
        samples.png(2, 2, pixels=b"\x00" * 50_000_000),
        samples.png(extra=samples.chunk(b"iCCP", b"x\x00\x00" + zlib.compress(b"\x00" * 20_000_000))),
        samples.gif(20_000, 5_000, frames=41),
    ],
    ids=["png-sides", "png-height", "jpeg", "gif", "webp", "png-bomb", "profile-bomb", "gif-frames"],
)
def test_bombs_are_refused(data: bytes) -> None:
    assert len(data) < 100_000
    assert fault_of("bomb.png", data) is FileFault.TOO_BIG_INSIDE


@pytest.mark.parametrize(
    "data",
    [
        samples.png(pixels=b"\x00" * 5),
        samples.png().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n" + b"nothing of the sort, but long enough",
        samples.jpeg(0, 4),
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00<svg onload=alert(1)>",
        b"%PDF-1.4 and then nothing",
        struct.pack(">I", 24) + b"ftypisom" + b"\x00" * 12 + struct.pack(">I", 4_000_000) + b"mdat",
    ],
    ids=["few-pixels", "damaged", "header", "jpeg-flat", "gif-svg", "pdf", "mp4"],
)
def test_what_only_begins_like_a_kind_is_broken(data: bytes) -> None:
    assert fault_of("x.png", data) is FileFault.BROKEN


def test_interlaced_images_are_read() -> None:
    # Passes of a 3 x 2 image: 1 x 1, none, none, 1 x 1, none, 2 x 1 and 3 x 1 pixels; the seventh has row 1.
    rows = [1, 1, 1, 3]
    pixels = b"".join(b"\x00" + b"\x00" * 3 * columns for columns in rows)
    assert accept("x.png", samples.png(pixels=pixels, interlace=1)).kind.media_type == "image/png"


def test_the_kinds_are_those_that_are_promised() -> None:
    assert len({kind.media_type for kind in TAKEN}) == len(TAKEN) == 9
