"""Policy decisions in words: codes become sentences in the reader's language, moments become times in their zone.

Pure functions, for web, mail, terminal and command line alike; each face brings its own `Reader`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list

from helpcenter.domain.answers import Answer, Verdict
from helpcenter.domain.callbacks import Window
from helpcenter.domain.people import AuthorKind
from helpcenter.domain.policy import Channel, ChannelDecision, Reason
from helpcenter.domain.promises import Promise, PromiseKind
from helpcenter.domain.staff_access import AccessEntry, AccessKind
from helpcenter.domain.tickets import Message, MessageKind

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: how texts are translated for them, their locale, and their time zone."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    locale: Locale
    zone: tzinfo = UTC


def N_(text: str) -> str:  # noqa: N802  the name that extraction knows
    """Mark a text for translation where it cannot be translated yet."""
    return text


_CHANNELS = {
    Channel.KNOWLEDGE: N_("Knowledge base"),
    Channel.COMMUNITY: N_("Community"),
    Channel.CHAT: N_("Chat with the team"),
    Channel.EMAIL: N_("Email Support"),
    Channel.CALLBACK: N_("Phone help"),
}

_WHY_CLOSED = {
    "visitor": N_("You are not signed in."),
    "plan": N_("It is not part of your plan, %(plan)s."),
    "seat": N_("Your account needs you to have a seat for this."),
    "language": N_("It is not offered in %(language)s."),
    "device": N_("It is not offered on this kind of device."),
    "device mobile": N_("It is not offered on phones."),
    "device mobile since": N_("It has not been offered on phones since %(since)s."),
    "hours": N_("We are closed right now."),
    "presence": N_("Nobody who speaks %(language)s is available right now."),
    "proof": N_("We do not know yet that your e-mail address is yours."),
}

_WHAT_OPENS = {
    "visitor": N_("Sign in, or prove your e-mail address, with an account on one of these plans: %(plans)s."),
    "visitor nobody": N_("Sign in with an account that has it."),
    "plan": N_("It comes with: %(plans)s."),
    "plan nobody": N_("No plan has it at the moment."),
    "seat": N_("Ask an administrator of your account for one of these seats: %(seats)s."),
    "language": N_("Choose one of these languages: %(languages)s."),
    "device": N_("Open this page on another device."),
    "device mobile": N_("Open this page on a computer; on a phone we answer by e-mail."),
    "hours": N_("Next opening: %(opens_at)s."),
    "hours never": N_("We cannot say yet when we open again."),
    "presence": N_("It opens as soon as somebody is; e-mail is answered in the meantime."),
    "proof": N_("Prove it with the code that we send you."),
}

_NOTES = {
    "language": N_("It is not offered in %(language)s; we answer in %(answered_in)s."),
    "hours": N_("We are closed right now. Next opening: %(opens_at)s."),
    "hours never": N_("We are closed right now."),
    "presence": N_("Nobody who speaks %(language)s is available right now; we answer by e-mail."),
    "number": N_("You can also call us: %(number)s."),
    "number languages": N_("You can also call us: %(number)s. The phone is answered in %(languages)s only."),
}

_EVENTS = {
    "submitted contact": N_("You opened this ticket"),
    "submitted": N_("This ticket was opened"),
    "closed contact": N_("You closed this ticket"),
    "closed specialist": N_("%(name)s closed this ticket"),
    "closed": N_("This ticket was closed"),
    "solved specialist": N_("%(name)s marked this ticket as solved"),
    "solved": N_("This ticket was marked as solved"),
    "reopened contact": N_("You reopened this ticket"),
    "reopened specialist": N_("%(name)s reopened this ticket"),
    "reopened": N_("This ticket was reopened"),
    "chat_accepted": N_("%(name)s joined the chat"),
    "chat_passed_on": N_("%(name)s passed your chat on to a colleague"),
    "chat_returned": N_("The line to our colleague broke; somebody else takes over"),
    "chat_left": N_("You left the chat; it goes on by e-mail"),
    "chat_by_mail": N_("The chat goes on by e-mail"),
    "chat_continued": N_("You continued the chat"),
    "callback_claimed specialist": N_("%(name)s is about to call you"),
    "callback_changed contact": N_("You changed when or where we call"),
    "callback_cancelled contact": N_("You cancelled the call"),
    "callback_handed_over": N_("We go on by e-mail"),
    "call reached specialist": N_("%(name)s talked with you"),
    "call reached": N_("We talked with you"),
    "call no_answer specialist": N_("%(name)s called you, but nobody answered"),
    "call no_answer": N_("We called you, but nobody answered"),
    "call busy specialist": N_("%(name)s called you, but the line was busy"),
    "call busy": N_("We called you, but the line was busy"),
    "call wrong_number specialist": N_("%(name)s called, but the number was wrong"),
    "call wrong_number": N_("We called, but the number was wrong"),
    "merged_from": N_("Your ticket %(ticket)s goes on here"),
    "split": N_("A part of this is answered in ticket %(ticket)s"),
    "split_from": N_("This began in ticket %(ticket)s"),
    "follows": N_("This ticket continues ticket %(ticket)s"),
    "continued": N_("This ticket is continued in ticket %(ticket)s"),
    "staff_access": N_("%(name)s used staff access to look into your account: %(reason)s"),
}

_ACCESS = {
    AccessKind.ALLOWED: N_("%(name)s turned staff access on."),
    AccessKind.WITHDRAWN: N_("%(name)s turned staff access off."),
    AccessKind.USED: N_("%(name)s used staff access."),
}

_SEATS = {"core": N_("Core"), "sales": N_("Sales"), "service": N_("Service")}


def channel_name(channel: Channel, reader: Reader) -> str:
    """What a channel is called on the screen."""
    return reader.gettext(_CHANNELS[channel])


def why_closed(reason: Reason, now: datetime, reader: Reader) -> str:
    """The sentence that says why a channel is closed. `now` is aware and decides how times are spoken."""
    return _sentence(_WHY_CLOSED, reason, now, reader)


def what_opens(reason: Reason, now: datetime, reader: Reader) -> str:
    """The sentence that says what opens a channel closed for `reason`."""
    return _sentence(_WHAT_OPENS, reason, now, reader)


def note(reason: Reason, now: datetime, reader: Reader) -> str:
    """The sentence for something that a customer should know about a channel."""
    return _sentence(_NOTES, reason, now, reader)


def promise_text(promise: Promise, now: datetime, reader: Reader) -> str:
    """A promise as the customer reads it: "Within one business day, by Monday 17:00.", in their zone."""
    num = promise.amount
    values = {"time": moment_text(promise.due, now, reader), "num": num}
    if promise.kind is PromiseKind.NOW:
        return reader.gettext("Somebody answers now.")
    if promise.kind is PromiseKind.BUSINESS_DAYS:
        days = reader.ngettext(
            "Within one business day, by %(time)s.", "Within %(num)s business days, by %(time)s.", num
        )
        return days % values
    if promise.due - now > timedelta(minutes=num + 1):
        return reader.gettext("By %(time)s.") % values
    minutes = reader.ngettext(
        "Usually within one minute, by %(time)s.", "Usually within %(num)s minutes, by %(time)s.", num
    )
    return minutes % values


def sentences(decision: ChannelDecision, now: datetime, reader: Reader) -> tuple[str, ...]:
    """Everything to say about a channel: its promise, each reason with what opens it, and the notes."""
    promise = [promise_text(decision.promise, now, reader)] if decision.promise else []
    reasons = [say(each, now, reader) for each in decision.reasons for say in (why_closed, what_opens)]
    return (*promise, *reasons, *(note(each, now, reader) for each in decision.notes))


def moment_text(at: datetime, now: datetime, reader: Reader) -> str:
    """A moment as one says it at `now`: "17:00" today, "Monday 17:00" within a week, else with its date."""
    day_at, today = at.astimezone(reader.zone).date(), now.astimezone(reader.zone).date()
    clock = format_time(at, "short", tzinfo=reader.zone, locale=reader.locale)
    if day_at == today:
        return clock
    near = timedelta() < day_at - today < _WEEK
    day = format_date(day_at, "EEEE" if near else "full", locale=reader.locale)
    return reader.gettext("%(day)s %(time)s") % {"day": day, "time": clock}


def window_text(window: Window, now: datetime, reader: Reader) -> str:
    """A stretch of time in the reader's zone: "11:00–13:00" today, "Monday 9:00–11:00" within a week."""
    start = moment_text(window.start, now, reader)
    return f"{start}–{format_time(window.end, 'short', tzinfo=reader.zone, locale=reader.locale)}"


