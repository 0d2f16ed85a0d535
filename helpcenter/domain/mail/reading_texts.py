"""The text and the HTML of a mail out of its bodies."""

from __future__ import annotations

import re

from helpcenter.domain.mail.calendars import invitation
from helpcenter.domain.mail.contents import Body, Contents
from helpcenter.domain.mail.html_safe import as_html, sanitised
from helpcenter.domain.mail.html_text import MAX_NESTING, Reading

_PLACE = re.compile(r"\[cid:([^\]\s]{1,300})\]")
_NO_HTML_HERE = re.compile(r"html", re.IGNORECASE)


class Texts:
    """`text` is what a person reads, `images` the `cid:` names in the HTML in their order."""

    def __init__(self, contents: Contents) -> None:
        self._bodies = contents.bodies
        self._names = {each.content_id: each.name for each in contents.files if each.content_id}
        self.images: list[str] = []
        self.nesting_is_sane = True
        self.has_html = any(body.html for body in self._bodies)
        pieces = [self._read(body) for body in self._bodies]
        self.text = "\n\n".join(piece for piece in pieces if piece.strip()).strip("\n")
        if not self.text.strip() and contents.calendar:
            self.text = invitation(contents.calendar)

    def _read(self, body: Body) -> str:
        plain = "\n".join(body.plain)
        readings = [Reading(html, self._names) for html in body.html]
        for reading in readings:
            self.images += reading.images
            self.nesting_is_sane = self.nesting_is_sane and reading.nesting <= MAX_NESTING
        rich = "\n\n".join(reading.text for reading in readings)
        if not plain.strip() or (_only_says_html(plain) and len(rich) > 2 * len(plain)):
            return rich
        self.images += _PLACE.findall(plain)
        return _PLACE.sub(lambda found: f"[{self._names.get(found[1], found[1])}]", plain)

    def plain_html(self) -> str:
        """Return the text as HTML."""
        return as_html(self.text)

    def safe_html(self) -> str:
        """Return the HTML made harmless; bodies that have none take part as text."""
        return "\n".join(
            sanitised("\n".join(body.html)) if body.html else as_html("\n".join(body.plain)) for body in self._bodies
        )


def _only_says_html(plain: str) -> bool:
    """Some programs put "your program shows no HTML" where the text belongs."""
    return len(plain) < 400 and bool(_NO_HTML_HERE.search(plain))
