"""Macros: saved replies in several languages, with variables, and with what becomes of the ticket."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from helpcenter.domain.faults import Refusal
from helpcenter.domain.locales import resolve
from helpcenter.domain.people import Specialist
from helpcenter.domain.text import is_blank, one_line, storable
from helpcenter.domain.tickets import MAX_BODY, Ticket
from helpcenter.domain.triage import Change, retagged

MAX_NAME = 80

VARIABLES: Mapping[str, Callable[[Ticket, Specialist], str]] = {
    "contact.name": lambda ticket, _: ticket.contact.shown_name,
    "contact.email": lambda ticket, _: ticket.contact.email,
    "account.name": lambda ticket, _: ticket.contact.account.name if ticket.contact.account else "",
    "ticket.number": lambda ticket, _: ticket.number,
    "ticket.subject": lambda ticket, _: ticket.subject,
    "specialist.name": lambda _, specialist: specialist.name,
}
"""What may stand in braces in a text, and what is put there."""

_VARIABLE = re.compile(r"\{([^{}\n]*)\}")


class MacroError(Refusal):
    """A macro that cannot be kept; says in one line which part of it is wrong, and how."""


@dataclass(frozen=True)
class Macro:
    """A saved reply. `texts` are by language; `change` is what becomes of the ticket when the reply is sent."""

    name: str
    texts: Mapping[str, str]
    change: Change = field(default_factory=Change)
    to_me: bool = False
    """Whether the ticket is assigned to whoever uses it."""

    def text_for(self, ticket: Ticket, specialist: Specialist, default: str) -> str:
        """Return the text in the ticket's language, else the nearest there is, with its variables filled in."""
        offered = list(self.texts)
        locale = resolve([ticket.locale], offered, default if default in self.texts else offered[0])
        return _VARIABLE.sub(lambda found: VARIABLES[found[1].strip()](ticket, specialist), self.texts[locale])

    def retagged(self, tag: str, to: str | None) -> Macro:
        """Return it with another tag in place of `tag`, or with none."""
        change = self.change
        kept = replace(
            change,
            add_tags=retagged(change.add_tags, tag, to),
            remove_tags=retagged(change.remove_tags, tag, to),
        )
        return replace(self, change=kept)

    def change_for(self, specialist: Specialist) -> Change:
        """Return what becomes of a ticket that `specialist` answers with it."""
        return self.change.assigned_to(specialist.id) if self.to_me else self.change


def unknown_variable(text: str) -> tuple[int, str] | None:
    """Return (line, counted from 1, and what stands there) of the first variable that there is not, or None."""
    for found in _VARIABLE.finditer(text):
        if found[1].strip() not in VARIABLES:
            return text.count("\n", 0, found.start()) + 1, found[0]
    return None


def checked(macro: Macro, locales: tuple[str, ...]) -> Macro:
    """Return a macro in storable form; `locales` are those that the team answers in. Raises MacroError."""
    name = one_line(macro.name)
    if is_blank(name) or len(name) > MAX_NAME:
        raise MacroError(f"a macro needs a name of at most {MAX_NAME} characters")
    if not macro.texts:
        raise MacroError(f'"{name}" has no text')
    texts = {locale: _checked_text(name, locale, text, locales) for locale, text in macro.texts.items()}
    return Macro(name, texts, macro.change.checked(), macro.to_me)


def _checked_text(name: str, locale: str, text: str, locales: tuple[str, ...]) -> str:
    where = f'"{name}", {locale}:'
    if locale not in locales:
        raise MacroError(f"{where} this language is not offered ({', '.join(locales)})")
    text = storable(text).strip("\n")
    if is_blank(text) or len(text) > MAX_BODY:
        raise MacroError(f"{where} a text of 1 to {MAX_BODY} characters is needed")
    if unknown := unknown_variable(text):
        known = ", ".join(f"{{{each}}}" for each in VARIABLES)
        raise MacroError(f"{where} line {unknown[0]} has the unknown variable {unknown[1]}; known are {known}")
    return text
