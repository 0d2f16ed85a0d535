"""Which channels somebody may use now, and why not the others."""

from __future__ import annotations

from helpcenter.domain.people import Contact, Presence
from helpcenter.domain.policy import Asker, Channel, ChannelDecision, Moment, decide
from helpcenter.store import people
from helpcenter.store.work import Work


def channels(
    work: Work, contact: Contact | None, language: str, device: str = "desktop"
) -> tuple[ChannelDecision, ...]:
    """Return the decision on every channel, in display order. `contact` is None for a visitor."""
    there = [s for s in people.specialists(work) if s.presence is Presence.ONLINE]
    languages = frozenset(locale for specialist in there for locale in specialist.locales)
    return decide(work.policy, asker(contact, language, device), Moment(work.now, languages))


def languages(work: Work, channel: Channel) -> tuple[str, ...]:
    """Return the languages that somebody may choose on a channel; all of ours when it has no list."""
    offered = work.policy.channels[channel].languages
    return tuple(locale for locale in offered if locale in work.settings.locales) or work.settings.locales


def asker(contact: Contact | None, language: str, device: str = "desktop") -> Asker:
    """Return a person as the policy sees them; a contact whom no host vouched for has no plan."""
    account = contact.account if contact else None
    return Asker(
        plan=account.plan if account else None,
        seat=contact.seat if contact else None,
        account_created=account.created_on if account else None,
        language=language,
        device=device,
        proven=contact is not None and contact.proven_at is not None,
    )
