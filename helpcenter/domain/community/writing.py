"""What people write in the community, made fit to keep; and the names under which they write."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from helpcenter.domain import fields
from helpcenter.domain.articles import slugify
from helpcenter.domain.community.values import Space
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.text import is_blank, one_line, storable

MAX_TITLE = 150
MAX_BODY = 20_000
MAX_NAME = 40
MIN_NAME = 2
MOST_TAGS = 5
MAX_TAG = 30


@dataclass(frozen=True)
class Question:
    """A question as it is asked; `tags` as they were typed, with commas between. `checked` makes it fit to keep."""

    space: Space
    locale: str
    title: str
    body: str
    tags: str = ""

    def checked(self, locales: tuple[str, ...]) -> Question:
        """Return it in storable form. Raises Invalid naming every field that cannot be taken."""
        faults: dict[str, Fault] = {}
        title, body = one_line(self.title), storable(self.body).strip("\n")
        fields.check_length(faults, "title", title, MAX_TITLE)
        fields.check_length(faults, "body", body, MAX_BODY)
        words = self.tag_words
        if len(words) > MOST_TAGS or any(len(word) > MAX_TAG for word in words):
            faults["tags"] = Fault.TOO_LONG
        if self.locale not in locales:
            faults["locale"] = Fault.NOT_OFFERED
        if faults:
            raise Invalid(faults)
        return replace(self, title=title, body=body, tags=", ".join(words))

    @property
    def tag_words(self) -> tuple[str, ...]:
        """The tags one by one, as they stand in addresses: lower case, hyphens between words."""
        words = (slugify(storable(each)) for each in re.split(r"[,;、，\n]", self.tags))
        return tuple(dict.fromkeys(word for word in words if word))


def checked_answer(body: str) -> str:
    """Return an answer's text in storable form. Raises Invalid on `body`."""
    return fields.checked_body(body, MAX_BODY)


def checked_name(name: str) -> str:
    """Return a public name in storable form. Raises Invalid on `name`: an address, or nothing to be read, is none."""
    name = one_line(name)
    fault = None
    if is_blank(name):
        fault = Fault.MISSING
    elif len(name) < MIN_NAME:
        fault = Fault.TOO_SHORT
    elif len(name) > MAX_NAME:
        fault = Fault.TOO_LONG
    elif "@" in name or "://" in name or not name_key(name) or not name.isprintable():
        fault = Fault.WRONG
    if fault:
        raise Invalid({"public_name": fault})
    return name


def name_key(name: str) -> str:
    """Return what names that people would take for one have in common: letters and digits, folded (UAX 15, NFKC)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(ch for ch in folded if ch.isalnum())[:200]
