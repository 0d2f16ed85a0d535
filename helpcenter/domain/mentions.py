"""Mentions: colleagues named with an @ in a note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpcenter.domain.people import Specialist

_NAMED = re.compile(r"(?<![\w.+-])@([\w][\w.+-]{0,63})")


def mentioned(text: str, specialists: Sequence[Specialist]) -> tuple[Specialist, ...]:
    """Return whom a text names, each once, in the order of `specialists`.

    `@` stands before the left side of somebody's address, their name without blanks, or their first name when nobody
    else has it: two Adas are told apart by their addresses, not guessed at.
    """
    named = {_plain(each) for each in _NAMED.findall(text)}
    firsts = [_first(each) for each in specialists]
    return tuple(
        each
        for each in specialists
        if named & _whole_names(each) or (_first(each) in named and firsts.count(_first(each)) == 1)
    )


def _whole_names(specialist: Specialist) -> set[str]:
    names = specialist.name.split()
    joined = (joint.join(names) for joint in ("", ".", "-", "_"))
    return {_plain(each) for each in (specialist.email.partition("@")[0], *(joined if len(names) > 1 else ()))}


def _first(specialist: Specialist) -> str:
    return _plain(next(iter(specialist.name.split()), ""))


def _plain(name: str) -> str:
    return name.rstrip(".+-").casefold()
