"""Names that say that what stands beside them is a secret: of headers, of parameters, of fields."""

from __future__ import annotations

import re
from functools import lru_cache

REMOVED = "[removed]"
_LONGEST = 200

_INSIDE = re.compile(
    r"passw(?:or)?d|passwort|passphrase|passcode|secret|token|apikey|accesskey|privatekey|authoriz|credential"
    r"|sessionid|sessid|sessionkey|cookie|jwt|samlre|assertion|cardnumber|creditcard|securitycode|nonce$|signature"
)
_WHOLE = frozenset(
    {"pwd", "pass", "passwd", "pin", "otp", "totp", "mfa", "sid", "sig", "auth", "cvv", "cvc", "cvv2", "csrf", "xsrf"}
    | {"ssn", "iban", "pan", "bearer", "session", "phpsessid", "jsessionid", "kennwort", "senha", "clave", "haslo"}
    | {"contrasena", "motdepasse", "mdp"}
)
_IN_ADDRESSES = frozenset({"code", "key", "state", "ticket", "hash", "hmac"})
_COUNTED = re.compile(r"tokens$|tokencount$|tokentype$|maxtoken|expiresin$")
_HEADER = re.compile(
    r"authorization|api-?key|token|secret|session|signature|credential|password|^x-auth|[-_]auth$|jwt|csrf|xsrf"
)


def is_secret_field(name: str, *, in_address: bool = False) -> bool:
    """Whether a field or parameter of this name holds a secret. In an address `code`, `key` and the like do too."""
    return _is_secret(name[:_LONGEST], in_address)


@lru_cache(maxsize=4096)
def _is_secret(name: str, in_address: bool) -> bool:
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if plain in _WHOLE or (in_address and plain in _IN_ADDRESSES):
        return True
    return bool(_INSIDE.search(plain)) and not _COUNTED.search(plain)


def is_secret_header(name: str) -> bool:
    """Whether an HTTP header of this name lets its bearer in (cookies are told apart by `is_cookie_header`)."""
    return bool(_HEADER.search(name[:_LONGEST].lower())) and name.lower() != "www-authenticate"


def is_cookie_header(name: str) -> bool:
    """Whether this is one of the two headers that carry cookies."""
    return name.lower() in ("cookie", "set-cookie", "set-cookie2")
