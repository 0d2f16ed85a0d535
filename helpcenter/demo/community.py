"""The community of the demo: threads in several languages, each word said by one of its people at its own moment."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpcenter.demo.conversations import span
from helpcenter.desk import Work
from helpcenter.domain.community import Question, Space, State
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import community

SCRIPT = Path(__file__).with_name("community.toml")


def talk(work: Work, customers: Mapping[str, Contact], colleagues: Mapping[str, Specialist]) -> int:
    """Say everything in the script; what is said waits for approval where the script says so. Returns the threads."""
    present = work.now
    script = tomllib.loads(SCRIPT.read_text(encoding="utf-8"))
    for key, name in script["names"].items():
        community.choose_name(work, customers[key], name)
    for told in sorted(script["threads"], key=lambda each: span(each["ago"]), reverse=True):
        work.now = present - span(told["ago"])
        asker = customers[told["who"]]
        question = Question(Space(told["space"]), asker.locale, told["title"], told["body"], told.get("tags", ""))
        number = community.ask(work, asker, question, subscribe=False)
        _approve(work, colleagues["ada"], number, told)
        for said in told.get("answers", []):
            work.now = min(work.now + span(said["after"]), present)
            post = _answer(work, customers, colleagues, number, said)
            for voter in said.get("votes", []):
                community.vote(work, customers[voter], post)
            if said.get("accepted"):
                community.accept(work, asker, post)
    work.now = present
    return len(script["threads"])


def _answer(
    work: Work,
    customers: Mapping[str, Contact],
    colleagues: Mapping[str, Specialist],
    number: int,
    said: Mapping[str, Any],
) -> int:
    if said["by"] in colleagues:
        return community.answer_as_specialist(work, colleagues[said["by"]], number, said["says"])
    community.answer(work, customers[said["by"]], number, said["says"])
    _approve(work, colleagues["ada"], number, said)
    return community.whole_thread(work, number)[1][-1].id


def _approve(work: Work, specialist: Specialist, number: int, told: Mapping[str, Any]) -> None:
    post = community.whole_thread(work, number)[1][-1]
    if post.state is State.HELD and not told.get("held"):
        community.approve(work, specialist, post.id)
