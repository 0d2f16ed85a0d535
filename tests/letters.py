"""Every letter with values such as the services give it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.deliveries import Delivery, DeliveryState, Letter
from helpcenter.domain.letterheads import Letterhead

NOW = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
_MONDAY = "2026-03-09T16:00:00+00:00"
_BASE: dict[str, Any] = {"number": 4711, "subject": "Die Liste „Büro“ ist leer & <weg>", "site_id": 1}
_PHONE = _BASE | {"phone": "+493012345678", "promised_at": _MONDAY}
_REPLY = _BASE | {
    "body": "Hello,\n\nplease open https://help.example/lists?id=3&x=1 and press “Restore”.\n\n  1. one\n  2. two",
    "author": "Ada Bąk",
    "solved": False,
}
_LINES = [
    {"mine": True, "name": "Carol", "at": "2026-03-06T14:50:00+00:00", "body": "My list is empty.", "names": []},
    {
        "mine": False,
        "name": "Ada Bąk",
        "at": "2026-03-06T14:52:00+00:00",
        "body": "Which one?\nCan you show it?",
        "names": ["long.log"],
    },
    {
        "mine": True,
        "name": "Carol",
        "at": "2026-03-06T14:53:00+00:00",
        "body": "",
        "names": ["Bild ☃ <1>.png", "b.har"],
    },
]

LETTERS: dict[str, tuple[str, dict[str, Any]]] = {
    "acknowledgement": ("acknowledgement", _BASE | {"promised_at": _MONDAY}),
    "acknowledgement without a promise": ("acknowledgement", _BASE | {"promised_at": None}),
    "reply": ("reply", _REPLY),
    "reply that solves": ("reply", _REPLY | {"solved": True}),
    "closing": ("closing", _BASE | {"silence": False}),
    "closing after silence": ("closing", _BASE | {"silence": True}),
    "silence": ("silence", _BASE | {"closes_at": _MONDAY}),
    "callback": ("callback", _PHONE | {"starts_at": None}),
    "callback in a window": ("callback", _PHONE | {"starts_at": "2026-03-09T14:00:00+00:00"}),
    "callback missed": ("callback_missed", _PHONE | {"wrong": False}),
    "callback to a wrong number": ("callback_missed", _PHONE | {"wrong": True, "promised_at": None}),
    "transcript": ("transcript", _BASE | {"promised_at": _MONDAY, "lines": _LINES}),
    "sign-in": ("sign_in", {"token": "T0k-n_" * 7, "code": "012345", "site_id": 1}),
    "mention": ("mention", _REPLY | {"body": "@ben, can you look at this?\nThe customer <waits>."}),
}

_FILES = (
    Attachment(7, "0" * 64, 31_000_000, "Aufnahme ☃ <1>.mp4", "video/mp4", 0, False, 4711, 3, NOW),
    Attachment(8, "0" * 64, 9_000_000, "long.log", "text/plain", 0, False, 4711, 3, NOW),
)
PLAIN_HEAD = Letterhead("support@help.example", "Support")
FULL_HEAD = Letterhead(
    "support@help.example", "Acme & Söhne", "", True, "Viele Grüße\nAda · Acme GmbH\nhttps://acme.example", (), _FILES
)


def delivery(case: str, locale: str) -> Delivery:
    """One of the letters above on its way."""
    name, values = LETTERS[case]
    letter = Letter(name, "carol@customer.example", locale, values, 4711, 3)
    return Delivery(1, letter, "<4711.3.seal@help.example>", None, (), DeliveryState.SENDING, 1, NOW, NOW, None, None)
