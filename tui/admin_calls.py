"""What the terminal asks of the house for reports and administration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from helpcenter.desk import Work
from helpcenter.domain.audit import Entry
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.policy import ChannelDecision
from helpcenter.domain.reports import Asked, By, Report
from helpcenter.domain.sites import Secret, Site
from helpcenter.domain.tickets import Ticket
from helpcenter.domain.views import ALL as VIEW_ALL
from helpcenter.services import audit, credentials, departures, macros, people, policy, reports, sites, tags, views
from tui.calls import Calls

MOST_CONTACTS = 100


class AdminCalls(Calls):
    """Reports, and what leads and admins decide; each raises Forbidden where the role does not allow it."""

    def report(self, by: By, days: int, back: int = 0) -> Report:
        """Return the figures of `days` days that end today, or so many times `days` days before."""
        return self._see(_report, by, days, back)

    def put_specialist(self, email: str, name: str, locales: tuple[str, ...], role: Role) -> None:
        """Add a specialist or change one. Raises Invalid for a bad address."""
        try:
            self._do(people.put_specialist, email, name, locales, role, self.me)
        except ValueError as fault:
            raise Invalid({"email": Fault.NOT_AN_ADDRESS}) from fault

    def new_token(self, email: str) -> str:
        """Return a fresh token of a specialist."""
        return self._do(credentials.new_token, email, "", self.me)

    def revoke_tokens(self, email: str) -> int:
        """Make all tokens of a specialist worthless."""
        return self._do(credentials.revoke, email, None, self.me)

    def remove_specialist(self, email: str) -> int:
        """Take somebody out of the team. Returns how many unfinished tickets are nobody's by that."""
        return self._do(departures.leave, email, self.me)

    def sites(self) -> list[tuple[Site, list[str]]]:
        """Return all sites with the ids of their secrets."""
        return self._see(_sites)

    def rotate(self, key: str) -> Secret:
        """Add a signing secret to a site."""
        return self._do(sites.rotate, key, by=self.me)

    def retire(self, key: str, kid: str) -> None:
        """Stop believing a secret of a site."""
        self._do(sites.retire, key, kid, self.me)

    def set_origins(self, key: str, origins: Sequence[str]) -> None:
        """Replace the origins that may embed a site."""
        self._do(sites.set_origins, key, origins, self.me)

    def contacts(self, words: str) -> list[tuple[Contact, tuple[ChannelDecision, ...]]]:
        """Return contacts that fit some words, each with what the policy decides for them now."""
        return self._see(_contacts, words)

    def set_success_manager(self, contact_id: int, specialist_id: int | None) -> None:
        """Say who looks after a contact's account."""
        self._do(_set_success_manager, contact_id, specialist_id, self.me)

    def rewrite_macro(self, before: Macro | None, macro: Macro) -> Macro:
        """Keep a macro in place of one as it was read, or a new one."""
        return self._do(macros.rewrite, before, macro, self.me)

    def remove_macro(self, name: str) -> None:
        """Remove a macro."""
        self._do(macros.remove, name, self.me)

    def locales(self) -> tuple[str, ...]:
        """Return the languages that the team answers in."""
        return self.desk.settings.locales

    def a_ticket(self) -> Ticket | None:
        """Return the ticket that changed last, to show what a macro becomes with one."""
        return next(iter(self._see(views.page, VIEW_ALL, self.me.id, limit=1)), None)

    def tags(self) -> dict[str, int]:
        """Return the tags in use with how many tickets have each, up to the bound that the service sets."""
        return self._see(_tags)

    def rename_tag(self, tag: str, to: str) -> None:
        """Give a tag another name wherever it is, or make it one with another; some tickets at a time."""
        while self._do(tags.rename, tag, to, self.me):
            pass

    def remove_tag(self, tag: str) -> None:
        """Take a tag from everything, some tickets at a time."""
        while self._do(tags.remove, tag, self.me):
            pass

    def audit_log(self, limit: int) -> list[Entry]:
        """Return the newest entries of the audit log."""
        return self._see(audit.log, self.me, limit=limit)


def _report(work: Work, by: By, days: int, back: int) -> Report:
    end: date = reports.today(work) - timedelta(days=days * back)
    return reports.report(work, Asked(end - timedelta(days=days - 1), end, by))


def _sites(work: Work) -> list[tuple[Site, list[str]]]:
    return [(site, [secret.kid for secret in sites.secrets_of(work, site)]) for site in sites.every(work)]


def _tags(work: Work) -> dict[str, int]:
    return tags.counts(work, tags.known(work))


def _contacts(work: Work, words: str) -> list[tuple[Contact, tuple[ChannelDecision, ...]]]:
    return policy.channels_of(work, people.find(work, words, MOST_CONTACTS))


def _set_success_manager(work: Work, contact_id: int, specialist_id: int | None, me: Specialist) -> None:
    people.set_success_manager(work, people.get(work, contact_id), specialist_id, me)
