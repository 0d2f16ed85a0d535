"""The ways to reach a person, each with its promise or with why it is closed; and the form of the chosen one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Response, request

from helpcenter.domain.faults import Fault, NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Channel, ChannelDecision
from helpcenter.domain.tickets import MAX_SUBJECT, TOPICS, Ticket
from helpcenter.services import inbox, policy
from helpcenter.web.calling import TypedCall, choices, first_typed
from helpcenter.web.faces import desk, face
from helpcenter.web.locale import chosen
from helpcenter.web.pages import page
from helpcenter.web.parcels import NOTHING, Brought, along
from helpcenter.web.steps import blueprint

FORMS = {
    Channel.EMAIL: "contact/_form.html",
    Channel.CHAT: "chats/_form.html",
    Channel.CALLBACK: "callbacks/_form.html",
}
"""The channels that this version can take somebody to, each with its form; the first one that is open is shown
unless another is asked for. A door that opens onto nothing is worse than none."""

LONG_QUESTION = 80
"""Characters from which on a question says enough to be the beginning of the description too."""


@dataclass(frozen=True)
class Typed:
    """What stands in the fields that the forms of all channels share, and in those of the e-mail form."""

    locale: str
    subject: str
    body: str
    email: str
    topic: str
    question: str
    key: str
    asked: str = ""
    follows: Ticket | None = None
    """The customer's own earlier ticket that a new one goes on from."""


@blueprint.get("/contact")
def contact() -> Response:
    """The channels that are open to whoever asks, with the question carried along."""
    earlier = followed(request.args.get("follows", ""))
    typed = prefilled(request.args.get("question", ""), request.args.get("asked", ""))
    if earlier:
        typed = replace(typed, subject=typed.subject or earlier.subject, follows=earlier)
    return shown(typed, files=along())


def prefilled(question: str, asked: str = "") -> Typed:
    """Return the form of somebody who asked `question` (its reference is `asked`): nothing is typed twice."""
    who, lines = face().contact, question.strip().splitlines()
    first = lines[0].strip() if lines else ""
    long = len(lines) > 1 or len(first) > LONG_QUESTION
    return Typed(
        locale=chosen(desk()),
        subject=first if len(first) <= MAX_SUBJECT else first[: MAX_SUBJECT - 1] + "…",
        body=question.strip() if long else "",
        email=who.email if who else "",
        topic=TOPICS[0],
        question=question,
        key=new_key(),
        asked=asked,
    )


def followed(number: str) -> Ticket | None:
    """Return the ticket of that number when it is the customer's own."""
    who = face().contact
    if who is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    try:
        return desk().see(inbox.read, who, int(number))[0]
    except NotFound:
        return None


def new_key() -> str:
    """Return a fresh idempotency key for a form."""
    return secrets.token_urlsafe(16)


def shown(
    typed: Typed,
    *,
    status: int = 200,
    faults: Mapping[str, Fault] | None = None,
    trouble: str | None = None,
    files: Brought = NOTHING,
    call: TypedCall | None = None,
    wanted: Channel | None = None,
) -> Response:
    """Answer with the channels and the form as it was typed, that of a callback with `call`.

    `wanted` is the channel whose form it was. `trouble` is `closed`, `sent_before`, `secrets` or `too_many`.
    """
    who = face().contact
    with desk().work(writing=False) as work:
        decisions = policy.channels(work, who, language_of(who), device())
        languages = policy.languages(work, Channel.EMAIL)
    by_mail = next((each for each in decisions if each.channel is Channel.EMAIL), None)
    asked = Channel.CALLBACK if call else wanted or request.args.get("channel", "")
    channel = _chosen(decisions, asked) if who else None
    return page(
        "contact/contact.html",
        "contact",
        status=status,
        channels=[each for each in decisions if each.channel in FORMS],
        channel=channel,
        form=FORMS[channel.channel] if channel else None,
        call=call or first_typed(),
        choices=choices() if channel and channel.channel is Channel.CALLBACK else None,
        languages=languages,
        chosen_language=_language(typed.locale, by_mail, languages),
        has_manager=who is not None and who.account is not None and who.account.success_manager_id is not None,
        typed=typed,
        faults=faults or {},
        trouble=trouble,
        files=files.waiting(),
        refused=files.refused,
    )


def language_of(who: Contact | None) -> str:
    """Return the language in which somebody wants to be answered: their own setting, else the page's."""
    return who.locale if who else chosen(desk())


def device() -> str:
    """Return `mobile` or `desktop`: by the face, else by the client hint, else by the browser's name."""
    if face().kind == "mobile":
        return "mobile"
    hint = request.headers.get("Sec-CH-UA-Mobile")
    mobile = hint == "?1" if hint else "Mobi" in request.headers.get("User-Agent", "")
    return "mobile" if mobile else "desktop"


def _chosen(decisions: Sequence[ChannelDecision], wanted: str) -> ChannelDecision | None:
    """The channel whose form is shown: the wanted one when it is open, else the first that is."""
    usable = {each.channel: each for each in decisions if each.open and each.channel in FORMS}
    names = [wanted, *FORMS] if wanted in list(Channel) else [*FORMS]
    return next((usable[Channel(name)] for name in names if Channel(name) in usable), None)


def _language(wanted: str, by_mail: ChannelDecision | None, languages: tuple[str, ...]) -> str:
    if wanted in languages:
        return wanted
    return by_mail.language if by_mail and by_mail.language in languages else languages[0]
