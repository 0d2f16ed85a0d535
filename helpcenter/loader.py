"""The script that hosts embed: made of `widget.js` and the catalogues, named by its content, kept once it is pinned."""

from __future__ import annotations

import hashlib
import json
import os
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel import Locale
from babel.support import Translations

from helpcenter.domain.theme import OURS
from helpcenter.folders import HERE, folder

SOURCE = HERE / "web" / "static" / "widget.js"
PLACE = "/*LABELS*/"
"""Stands around the labels in the source."""
_STYLE = re.compile(r"(?<=const CSS = `).*?(?=`)", re.DOTALL)


def loader(locales: Sequence[str], accent: str = OURS.accent) -> bytes:
    """Return the loader with its labels in these languages and its button in a team's colour, without remarks."""
    return _made(SOURCE.stat().st_mtime_ns, tuple(locales), accent)


def digest_of(body: bytes) -> str:
    """Return what a loader is called in its versioned address: 16 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()[:16]


def integrity_of(body: bytes) -> str:
    """Return a loader's integrity metadata as browsers check it (W3C, Subresource Integrity)."""
    return "sha384-" + b64encode(hashlib.sha384(body).digest()).decode()


def tag(public_url: str, key: str, body: bytes | None = None) -> str:
    """Return the tag that embeds a site's widget; with a loader's `body`, one that runs just this and nothing else."""
    if body is None:
        return f'<script src="{public_url}/widget.js" data-site="{key}" async></script>'
    pinned = f'src="{public_url}/widget-{digest_of(body)}.js" integrity="{integrity_of(body)}" crossorigin="anonymous"'
    return f'<script {pinned} data-site="{key}" async></script>'


def keep(data_dir: Path, body: bytes) -> None:
    """Keep a loader that somebody pins, so that its address outlives the next upgrade."""
    file = _file(data_dir, digest_of(body))
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as out:
        out.write(body)
    os.replace(out.name, file)  # noqa: PTH105 - whole or not at all, for whoever reads it meanwhile


def kept(data_dir: Path, digest: str) -> bytes | None:
    """Return a loader that was kept, or None."""
    file = _file(data_dir, digest)
    body = file.read_bytes() if re.fullmatch(r"[0-9a-f]{16}", digest) and file.is_file() else None
    return body if body is not None and digest_of(body) == digest else None


def without_remarks(source: bytes) -> bytes:
    """Return our own CSS or JavaScript without indentation and without comments that begin a line."""
    return re.sub(rb"^\s*(?:/\*(?!LABELS).*?\*/\s*|//[^\n]*\n\s*)*", b"", source, flags=re.DOTALL | re.MULTILINE)


@lru_cache(maxsize=4)
def _made(_changed: int, locales: tuple[str, ...], accent: str) -> bytes:
    source = without_remarks(SOURCE.read_bytes()).decode().replace(OURS.accent, accent)
    source = _STYLE.sub(lambda style: re.sub(r"\s*([{};,])\s*|(?<=:)\s", r"\1", style[0]).replace(";}", "}"), source)
    before, _default, after = source.split(PLACE)
    labels = json.dumps({tag: _labels(tag) for tag in locales}, ensure_ascii=False, separators=(",", ":"))
    return f"{before}{labels}{after}".encode()


def _labels(tag: str) -> list[str]:
    """The loader's words in one language."""
    texts = Translations.load(str(folder("translations")), [str(Locale.parse(tag, sep="-"))])
    return [
        texts.gettext("Help"),
        texts.gettext("Close"),
        texts.gettext("Could not be loaded."),
        texts.gettext("Try again"),
    ]


def _file(data_dir: Path, digest: str) -> Path:
    return data_dir / "loaders" / f"{digest}.js"
