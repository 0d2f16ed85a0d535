"""Sessions of customers: opened by an action, proven by a host's signature or an e-mail address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from helpcenter.domain.deliveries import Letter
from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.journal import Event
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import (
    PAGE_LIFE,
    PROOF_LIFE,
    RESEND_AFTER,
    WIDGET_LIFE,
    Proof,
    Session,
    fingerprint,
    new_code,
    new_token,
)
from helpcenter.domain.text import is_blank, normal_address
from helpcenter.services import outbox, people, questions, votes
from helpcenter.store import attachments, journal, limits, proofs, sessions
from helpcenter.store.work import Work

MAX_PATH = 500
"""Characters of a path that a proof keeps."""

CODES_A_DAY = 30
"""Wrong codes after which those of an address count no more for a day: one chance in 30,000 for who guesses."""

_ENDED = "session.ended"

LIVES: dict[str, timedelta] = {"widget": WIDGET_LIFE, "page": PAGE_LIFE}


def start(
    work: Work,
    face: str,
    site_id: int,
    *,
    contact: Contact | None = None,
    locale: str | None = None,
    vouched: bool = False,
) -> str:
    """Open a session and return its token, which is kept nowhere but with the customer.

    `face` is `widget` (bearer token) or `page` (cookie): a token of one is worthless at the other. `vouched` when a
    host's signature says whose it is.
    """
    token = new_token()
    session = Session(0, face, site_id, contact.id if contact else None, locale, work.now + LIVES[face], vouched)
    sessions.open_session(work, session, fingerprint(token))
    return token


def find(work: Work, token: str, face: str, *, site_id: int | None = None) -> Session:
    """Return the live session of a token. Raises NotFound when it is unknown, expired or of another site."""
    found = sessions.find_session(work, fingerprint(token), face)
    if found is None or site_id not in (None, found.site_id):
        raise NotFound("session")
    return found


def contact(work: Work, session: Session | None) -> Contact | None:
    """Return the person whose session this is, or None for a visitor."""
    return people.get(work, session.contact_id) if session and session.contact_id is not None else None


def over(work: Work, owners: Mapping[int, int]) -> set[int]:
    """Return those sessions, given with their contacts, that have ended, expired or become somebody else's."""
    return sessions.over(work, owners)


def set_locale(work: Work, session: Session, locale: str) -> None:
    """Keep the language that the customer chose."""
    sessions.change_session(work, session.id, locale=locale)


def belongs_to(work: Work, session: Session, contact: Contact) -> None:
    """Let a session be that of somebody who has just proven in it who they are, with all they did in it before."""
    if session.contact_id != contact.id:
        tell_ended(work, session.contact_id, session.id)
    sessions.change_session(work, session.id, contact_id=contact.id, vouched=False)
    merge(work, session, contact)


def merge(work: Work, before: Session, contact: Contact, after: Session | None = None) -> None:
    """Let what was done in a session become the contact's, unless it was somebody else's.

    Questions and votes of the time before anybody knew whose they are, and files that wait to be sent, which go over
    to the session `after`.
    """
    if before.contact_id not in (None, contact.id):
        return
    questions.adopt(work, before, contact)
    votes.adopt(work, before, contact)
    if after is not None:
        attachments.hand_over(work, before.scope, after.scope)


def may_resume(work: Work, session: Session, claimed: str) -> bool:
    """Whether a widget's session goes on after a reload of the page around it.

    `claimed` is the address of whom the host says is there now, "" for nobody: a session that a host vouched for is
    for nobody else, and one that a visitor opened is not for somebody whom the host knows.
    """
    owner = contact(work, session) if session.vouched else None
    return claimed.strip().lower() == (owner.email if owner else "")


def end(work: Work, session: Session) -> None:
    """Sign out: the token is worthless from now on."""
    sessions.close_session(work, session.id)
    tell_ended(work, session.contact_id, session.id)


def tell_ended(work: Work, contact_id: int | None, session_id: int) -> None:
    """Tell the open streams of a session, in whichever process, that it is no longer its contact's, if it was one's."""
    if contact_id is not None:
        journal.append(work, _ENDED, contact_id=contact_id, session=session_id)


def ended_by(event: Event, session_id: int) -> bool:
    """Whether an event of the journal says that a session has ended for its contact."""
    return event.kind == _ENDED and event.data.get("session") == session_id


def ask_for_proof(work: Work, site_id: int, email: str, locale: str, next_path: str = "/inbox") -> str:
    """Send a one-time link and code to an address; the answer is the same whether we know it or not.

    Within a minute of the last one nothing is sent, so that nobody can flood somebody else's mailbox.
    Returns the normalised address. Raises Invalid on `email`.
    """
    try:
        address = normal_address(email)
    except ValueError as fault:
        raise Invalid({"email": Fault.MISSING if is_blank(email) else Fault.NOT_AN_ADDRESS}) from fault
    token, code = new_token(), new_code()
    kept = next_path if is_own_path(next_path) and len(next_path) <= MAX_PATH else "/inbox"
    proof = Proof(site_id, address, locale, kept)
    expires, code_print = work.now + PROOF_LIFE, _code_print(site_id, address, code)
    if proofs.put(work, proof, fingerprint(token), code_print, expires, renewable=expires - RESEND_AFTER):
        outbox.send(work, Letter("sign_in", address, locale, {"token": token, "code": code, "site_id": site_id}))
    return address


def peek(work: Work, token: str) -> Proof:
    """Return what a link stands for, without using it up: a link scanner's GET must not. Raises NotFound."""
    found = proofs.peek(work, fingerprint(token))
    if found is None:
        raise NotFound("proof")
    return found


def prove_by_link(work: Work, token: str) -> tuple[Contact, Proof]:
    """Use up a link and return whose address it proves. Raises NotFound."""
    return _proven(work, proofs.take_by_token(work, fingerprint(token)))


def prove_by_code(work: Work, site_id: int, email: str, code: str) -> tuple[Contact, Proof] | None:
    """Use up a code and return whose address it proves; None for a wrong, used or expired one.

    A wrong code counts against the tries of its proof and of the address, so the caller's transaction must commit
    either way. Where too many were wrong today only the link works: who asks for new codes all day would guess one.
    """
    try:
        address = normal_address(email)
    except ValueError:
        return None
    bucket = fingerprint(f"codes:{site_id}:{address}")
    tried = limits.counted(work, bucket)
    if tried and tried[0] >= CODES_A_DAY:
        return None
    digits = "".join(ch for ch in code if ch.isdecimal())
    proof = proofs.take_by_code(work, site_id, address, _code_print(site_id, address, digits))
    if proof is None:
        if proofs.count_wrong(work, site_id, address):
            limits.count(work, bucket, 1, timedelta(days=1))
        return None
    return _proven(work, proof)


def forget_expired(work: Work) -> None:
    """Remove sessions, proofs and keys that no longer count."""
    sessions.forget_expired(work)


def _proven(work: Work, proof: Proof | None) -> tuple[Contact, Proof]:
    if proof is None:
        raise NotFound("proof")
    return people.prove(work, proof.site_id, proof.email, proof.locale), proof


def _code_print(site_id: int, email: str, code: str) -> str:
    return fingerprint(f"{site_id}:{email}:{code}")


def is_own_path(path: str) -> bool:
    """Whether a path stays with us: one leading slash, no host, no trick with back slashes or control characters."""
    return path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
