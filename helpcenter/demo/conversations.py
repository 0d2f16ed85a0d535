"""Plays `tickets.toml` through the real services, each step at its own moment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from helpcenter.desk import Work
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Status, Submission
from helpcenter.domain.triage import Change
from helpcenter.services import inbox, policy, tickets, triage

SCRIPT = Path(__file__).with_name("tickets.toml")


def play(work: Work, customers: Mapping[str, Contact], colleagues: Mapping[str, Specialist]) -> int:
    """Submit every ticket of the script and do its steps; nobody's clock runs ahead of now. Returns how many.

    `work.now` is moved back for each step and is again the present afterwards.
    """
    present = work.now
    script = tomllib.loads(SCRIPT.read_text(encoding="utf-8"))["tickets"]
    for told in script:
        contact = customers[told["who"]]
        work.now = present - span(told["ago"])
        number = tickets.submit(work, contact, _submission(work, contact, told)).ticket_id
        triage.change(work, colleagues["ada"], [number], Change(add_tags=tuple(told.get("tags", ()))))
        for step in told.get("steps", []):
            work.now = min(work.now + span(step["after"]), present)
            if "by" in step:
                _answer(work, colleagues, step, number)
            else:
                _write(work, contact, step, number)
    work.now = present
    return len(script)


def _submission(work: Work, contact: Contact, told: Mapping[str, Any]) -> Submission:
    answered = policy.languages(work, Channel.EMAIL)
    return Submission(
        site_id=contact.site_id,
        channel="email",
        email=contact.email,
        subject=told["subject"],
        body=told["body"],
        locale=contact.locale if contact.locale in answered else work.settings.default_locale,
        topic=told.get("topic", "general"),
        question=told.get("question", ""),
    )


def _answer(work: Work, colleagues: Mapping[str, Specialist], step: Mapping[str, Any], number: int) -> None:
    """Do what a colleague did: replied, noted, assigned, or changed the status."""
    who = colleagues[step["by"]]
    status = Status(step["status"]) if "status" in step else None
    if "reply" in step:
        tickets.reply(work, who, number, step["reply"], status=status)
    if "note" in step:
        tickets.reply(work, who, number, step["note"], note=True)
    if "assign" in step:
        tickets.assign(work, who, number, colleagues[step["assign"]].id)
    if "set" in step:
        tickets.set_status(work, who.author, number, Status(step["set"]))


def _write(work: Work, contact: Contact, step: Mapping[str, Any], number: int) -> None:
    """Do what the customer did: read the answer, wrote, closed, or opened again."""
    inbox.mark_seen(work, contact, number)
    if "says" in step:
        tickets.answer_as_contact(work, contact, number, step["says"])
    if "close" in step:
        inbox.close(work, contact, number)
    if "reopen" in step:
        inbox.reopen(work, contact, number)


def span(text: str) -> timedelta:
    """Return the span of time written as `2d 3h 10m`."""
    parts = {unit: int(number) for number, unit in re.findall(r"(\d+)([dhm])", text)}
    return timedelta(days=parts.get("d", 0), hours=parts.get("h", 0), minutes=parts.get("m", 0))
