"""A chat line as it may be kept: short, and without characters that change what others read."""

from __future__ import annotations

import re

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.text import is_blank, storable

MAX_LINE = 4_000
"""Characters of one line; whoever has more to say writes an e-mail or sends a file."""

# Unicode 16, 23.2: embeddings, overrides and isolates reorder what stands around them. The marks U+200E, U+200F and
# U+061C stay: right-to-left writers need them and they reach no further than their own place.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")


def checked_line(body: str, *, files: bool = False) -> str:
    """Return a line in storable, harmless form. It may be empty when `files` come with it.

    Raises Invalid on `body` when it is empty or too long.
    """
    if len(body) > 4 * MAX_LINE:  # before any work is spent on it
        raise Invalid({"body": Fault.TOO_LONG})
    line = _UNSAFE.sub("", storable(body)).strip("\n")
    if is_blank(line):
        if not files:
            raise Invalid({"body": Fault.MISSING})
        return ""
    if len(line) > MAX_LINE:
        raise Invalid({"body": Fault.TOO_LONG})
    return line
