"""How much of a mail is looked at. Beyond these nothing honest lives; what is cut is named in `ParsedMail.cuts`."""

from __future__ import annotations

MAX_FIELDS = 2_000
"""Header fields of one part."""

MAX_HEADER_LINES = 20_000
"""Lines of one part's header; what follows up to the blank line is skipped."""

MAX_FIELD_BYTES = 100_000
"""Bytes of one header field, unfolded."""

MAX_ADDRESSES = 1_000
"""Addresses of one header field."""

MAX_WORDS = 2_000
"""Encoded words (RFC 2047) of one header field."""

MAX_PARTS = 2_000
"""Parts of a mail, containers included."""

MAX_DEPTH = 100
"""Multiparts and messages within one another."""

MAX_DELIMITERS = 300_000
"""Lines that look like a multipart's boundary."""

MAX_TEXT = 2_000_000
"""Characters of one text, as it is read by people."""

MAX_TOKENS = 20_000
"""Tags and texts of one HTML part that are laid out; what follows is only freed from its tags."""

MAX_HTML = 1_000_000
"""Characters of one HTML part that are turned into text and sanitised."""