def zone_text(now: datetime, zone: tzinfo, reader: Reader) -> str:
    """The name of a time zone as readers know it: "Central European Standard Time"."""
    return get_timezone_name(now.astimezone(zone), locale=reader.locale)


def language_name(tag: str, reader: Reader) -> str:
    """The name of a language in the reader's; a tag nobody knows stands for itself."""
    base = tag.replace("_", "-").partition("-")[0].lower()
    return str(reader.locale.languages.get(base, tag))


def own_language_name(tag: str) -> str:
    """The name of a language in that language, with a capital where it begins a line; an unknown tag as it is."""
    try:
        name = Locale.parse(tag, sep="-").display_name
    except (ValueError, UnknownLocaleError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


def event_text(message: Message, reader: Reader) -> str:
    """An event of a timeline as its customer reads it: "You closed this ticket", "Ada closed this ticket"."""
    event, author = str(message.data.get("event", "")), message.author
    if message.kind is MessageKind.CALL:
        event = f"call {message.data.get('outcome', '')}"
    # A specialist without a name is nobody to the customer.
    who = author.kind if author.name or author.kind is AuthorKind.CONTACT else AuthorKind.SYSTEM
    msgid = _EVENTS.get(f"{event} {who}") or _EVENTS.get(event)
    values = {"name": author.name, "reason": message.data.get("reason", ""), "ticket": f"#{message.data.get('ticket')}"}
    return reader.gettext(msgid) % values if msgid else event


def access_text(entry: AccessEntry, reader: Reader) -> str:
    """An entry of the staff-access log: "Ada used staff access."."""
    return reader.gettext(_ACCESS[entry.kind]) % {"name": entry.author.name}


def _sentence(table: Mapping[str, str], reason: Reason, now: datetime, reader: Reader) -> str:
    """The most exact sentence that `table` has for the reason, filled in."""
    msgid = next(table[variant] for variant in _variants(reason) if variant in table)
    return reader.gettext(msgid) % {name: _spoken(name, text, now, reader) for name, text in reason.values.items()}


def _variants(reason: Reason) -> Iterator[str]:
    """The names under which a reason's sentence may be found, the most exact one first."""
    code, values = reason.code, reason.values
    device = values.get("device", "")
    if device and values["since"]:
        yield f"{code} {device} since"
    if device:
        yield f"{code} {device}"
    if code == "number" and values["languages"]:
        yield "number languages"
    if not values.get("plans", "any"):
        yield f"{code} nobody"
    if not values.get("opens_at", "some time"):
        yield f"{code} never"
    yield code


def _spoken(name: str, text: str, now: datetime, reader: Reader) -> str:
    """One value of a reason as it stands in a sentence."""
    if not text:
        return text
    if name == "opens_at":
        return moment_text(datetime.fromisoformat(text), now, reader)
    if name == "since":
        return format_date(date.fromisoformat(text), "long", locale=reader.locale)
    if name in ("language", "answered_in"):
        return language_name(text, reader)
    if name in ("languages", "plans", "seats"):
        return _listed(name, text.split(","), reader)
    return text


def _listed(name: str, items: list[str], reader: Reader) -> str:
    if name == "languages":
        items = [language_name(item, reader) for item in items]
    if name == "seats":
        items = [reader.gettext(_SEATS.get(item, item)) for item in items]
    return format_list(items, style="standard" if name == "languages" else "or", locale=reader.locale)


def answer_said(answer: Answer, reader: Reader) -> str:
    """What came of a question, in one sentence for somebody who listens instead of looking."""
    if answer.verdict is Verdict.ANSWER and answer.hits:
        return reader.gettext("We found an answer: %(title)s") % {"title": answer.hits[0].title}
    if answer.verdict is Verdict.MAYBE and answer.hits:
        number = len(answer.hits)
        return reader.ngettext(
            "We found %(num)s result that may help.", "We found %(num)s results that may help.", number
        ) % {"num": number}
    return reader.gettext("We found no answer")
