"""Letterheads: who a letter is from, who signs it and what goes with it, looked up when it is carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.letterheads import MAX_SIGNATURE, Letterhead, SiteLetters, fitting, signature_in
from helpcenter.domain.locales import tag
from helpcenter.domain.people import AuthorKind, Specialist
from helpcenter.domain.text import is_blank, normal_address, one_line, storable
from helpcenter.services import attachments, sites
from helpcenter.store import letterheads, timelines
from helpcenter.store.work import Work

WRITTEN = frozenset({"reply"})
"""Letters that bring what a person wrote: they carry its files and that person's signature."""

TRANSCRIPT = "transcript"
"""The letter that tells a chat: it carries what the team sent there. Who wrote to us has their own files."""


def letterhead(work: Work, delivery: Delivery) -> Letterhead:
    """Return what stands on a letter beside its words, as site, specialist and settings have it now."""
    letter, settings = delivery.letter, work.settings
    site_id = letter.values.get("site_id")
    own = letterheads.of_site(work, site_id) if isinstance(site_id, int) else SiteLetters()
    address, name = own.address or settings.mail_from, own.name or settings.team_name
    mailbox = _mailbox(work, site_id, address)
    enclosed, linked = fitting(_files(work, delivery), settings.mail_files_megabytes)
    return Letterhead(
        address=address,
        name=name,
        reply_to=mailbox if mailbox != address.lower() else "",
        answerable=bool(mailbox) or settings.mail_answers,
        signature=_signature(work, delivery, own),
        enclosed=enclosed,
        linked=linked,
    )


def own_addresses(work: Work) -> set[str]:
    """Return every address that letters come from or mailboxes are read at, in lower case: mail from it is ours."""
    collected = {box.own_address for box in work.settings.mailboxes}
    return {work.settings.mail_from.lower()} | collected | letterheads.addresses(work)


def of_site(work: Work, key: str) -> SiteLetters:
    """Return what a site says of its letters. Raises NotFound."""
    return letterheads.of_site(work, sites.get(work, key).id)


def of_specialist(work: Work, specialist: Specialist) -> Mapping[str, str]:
    """Return a specialist's own signatures by language."""
    return letterheads.of_specialist(work, specialist.id)


def set_sender(work: Work, key: str, address: str, name: str) -> SiteLetters:
    """Let a site's letters come from an address under a name; empty ones come from the settings again.

    Raises NotFound, and Invalid on `address`.
    """
    site_id = sites.get(work, key).id
    try:
        address = normal_address(address) if address else ""
    except ValueError as fault:
        raise Invalid({"address": Fault.WRONG}) from fault
    made = replace(letterheads.of_site(work, site_id), address=address, name=one_line(name)[:200])
    letterheads.put_site(work, site_id, made)
    return made


def sign_site(work: Work, key: str, locale: str, text: str) -> SiteLetters:
    """Set a site's signature for a language, "" for all others; a blank text removes it. Raises NotFound, Invalid."""
    site_id = sites.get(work, key).id
    before = letterheads.of_site(work, site_id)
    made = replace(before, signatures=_with(before.signatures, locale, text))
    letterheads.put_site(work, site_id, made)
    return made


def sign_specialist(work: Work, specialist: Specialist, locale: str, text: str) -> Mapping[str, str]:
    """Set a specialist's own signature for a language, "" for all others; a blank text removes it. Raises Invalid."""
    made = _with(letterheads.of_specialist(work, specialist.id), locale, text)
    letterheads.put_specialist(work, specialist.id, made)
    return made


def _with(signatures: Mapping[str, str], locale: str, text: str) -> dict[str, str]:
    text = storable(text).strip("\n")
    if len(text) > MAX_SIGNATURE:
        raise Invalid({"signature": Fault.TOO_LONG})
    others = {known: words for known, words in signatures.items() if known != tag(locale)}
    return others if is_blank(text) else others | {tag(locale): text}


def _signature(work: Work, delivery: Delivery, site: SiteLetters) -> str:
    """The site's signature; on what a specialist wrote their own, when they have one."""
    letter = delivery.letter
    own: Mapping[str, str] = {}
    if letter.name in WRITTEN and letter.ticket_id and letter.message_seq:
        message = timelines.entry(work, letter.ticket_id, letter.message_seq)
        if message and message.author.kind is AuthorKind.SPECIALIST and message.author.id:
            own = letterheads.of_specialist(work, message.author.id)
    return signature_in(own, letter.locale) or signature_in(site.signatures, letter.locale)


def _mailbox(work: Work, site_id: object, address: str) -> str:
    """The address at which answers to a site's letters are collected; "" when no mailbox is."""
    boxes = work.settings.mailboxes
    if any(box.own_address == address.lower() for box in boxes):
        return address.lower()
    every = sites.every(work)
    key = next((site.key for site in every if site.id == site_id), "")
    first = every[0].key if every else ""
    own = (box.own_address for box in boxes if (box.site or first) == key and "@" in box.own_address)
    return next(own, "")


def _files(work: Work, delivery: Delivery) -> list[Attachment]:
    """The files of the messages that a letter tells, in their order."""
    letter = delivery.letter
    told: list[int] = []
    if letter.name in WRITTEN and letter.message_seq:
        told = [letter.message_seq]
    elif letter.name == TRANSCRIPT:
        told = [line["seq"] for line in letter.values.get("lines", ()) if line.get("names") and not line["mine"]]
    if not told or not letter.ticket_id:
        return []
    found = attachments.by_message(attachments.of_ticket(work, letter.ticket_id))
    return [file for seq in told for file in found.get(seq, ())]
