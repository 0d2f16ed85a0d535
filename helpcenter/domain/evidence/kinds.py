"""What a file is, told by its content. Its name and what the browser says of it count for nothing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from helpcenter.domain.evidence import images, media
from helpcenter.domain.evidence.faults import Broken


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken. The first of `extensions` is the usual one."""

    media_type: str
    extensions: tuple[str, ...]
    is_image: bool = False


PNG = Kind("image/png", (".png",), is_image=True)
JPEG = Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), is_image=True)
GIF = Kind("image/gif", (".gif",), is_image=True)
WEBP = Kind("image/webp", (".webp",), is_image=True)
MP4 = Kind("video/mp4", (".mp4", ".m4v"))
WEBM = Kind("video/webm", (".webm",))
PDF = Kind("application/pdf", (".pdf",))
TEXT = Kind("text/plain", (".txt", ".log"))
HAR = Kind("application/json", (".har",))
KINDS = (PNG, JPEG, GIF, WEBP, MP4, WEBM, PDF, TEXT, HAR)

_MARKS: tuple[tuple[Callable[[bytes], bool], Kind, Callable[[bytes], object]], ...] = (
    (lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), PNG, partial(images.check, "png")),
    (lambda data: data.startswith(b"\xff\xd8\xff"), JPEG, partial(images.check, "jpeg")),
    (lambda data: data.startswith((b"GIF87a", b"GIF89a")), GIF, partial(images.check, "gif")),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", WEBP, partial(images.check, "webp")),
    (lambda data: data.startswith(b"%PDF-"), PDF, media.check_pdf),
    (media.is_film, MP4, media.check_film),
    (media.is_webm, WEBM, media.check_webm),
)

_MARKUP = re.compile(
    r"[\s\ufeff]*<(?:!|\?xml|/?(?:a|b|base|body|br|div|embed|font|form|frame|frameset|h1|head|html|iframe|img|link|math"
    r"|meta|object|p|plaintext|script|style|svg|table|title|video|xss)\b|[\w-]+(?::[\w-]+)?\s[^<>]{0,2000}xmlns)",
    re.IGNORECASE,
)
_NOT_IN_TEXT = re.compile(r"[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_HAR_BEGINS = re.compile(r'[\s\ufeff]*\{\s*"log"\s*:\s*\{')
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def recognise(data: bytes) -> Kind | None:
    """Return the kind of a file's content, None for one that is not taken. Raises Broken, TooBigInside, MarkupFound."""
    for begins, kind, check in _MARKS:
        if begins(data):
            check(data)
            return kind
    text = text_of(data)
    if text is None:
        return None
    if _MARKUP.match(text):
        raise MarkupFound("markup")
    return HAR if looks_like_har(text) else TEXT


class MarkupFound(Broken):
    """HTML, SVG or other markup, which a browser would run if it opened it."""


def text_of(data: bytes) -> str | None:
    """Return the text that these bytes are, None when they are none. Old 8-bit text is read as Latin-1."""
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    text = _decoded(data, "utf-8")
    return _decoded(data, "latin-1") if text is None else text


def looks_like_har(text: str) -> bool:
    """Whether a text claims to be an HTTP archive, whatever its name: such a one may hold a session's keys."""
    return bool(_HAR_BEGINS.match(text)) or ('"entries"' in text and '"request"' in text and '"headers"' in text)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _NOT_IN_TEXT.search(text) else text
