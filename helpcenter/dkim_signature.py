"""DKIM (RFC 6376): letters signed with the operator's key, for mail servers that do not sign themselves."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from helpcenter.config import ConfigError, Settings

SIGNED = (
    *("from", "to", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "mime-version"),
    *("content-type", "content-language", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post"),
)
"""Fields that are signed where they are there; `from` once more, so that nobody can add a second one."""


class Signer:
    """Signs whole mails. One for all threads."""

    def __init__(self, selector: str, key: bytes) -> None:
        """Sign as `selector` with an RSA key in PEM."""
        self._selector = selector.encode("ascii")
        self._key = key

    def signed(self, raw: bytes, domain: str) -> bytes:
        """Return the mail (CRLF) with a DKIM-Signature of `domain` in front."""
        import dkim

        there = {line.partition(b":")[0].lower() for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n")}
        fields = [name.encode() for name in SIGNED if name.encode() in there]
        ascii_domain = domain.encode("idna")
        signature: bytes = dkim.sign(
            raw, self._selector, ascii_domain, self._key, include_headers=[*fields, b"from"],
            canonicalize=(b"relaxed", b"relaxed"),
        )  # fmt: skip
        return signature + raw


def signer(settings: Settings) -> Signer | None:
    """Return the signer that the settings ask for, or None. Raises ConfigError when it cannot sign."""
    if not settings.dkim_selector:
        return None
    try:
        import dkim  # noqa: F401 - says now, not with the first letter, that the extra is missing
    except ImportError as missing:
        raise ConfigError("dkim_selector: signing needs the extra: pip install 'helpcenter[dkim]'") from missing
    _private_key(settings)
    return Signer(settings.dkim_selector, _pem(settings))


def published_key(settings: Settings) -> str:
    """Return the TXT record that belongs below `<selector>._domainkey`. Raises ConfigError."""
    public = _private_key(settings).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode('ascii')}"


def _private_key(settings: Settings) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(_pem(settings), password=None)
    except (TypeError, ValueError) as wrong:
        raise ConfigError(f"dkim_key_file: {settings.dkim_key_file} is no RSA key in PEM without password") from wrong
    if not isinstance(key, RSAPrivateKey) or key.key_size < 1024:
        raise ConfigError(f"dkim_key_file: {settings.dkim_key_file} is no RSA key of 1024 bits at least")
    return key


def _pem(settings: Settings) -> bytes:
    file: Path | None = settings.dkim_key_file
    try:
        return file.read_bytes() if file else b""
    except OSError as wrong:
        raise ConfigError(f"dkim_key_file: {file} cannot be read ({wrong.strerror})") from wrong
