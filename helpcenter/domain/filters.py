"""The filter language of the queue: `status:open lang:fr,de -tag:billing sla<1h created>2026-11-01 "exact words"`.

Its words are the same in every language of the interface, so that a filter can be passed on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from helpcenter.domain.faults import Refusal
from helpcenter.domain.tickets import Priority, Status

IS = ("late", "mine", "snoozed", "unassigned", "unread")
VALUES: Mapping[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "priority": tuple(Priority),
    "channel": ("email", "chat", "callback"),
    "is": IS,
    "lang": (),
    "assignee": (),
    "tag": (),
    "plan": (),
    "from": (),
}
"""What may stand before a colon, and after it where that is known; nothing there means anything."""

FREE = frozenset({"lang", "assignee", "tag", "plan", "from", "channel"})
FIELD = "field."
"""Before the name of a custom field, such as `field.area:billing`."""
TIMES = ("sla", "created", "updated")
SPANS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
LONGEST = timedelta(weeks=2_000)
MOST_CHARACTERS = 500

_PIECE = re.compile(r'-?"[^"]*"?|[^\s"]+')
_HAS = re.compile(r"(-?)([a-z]+(?:\.[a-z0-9_-]+)?):(?!//)(.*)", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r'(?<!\S)(-?tag:)([^\s"]+)', re.IGNORECASE)
_WHEN = re.compile(r"([a-z]+)([<>]=?)(.*)", re.DOTALL | re.IGNORECASE)


class Why(StrEnum):
    """Why a filter cannot be understood."""

    NAME = "name"
    VALUE = "value"
    EMPTY = "empty"
    TIME = "time"
    EXCLUDED = "excluded"
    TOO_LONG = "too long"


_SENTENCES = {
    Why.NAME: "is not something that can be asked for",
    Why.VALUE: "is not a value that this can have",
    Why.EMPTY: "needs a value",
    Why.TIME: "needs a length such as 30m, 2h, 3d, 1w, or a day such as 2026-11-01",
    Why.EXCLUDED: "is a word, and words cannot be excluded",
    Why.TOO_LONG: "is too long",
}


class FilterError(Refusal):
    """A filter that cannot be understood: the `word`, where it begins (the first character is 0), why, what fits."""

    def __init__(self, why: Why, word: str, at: int, offered: Sequence[str] = ()) -> None:
        hint = f" ({', '.join(offered)})" if offered else ""
        super().__init__(f'"{word}" at character {at + 1} {_SENTENCES[why]}{hint}')
        self.why, self.word, self.at, self.offered = why, word, at, tuple(offered)


@dataclass(frozen=True)
class Has:
    """A ticket has one of `values` as its `name`; with `negated` none of them."""

    name: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class When:
    """A time of a ticket: `sla` is when an answer is due. `moment` is aware, or a length counted from now.

    With a length `created` and `updated` ask for the age, and `sla` for the time left.
    """

    name: str
    above: bool
    moment: datetime | timedelta

    def bounds(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Return (the first moment that fits, the first one too late); None leaves that side open."""
        above, moment = self.above, self.moment
        if isinstance(moment, timedelta):
            aged = self.name != "sla"
            above, moment = (not above, now - moment) if aged else (above, now + moment)
        return (moment, None) if above else (None, moment)


@dataclass(frozen=True)
class Filter:
    """What is asked for. All of it has to be so; `words` go to the search, "phrases" with their quotes."""

    text: str
    has: tuple[Has, ...] = ()
    when: tuple[When, ...] = ()
    words: str = ""


