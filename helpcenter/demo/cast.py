"""The people of the demo. Every address ends in `.example`, which no mail can ever reach (RFC 2606)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from helpcenter.domain.people import Presence, Role
from helpcenter.domain.sites import Secret

SITE_KEY = "acme-demo"
TOKEN_LIFE = timedelta(minutes=9)


@dataclass(frozen=True)
class Customer:
    """Somebody who uses the Acme app. `created` is when their account was made, as an ISO date."""

    key: str
    name: str
    email: str
    locale: str
    plan: str
    seat: str | None
    account: str
    created: str

    def token(self, site_key: str, secret: Secret, now: datetime) -> str:
        """Return a fresh signed identity, as the server of a host makes one at each view of a page."""
        claims = {
            "aud": site_key,
            "exp": now + TOKEN_LIFE,
            "jti": secrets.token_urlsafe(16),
            "email": self.email,
            "name": self.name,
            "locale": self.locale,
            "plan": self.plan,
            "account": {"id": self.account, "name": self.account, "created": self.created},
        }
        if self.seat:
            claims["seat"] = self.seat
        return jwt.encode(claims, secret.key, algorithm=secret.algorithm, headers={"kid": secret.kid})


@dataclass(frozen=True)
class Colleague:
    """Somebody who answers."""

    key: str
    name: str
    email: str
    locales: tuple[str, ...]
    role: Role
    presence: Presence


COLLEAGUES = (
    Colleague("ada", "Ada Lindqvist", "ada@helpcenter.example", ("en", "fr", "de"), Role.ADMIN, Presence.ONLINE),
    Colleague("kenji", "Kenji Mori", "kenji@helpcenter.example", ("ja", "en"), Role.SPECIALIST, Presence.ONLINE),
    Colleague("zofia", "Zofia Wrona", "zofia@helpcenter.example", ("pl", "en"), Role.SPECIALIST, Presence.AWAY),
    Colleague("ines", "Inês Duarte", "ines@helpcenter.example", ("pt", "es", "en"), Role.LEAD, Presence.OFFLINE),
)

CUSTOMERS = (
    Customer("free", "Finn Aalto", "finn@lakeside.example", "en", "free", None, "Lakeside Flowers", "2023-02-01"),
    Customer("starter", "Stella Moss", "stella@mossbikes.example", "en", "starter", None, "Moss Bikes", "2024-06-01"),
    Customer(
        "professional", "Priya Raman", "priya@spicecart.example", "en", "professional", "core", "Spice Cart",
        "2024-09-17",
    ),
    Customer(
        "enterprise", "Elena Hartwell", "elena@northwindgrain.example", "en", "enterprise", "core", "Northwind Grain",
        "2022-05-09",
    ),
    Customer(
        "polish", "Paweł Zieliński", "pawel@slonecznik.example", "pl", "professional", "service", "Słonecznik",
        "2024-04-22",
    ),
    Customer("japanese", "佐々木 恵美", "emi@hoshino.example", "ja", "enterprise", "sales", "星野運輸", "2023-11-20"),
)  # fmt: skip
"""Whom the switch of the demo host page offers, beside the visitor, who is nobody."""

LABELS = {
    "visitor": "Visitor – not signed in",
    "free": "Finn – Free",
    "starter": "Stella – Starter, no seat",
    "professional": "Priya – Professional",
    "enterprise": "Elena – Enterprise",
    "polish": "Paweł – Professional, Polish",
    "japanese": "Emi – Enterprise, Japanese",
}

OTHERS = (
    Customer(
        "claire", "Claire Aubin", "claire@atelierbrume.example", "fr", "professional", "core", "Atelier Brume",
        "2023-03-14",
    ),
    Customer("lukas", "Lukas Brandt", "lukas@brandtholz.example", "de", "starter", None, "Brandt Holz", "2022-10-02"),
    Customer("marta", "Marta Iglesias", "marta@olivar.example", "es", "professional", "core", "Olivar", "2024-08-12"),
    Customer("joao", "João Teles", "joao@marazul.example", "pt", "starter", "service", "Mar Azul", "2024-11-03"),
    Customer("aiko", "田村 愛子", "aiko@midori.example", "ja", "professional", "core", "みどり書房", "2024-07-07"),
    Customer("tom", "Tom Okafor", "tom@okaforprint.example", "en", "starter", None, "Okafor Print", "2023-06-30"),
    Customer("ruth", "Ruth Vance", "ruth@tallpines.example", "en", "enterprise", "service", "Tall Pines", "2024-12-01"),
    Customer("kasia", "Katarzyna Lis", "kasia@lisiarnia.example", "pl", "starter", "core", "Lisiarnia", "2025-01-20"),
)  # fmt: skip
"""Customers who have only written."""
