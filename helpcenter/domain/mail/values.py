"""What a mail says, once read. All text is clean Unicode: no NUL, no lone surrogates, line ends as `\\n`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """One mailbox: the name as shown ("" when none) and the address as written ("" when there was only a name)."""

    name: str
    address: str

    def __str__(self) -> str:
        """Return `Name <address>`, or what there is of it."""
        if self.name and self.address:
            return f"{self.name} <{self.address}>"
        return self.address or self.name


@dataclass(frozen=True)
class Attachment:
    """One file of a mail. `name` has no path, control or bidi characters; `size` counts decoded bytes.

    `content_id` ("" when none) is what `cid:` addresses in the HTML name it by; `inline` says that it has its place in
    the text. `content` is empty when the mail was read without contents.
    """

    name: str
    type: str
    size: int
    content_id: str = ""
    inline: bool = False
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Failure:
    """What a delivery report says of one recipient (RFC 3464): action `failed`, `delayed`, `delivered`, …

    `status` is the enhanced code ("5.1.1") or ""; `diagnostic` the server's own words or "".
    """

    recipient: str
    action: str
    status: str
    diagnostic: str


@dataclass(frozen=True)
class Bounce:
    """A delivery report: what became of each recipient (at least one, maybe with an empty address)."""

    failures: tuple[Failure, ...]
    original_message_id: str = ""


@dataclass(frozen=True)
class Segment:
    """A run of lines of the text: `author`, `quote`, `signature` or `disclaimer`. All together are the whole text."""

    kind: str
    text: str


@dataclass(frozen=True)
class ParsedMail:
    """A mail as it was understood. `headers` has every field of the mail itself, decoded, in order, names as written.

    `text` is the whole readable text, `reply_text` what the author wrote now, `segments` the text cut by who wrote it.
    `automatic` says why this was not written by a person ("" when it was). `cuts` names what the limits left out.
    `message_id`, `in_reply_to` and `references` come without angle brackets. `date` has a time zone or is None.
    """

    senders: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    reply_text: str = ""
    segments: tuple[Segment, ...] = ()
    html_sanitised: str = ""
    attachments: tuple[Attachment, ...] = ()
    automatic: str = ""
    bounce: Bounce | None = None
    headers: tuple[tuple[str, str], ...] = ()
    cuts: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Return the first field of that name (any case), or ""."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Return every field of that name (any case), in order."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())
