"""What may be changed of a macro: its texts, seen as a customer would get them, and what it does to a ticket."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual.content import Content

from helpcenter.domain.macros import VARIABLES, Macro, unknown_variable
from helpcenter.domain.text import is_blank
from helpcenter.domain.tickets import MAX_BODY, Priority, Status, Ticket
from helpcenter.domain.triage import tags_of
from tui.administration.items import Change, Looks, Office
from tui.language import Language
from tui.screens.menu import Choice, numbered
from tui.text import safe, safe_line
from tui.wording import priority_word, status_sign_and_word

NONE = ""
STATUSES = {"o": Status.OPEN, "w": Status.WAITING, "s": Status.SOLVED, "c": Status.CLOSED}
PRIORITIES = {"l": Priority.LOW, "n": Priority.NORMAL, "h": Priority.HIGH, "u": Priority.URGENT}


def changes(office: Office, macro: Macro, ticket: Ticket | None) -> tuple[Change, ...]:
    """Return what may be changed of a macro; `ticket` is the one to show its texts with."""
    gettext, language = office.language.gettext, office.language
    texts = [
        (f"{language.language_name(locale)}{' ✓' if locale in macro.texts else ''}", locale)
        for locale in office.backstage.locales()
    ]
    first = next(iter(macro.texts))
    found = [
        Change("t", gettext("Text"), lambda locale: writing(office, macro, macro, locale, ticket),
               choices=tuple(numbered(texts)), present=first),
        Change("n", gettext("Name"), lambda name: _put(office, macro, replace(macro, name=name)),
               gettext("The name by which you find it."), present=macro.name),
        *_deeds(office, macro),
    ]  # fmt: skip
    if len(macro.texts) > 1:
        kept = [(language.language_name(locale), locale) for locale in macro.texts]
        found.append(
            Change("d", gettext("Drop a language"), partial(_drop, office, macro), choices=tuple(numbered(kept)))
        )
    gone = Change("x", gettext("Remove the macro"), lambda _: office.backstage.remove_macro(macro.name))
    return (*found, gone)


def writing(office: Office, before: Macro | None, macro: Macro, locale: str, ticket: Ticket | None) -> Change:
    """Return what asks for a macro's text in a language and keeps it in place of `before`."""
    me = office.backstage.me

    def preview(text: str) -> Content:
        if ticket is None or not text or unknown_variable(text):
            return Content(safe(text))
        return Content(safe(Macro(macro.name, {locale: text}).text_for(ticket, me, locale)))

    def kept(text: str) -> None:
        _put(office, before, replace(macro, texts={**macro.texts, locale: text}))

    label = f"{safe_line(macro.name)} · {office.language.language_name(locale)}"
    looks = Looks(preview, partial(_fault, office.language), _hint(office.language))
    return Change("t", label, kept, present=macro.texts.get(locale, ""), sheet=looks)


def _deeds(office: Office, macro: Macro) -> tuple[Change, ...]:
    """What may be changed of what it does to a ticket."""
    gettext, language, change = office.language.gettext, office.language, macro.change
    nothing = Choice("-", gettext("Leave it as it is"), NONE)
    statuses = (Choice(key, status_sign_and_word(each, language), each) for key, each in STATUSES.items())
    priorities = (Choice(key, priority_word(each, language), each) for key, each in PRIORITIES.items())

    def status(chosen: str) -> None:
        _put(office, macro, replace(macro, change=replace(change, status=Status(chosen) if chosen else None)))

    def priority(chosen: str) -> None:
        _put(office, macro, replace(macro, change=replace(change, priority=Priority(chosen) if chosen else None)))

    def tags(typed: str) -> None:
        added, removed = tags_of(typed)
        _put(office, macro, replace(macro, change=replace(change, add_tags=added, remove_tags=removed)))

    def mine(chosen: str) -> None:
        _put(office, macro, replace(macro, to_me=bool(chosen)))

    tagged = " ".join([*change.add_tags, *(f"-{tag}" for tag in change.remove_tags)])
    return (
        Change("s", gettext("Status"), status, choices=(nothing, *statuses), present=change.status or NONE),
        Change("p", gettext("Priority"), priority, choices=(nothing, *priorities), present=change.priority or NONE),
        Change("g", gettext("Tags"), tags, gettext("Such as: billing, urgent -waiting; with - it is taken away."),
               present=tagged, empty=True),
        Change("m", gettext("Assign the ticket to whoever uses it"), mine,
               choices=(Choice("y", gettext("Yes"), "yes"), Choice("n", gettext("No"), NONE)),
               present="yes" if macro.to_me else NONE),
    )  # fmt: skip


def _put(office: Office, before: Macro | None, macro: Macro) -> None:
    office.backstage.rewrite_macro(before, macro)


def _drop(office: Office, macro: Macro, locale: str) -> None:
    _put(office, macro, replace(macro, texts={each: text for each, text in macro.texts.items() if each != locale}))


def _fault(language: Language, text: str) -> str:
    """What is wrong with a text; while there is none, what may stand in it."""
    if is_blank(text):
        return _hint(language)
    if len(text) > MAX_BODY:
        return language.gettext("The text is too long: 50,000 characters at most.")
    if unknown := unknown_variable(text):
        said = language.gettext("Line %(line)s: there is no %(what)s. There are: %(names)s")
        return said % {"line": unknown[0], "what": safe_line(unknown[1]), "names": _names()}
    return ""


def _hint(language: Language) -> str:
    return language.gettext("In braces: %(names)s") % {"names": _names()}


def _names() -> str:
    return " ".join(f"{{{each}}}" for each in VARIABLES)
