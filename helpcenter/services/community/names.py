"""Public names: the only thing about an author that others see."""

from __future__ import annotations

from helpcenter.domain.community import checked_name, name_key
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import Author, AuthorKind, Contact
from helpcenter.services import people
from helpcenter.store import journal
from helpcenter.store.community import people as store
from helpcenter.store.work import Work


def public_name(work: Work, contact: Contact) -> str:
    """Return the name under which a contact writes; empty before they chose one."""
    return store.public_name(work, contact.id)


def choose_name(work: Work, contact: Contact, name: str) -> str:
    """Let a contact write under a name, on all their posts. Returns it as it is kept.

    Raises Invalid on `public_name`: taken, that of the team or of a specialist, an address, too short or long.
    """
    name = checked_name(name)
    key = name_key(name)
    team = (who.name for who in people.specialists(work, also_left=True))
    ours = {name_key(each) for each in (work.settings.team_name, *team)}
    if key in ours or not store.put_name(work, contact.id, name, key):
        raise Invalid({"public_name": Fault.TAKEN})
    journal.append(work, "community.named", contact_id=contact.id)
    return name


def author(work: Work, contact: Contact) -> Author:
    """Return a contact as the author of a post. Raises Invalid on `public_name` when they have not chosen one."""
    name = public_name(work, contact)
    if not name:
        raise Invalid({"public_name": Fault.MISSING})
    return Author(AuthorKind.CONTACT, contact.id, name)
