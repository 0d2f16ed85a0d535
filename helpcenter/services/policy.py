"""Which channels somebody may use now, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Asker, Channel, ChannelDecision, Moment, decide
from helpcenter.store import presence
from helpcenter.store.work import Work


def channels(
    work: Work, contact: Contact | None, language: str, device: str = "desktop"
) -> tuple[ChannelDecision, ...]:
    """Return the decision on every channel, in display order. `contact` is None for a visitor."""
    return decide(work.policy, asker(contact, language, device), _moment(work))


def channels_of(work: Work, contacts: Sequence[Contact]) -> list[tuple[Contact, tuple[ChannelDecision, ...]]]:
    """Return contacts, each with the decisions on every channel in their own language."""
    moment = _moment(work)
    return [(each, decide(work.policy, asker(each, each.locale), moment)) for each in contacts]


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


def _moment(work: Work) -> Moment:
    return Moment(work.now, presence.available_languages(work))
