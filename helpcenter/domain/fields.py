"""What every form asks of what was typed into a field."""

from __future__ import annotations

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.text import is_blank, storable


def check_length(faults: dict[str, Fault], name: str, text: str, most: int) -> None:
    """Note in `faults` when the field `name` is blank or longer than `most` characters."""
    if is_blank(text):
        faults[name] = Fault.MISSING
    elif len(text) > most:
        faults[name] = Fault.TOO_LONG


def checked_body(body: str, most: int) -> str:
    """Return a text of several lines in storable form. Raises Invalid on `body` when blank or longer than `most`."""
    faults: dict[str, Fault] = {}
    body = storable(body).strip("\n")
    check_length(faults, "body", body, most)
    if faults:
        raise Invalid(faults)
    return body
