"""Webhooks: told through the outbox, in the transaction of the change that they tell of."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from helpcenter.domain.audit import Deed
from helpcenter.domain.deliveries import WEBHOOK, Delivery, Letter
from helpcenter.domain.documents import message_document, ticket_document
from helpcenter.domain.faults import Conflict, NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.domain.webhooks import Event, Webhook, checked_events, checked_url, new_id, new_secret
from helpcenter.services import audit, rights
from helpcenter.store import deliveries, tickets, timelines, webhooks
from helpcenter.store.work import Work


def add(work: Work, url: str, events: Collection[str] = (), by: Specialist | None = None) -> Webhook:
    """Tell an address of these events, or of all. Raises Invalid, Conflict when it is told already, Forbidden."""
    rights.demand(work, by, Right.SITES)
    url = checked_url(url, private=work.settings.webhook_private)
    if webhooks.at(work, url):
        raise Conflict("this address is told already")
    made = webhooks.add(work, url, new_secret(), checked_events(events))
    audit.note(work, by, Deed.WEBHOOK_ADDED, _host(made), events=[event.value for event in made.events])
    return made


def every(work: Work) -> list[Webhook]:
    """Return all webhooks, oldest first."""
    return webhooks.every(work)


def get(work: Work, webhook_id: int) -> Webhook:
    """Return one webhook. Raises NotFound."""
    found = next((each for each in webhooks.every(work) if each.id == webhook_id), None)
    if found is None:
        raise NotFound("webhook")
    return found


def remove(work: Work, webhook_id: int, by: Specialist | None = None) -> Webhook:
    """Tell an address no more, nor of what waits for it. Raises NotFound, Forbidden."""
    rights.demand(work, by, Right.SITES)
    found = get(work, webhook_id)
    webhooks.remove(work, webhook_id)
    deliveries.drop_messages(work, found.url)
    audit.note(work, by, Deed.WEBHOOK_REMOVED, _host(found))
    return found


def tell(work: Work, event: Event, ticket_id: int | None = None, **data: Any) -> None:
    """Write a message into the outbox for each webhook that wants this event. `data` is JSON-able."""
    for webhook in webhooks.every(work):
        if event in webhook.events:
            values = {"event": event.value, "at": work.now.isoformat(), "data": data}
            deliveries.add(work, Letter(WEBHOOK, webhook.url, "", values, ticket_id), new_id(), None, ())


def is_awaited(work: Work, event: Event) -> bool:
    """Whether any webhook wants to be told of this."""
    return any(event in webhook.events for webhook in webhooks.every(work))


def secret_of(work: Work, delivery: Delivery) -> str | None:
    """Return what a message is signed with, None when its webhook was removed."""
    found = webhooks.at(work, delivery.letter.to)
    return found.secret if found else None


def body(work: Work, delivery: Delivery) -> bytes:
    """Return a message as it is sent: what happened, and the ticket as it is when its message is first sent."""
    values = delivery.letter.values
    data: dict[str, Any] = dict(values["data"])
    if delivery.letter.ticket_id is not None:
        data |= _ticket(work, delivery.letter.ticket_id, data)
    return written(values["event"], values["at"], data)


def written(event: str, at: str, data: Mapping[str, Any]) -> bytes:
    """Return the JSON of a message."""
    return json.dumps({"type": event, "timestamp": at, "data": data}, ensure_ascii=False).encode()


def _ticket(work: Work, ticket_id: int, data: Mapping[str, Any]) -> dict[str, Any]:
    found = tickets.get(work, ticket_id)
    seq = data.get("seq")
    message = timelines.entry(work, ticket_id, seq) if isinstance(seq, int) else None
    return ({"ticket": ticket_document(found)} if found else {}) | (
        {"message": message_document(message)} if message else {}
    )


def _host(webhook: Webhook) -> str:
    """What the audit log names: an address may hold a secret in its path."""
    return webhook.url.split("/")[2]
