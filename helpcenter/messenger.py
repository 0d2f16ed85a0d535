"""The messenger: carries messages to webhooks, in a thread of its own, so that no slow address keeps a letter back."""

from __future__ import annotations

from datetime import UTC, datetime

from helpcenter.carrier import Carrier
from helpcenter.channels import NotTaken
from helpcenter.channels.webhook import post
from helpcenter.domain.deliveries import Delivery, Way
from helpcenter.domain.webhooks import signed_headers
from helpcenter.services import deliveries, webhooks


class Messenger(Carrier):
    """Carries what webhooks are told. An address that fails keeps its further messages waiting as long as the first."""

    way = Way.WEBHOOK

    def send(self, delivery: Delivery) -> None:
        """Post one message, signed anew for each try; its body is written once and kept before the first one."""
        secret = self._desk.see(webhooks.secret_of, delivery)
        if secret is None:
            raise NotTaken("the webhook was removed", permanent=True)
        body = delivery.raw
        if body is None:
            body = self._desk.see(webhooks.body, delivery)
            self._desk.do(deliveries.keep_bytes, delivery.id, body)
        headers = signed_headers(secret, delivery.message_id, datetime.now(UTC), body)
        post(delivery.letter.to, headers, body, private=self._desk.settings.webhook_private)
