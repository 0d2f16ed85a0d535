"""The words that mail programs put around quotes: what there is to know of a language.

All in lower case, with their accents. To add a language: one more entry in a table beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The words of one language; every field is a list, its entries separated by `|`."""

    openers: str = ""
    verbs: str = ""
    days: str = ""
    sender: str = ""
    sent: str = ""
    to: str = ""
    copy: str = ""
    subject: str = ""
    original: str = ""
    forward: str = ""
    mobile: str = ""
    mobile_end: str = ""
    mobile_whole: str = ""
    mobile_mine: str = ""
    confidential: str = ""
    addressee: str = ""
    above: str = ""