def parse(text: str, zone: tzinfo = UTC) -> Filter:
    """Return what a line asks for; days begin in `zone`. Raises FilterError, which names the word and its place."""
    if len(text) > MOST_CHARACTERS:
        raise FilterError(Why.TOO_LONG, text[:20] + "…", 0)
    has: list[Has] = []
    when: list[When] = []
    words: list[str] = []
    for at, piece in _pieces(text):
        if found := _HAS.fullmatch(piece):
            has.append(_has(found, piece, at))
        elif (found := _WHEN.fullmatch(piece)) and found[1].lower() in TIMES:
            when.append(_when(found, piece, at, zone))
        elif piece.startswith("-") and len(piece) > 1:
            raise FilterError(Why.EXCLUDED, piece, at)
        else:
            words.append(piece)
    return Filter(text.strip(), tuple(has), tuple(when), " ".join(words))


def with_tag(text: str, tag: str, to: str) -> str:
    """Return a filter that asks for the tag `to` where it asked for `tag`."""

    def put(found: re.Match[str]) -> str:
        return found[1] + ",".join(dict.fromkeys(to if each.lower() == tag else each for each in found[2].split(",")))

    return _TAGS.sub(put, text)


def _pieces(text: str) -> list[tuple[int, str]]:
    """Words with their places; quotes right after a colon or comma belong to their word."""
    pieces: list[tuple[int, str]] = []
    end = -1
    for found in _PIECE.finditer(text):
        if found.start() == end and pieces[-1][1].endswith((":", ",", '"')) and not pieces[-1][1].startswith('"'):
            pieces[-1] = pieces[-1][0], pieces[-1][1] + found[0]
        else:
            pieces.append((found.start(), found[0]))
        end = found.end()
    return pieces


def _has(found: re.Match[str], piece: str, at: int) -> Has:
    name = found[2].lower()
    if name not in VALUES and not name.startswith(FIELD):
        raise FilterError(Why.NAME, f"{found[2]}:", at, tuple(f"{each}:" for each in VALUES))
    values = tuple(value.lower() for each in found[3].split(",") if (value := each.strip('" ')))
    if not values:
        raise FilterError(Why.EMPTY, piece, at, VALUES.get(name, ()))
    if name in VALUES and name not in FREE:
        for value in values:
            if value not in VALUES[name]:
                place = at + piece.lower().index(value, len(found[1]) + len(name) + 1)
                raise FilterError(Why.VALUE, value, place, VALUES[name])
    return Has(name, values, bool(found[1]))


def _when(found: re.Match[str], piece: str, at: int, zone: tzinfo) -> When:
    name, sign, said = found[1].lower(), found[2], found[3].lower()
    length = re.fullmatch(r"(\d{1,5})([mhdw])", said)
    if length and int(length[1]) * SPANS[length[2]] <= LONGEST:
        return When(name, sign[0] == ">", int(length[1]) * SPANS[length[2]])
    try:
        day = date.fromisoformat(said) + timedelta(days=sign in (">", "<="))
        return When(name, sign[0] == ">", datetime.combine(day, time(), zone).astimezone(UTC))
    except (ValueError, OverflowError):
        raise FilterError(Why.TIME, piece, at) from None


def candidates(before: str, known: Mapping[str, Sequence[str]]) -> tuple[int, list[str]]:
    """Return what may follow at the end of `before`: (where the word to be replaced begins, whole words for it).

    `known` are values that this store holds, by name, such as its tags.
    """
    at = max(before.rfind(" ") + 1, 0)
    word = before[at:].lower()
    sign = "-" if word.startswith("-") else ""
    name, colon, said = word.removeprefix("-").partition(":")
    if not colon:
        names = [f"{each}:" for each in (*VALUES, *(own for own in known if own.startswith(FIELD)))] + (
            [f"{each}<" for each in TIMES] if not sign else []
        )
        return at, [sign + each for each in names if name and each.startswith(name)]
    done, _, begun = said.rpartition(",")
    kept = f"{sign}{name}:{done},".removesuffix("," if not done else "")
    offered = [*VALUES.get(name, ()), *known.get(name, ())]
    quoted = [f'"{each}"' if re.search(r"[\s,]", each) else each for each in dict.fromkeys(offered)]
    return at, [kept + each for each in quoted if each.strip('"').lower().startswith(begun.strip('"'))]
