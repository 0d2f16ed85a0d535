"""Letterheads: who a letter is from, where its answer goes, who signs it, and which files go with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from helpcenter.domain.attachments import Attachment

MEGABYTE = 1024 * 1024
MAX_SIGNATURE = 2_000
"""Characters of one signature."""

ANY_LANGUAGE = ""
"""The key of a signature for letters in every language that has none of its own."""


@dataclass(frozen=True)
class SiteLetters:
    """What a site says of its letters; what is empty comes from the settings. Signatures by language."""

    address: str = ""
    name: str = ""
    signatures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Letterhead:
    """What stands on a letter beside its words.

    `address` is the sender of letter and envelope, `reply_to` where answers go when not there. `answerable` says
    whether answers by mail come in here. `enclosed` files travel in the letter, `linked` ones stay here.
    """

    address: str
    name: str
    reply_to: str = ""
    answerable: bool = False
    signature: str = ""
    enclosed: tuple[Attachment, ...] = ()
    linked: tuple[Attachment, ...] = ()


def fitting(files: Iterable[Attachment], megabytes: int) -> tuple[tuple[Attachment, ...], tuple[Attachment, ...]]:
    """Return (the files that fit into a letter together, those that go as links), in their order.

    A file that is too large keeps no later one out. Mail carries three bytes as four letters and line ends (RFC 2045,
    6.8), which counts against the limit: it is the receiver's.
    """
    room = megabytes * MEGABYTE
    enclosed: list[Attachment] = []
    linked: list[Attachment] = []
    for file in files:
        weight = -(-file.size // 57) * 78
        if weight <= room:
            room -= weight
            enclosed.append(file)
        else:
            linked.append(file)
    return tuple(enclosed), tuple(linked)


def signature_in(signatures: Mapping[str, str], locale: str) -> str:
    """Return the signature for a language: its own, that of its base, else the one for every language; "" for none."""
    if locale in signatures:
        return signatures[locale]
    base = locale.replace("_", "-").partition("-")[0]
    return signatures.get(base, signatures.get(ANY_LANGUAGE, ""))
