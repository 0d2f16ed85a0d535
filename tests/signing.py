"""Signing an identity as a host does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from helpcenter.domain.sites import Secret, Site

Signer = Callable[..., str]


def signer(site: Site, secret: Secret) -> Signer:
    """Return what signs an identity; keyword arguments change the claims, None removes one."""

    def signed(email: str = "carol@customer.example", **changes: Any) -> str:
        claims: dict[str, Any] = {
            "aud": site.key,
            "exp": datetime.now(UTC) + timedelta(minutes=5),
            "jti": uuid.uuid4().hex,
            "email": email,
            "name": "Carol",
            "locale": "en",
            "plan": "enterprise",
            "seat": "core",
            "account": {"id": "a-1", "name": "Customer Ltd", "created": "2023-01-15"},
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, secret.key, algorithm="HS256", headers={"kid": secret.kid})

    return signed
