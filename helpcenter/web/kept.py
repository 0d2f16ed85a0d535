"""What was typed into a form that is not taken: given back, so that nobody types it twice. And forms for no person."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, MultipartDecoder, NeedData

MOST = 1_000_000
"""Bytes of the beginning of a form that are read for its texts when the whole is too large."""
MOST_FIELDS = 100
TRAP = "website"
"""Name of the field that people do not see."""
TEXTS = frozenset({"body", "description", "question", "comment"})
"""The fields in which people write; what stands in them is shown, the rest only carried along."""
_NOT_AGAIN = ("csrf", TRAP)


@dataclass(frozen=True)
class Kept:
    """A form as it can be sent again, without its files."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]


def trapped() -> bool:
    """Whether the posted form was filled in by a program: in a field that no person sees stands something."""
    return bool(request.form.get(TRAP))


def typed() -> Kept | None:
    """Return what the running request brought from a form; None where it brought nothing."""
    if request.method == "POST":
        fields = _posted()
    elif request.method == "GET":
        fields = request.args
    else:
        return None
    found = tuple((name, value) for name, value in fields.items(multi=True) if name not in _NOT_AGAIN)[:MOST_FIELDS]
    return Kept(request.script_root + request.path, request.method.lower(), found) if found else None


def _posted() -> MultiDict[str, str]:
    try:
        return request.form
    except HTTPException:  # too large: its texts stand before its files
        return _beginning()


def _beginning() -> MultiDict[str, str]:
    """The texts at the beginning of a form in parts (RFC 7578), as far as they go."""
    kind, options = parse_options_header(request.headers.get("Content-Type"))
    stream = request.environ["wsgi.input"]
    if kind != "multipart/form-data" or "boundary" not in options or not stream.seekable():
        return MultiDict()
    stream.seek(0)
    decoder = MultipartDecoder(options["boundary"].encode("latin-1", "replace"))
    found, name, text = MultiDict[str, str](), None, bytearray()
    try:
        decoder.receive_data(stream.read(MOST))
        for _event in range(4 * MOST_FIELDS):
            event = decoder.next_event()
            if isinstance(event, NeedData | Epilogue):
                break
            if isinstance(event, Field):
                name, text = event.name, bytearray()
            elif isinstance(event, Data) and name is not None:
                text += event.data
                if not event.more_data:
                    found.add(name, text.decode("utf-8", "replace"))
                    name = None
            elif not isinstance(event, Data):
                name = None
    except (ValueError, HTTPException):
        pass
    return found
