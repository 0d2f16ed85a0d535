"""HTTP archives without what would let a reader in: cookies, authorisation, tokens, posted secrets.

Format: HTTP Archive 1.2 (W3C Web Performance draft). What is removed leaves a mark, so that a specialist sees that
something was there; all else stays, or the archive would be worth nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from helpcenter.domain.evidence import secrets
from helpcenter.domain.evidence.faults import Broken, TooBigInside
from helpcenter.domain.evidence.secret_names import REMOVED, is_cookie_header, is_secret_field, is_secret_header
from helpcenter.domain.evidence.secrets import SecretKind

MAX_DEPTH = 100
MAX_CONTAINERS = 1_000_000
MAX_VALUES = 4_000_000

_PARAMETER = re.compile(
    r"(?P<before>(?:^|[?#]|(?<!&)&(?:amp;)?)(?P<name>[\w.\-\[\]%]{1,200})=)(?P<value>[^&#;\s\"'<>\\]+)"
)
_QUOTED = re.compile(
    r'(?P<before>\\{0,8}"(?P<name>[\w.\- ]{1,100})\\{0,8}"\s*:\s*\\{0,8}")(?P<value>(?:[^"\\]|\\[^"])+)'
)
_MULTIPART = re.compile(
    r'(?P<before>name="(?P<name>[^"\n]{1,200})"\r?\n(?:[^\r\n]+\r?\n){0,5}\r?\n)(?P<value>[^\r\n]+)'
)
_LOGIN = re.compile(r"(?P<before>://)(?P<value>[^/\s@:\"']{0,200}:[^/\s@\"']{1,200})(?=@)")
_BEARER = re.compile(r"(?P<before>\b(?:Bearer|Basic) )(?P<value>(?=\S*[\d=])[\w.~+/=-]{12,})")
_KEY_SHAPES = (SecretKind.PRIVATE_KEY, SecretKind.API_KEY)
_POSTED_SHAPES = (*_KEY_SHAPES, SecretKind.IBAN, SecretKind.CARD)


@dataclass(frozen=True)
class Cleaned:
    """An archive that may be shown, and how many secrets of each kind (cookie, header, token, posted) are gone."""

    data: bytes
    removed: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many secrets were removed altogether."""
        return sum(self.removed.values())


def clean(text: str) -> Cleaned:
    """Return an archive without secrets.

    Raises Broken when it is none, TooBigInside when it is nested or split beyond what a browser writes.
    """
    if text.count("{") + text.count("[") > MAX_CONTAINERS or text.count(",") > MAX_VALUES:
        raise TooBigInside("values")
    try:
        archive = json.loads(text)
    except RecursionError as fault:
        raise TooBigInside("depth") from fault
    except ValueError as fault:
        raise Broken(str(fault)) from fault
    log = archive.get("log") if isinstance(archive, dict) else None
    if not isinstance(log, dict) or not isinstance(log.get("entries"), list):
        raise Broken("no log with entries")
    cleaner = _Cleaner()
    cleaned = cleaner.value(archive)
    return Cleaned(_dumped(cleaned).encode("utf-8", "replace"), cleaner.removed)


def clean_address(address: str) -> str:
    """Return a page's address without tokens and passwords in it."""
    return _Cleaner().text(address, "token")


@dataclass
class _Cleaner:
    """Walks an archive once and counts what it takes out."""

    removed: Counter[str] = field(default_factory=Counter)

    def value(self, value: Any, kind: str = "token", depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise TooBigInside("depth")
        if isinstance(value, dict):
            return self.object(value, kind, depth)
        if isinstance(value, list):
            return [self.value(each, kind, depth + 1) for each in value]
        return self.text(value, kind, depth) if isinstance(value, str) else value

    def object(self, found: dict[str, Any], kind: str, depth: int) -> dict[str, Any]:
        if isinstance(found.get("name"), str) and "value" in found:
            return self.pair(found, kind, depth)
        if found.get("encoding") == "base64" and isinstance(found.get("text"), str):
            found = found | {"text": self.packed(found["text"], str(found.get("mimeType", "")), depth)}
        return {self.text(name, kind, depth): self.member(name, value, kind, depth) for name, value in found.items()}

    def member(self, name: str, value: Any, kind: str, depth: int) -> Any:
        if name == "cookies" and isinstance(value, list) and value:
            self.removed["cookie"] += len(value)
            return []
        if name == "headers" and isinstance(value, list):
            return [self.header(each, depth + 1) for each in value]
        if name == "postData":
            return self.value(value, "posted", depth + 1)
        if is_secret_field(name) and _tells(value):
            return self.gone(kind)
        return self.value(value, kind, depth + 1)

    def header(self, found: Any, depth: int) -> Any:
        name = str(found.get("name", "")) if isinstance(found, dict) else ""
        if (is_cookie_header(name) or is_secret_header(name)) and _tells(found.get("value")):
            return found | {"value": self.gone("cookie" if is_cookie_header(name) else "header")}
        return self.value(found, "token", depth)

    def pair(self, found: dict[str, Any], kind: str, depth: int) -> dict[str, Any]:
        """One of a list of named values: a query's or a form's."""
        secret = is_secret_field(found["name"], in_address=kind == "token") and _tells(found["value"])
        cleaned = {name: self.value(value, kind, depth + 1) for name, value in found.items() if name != "value"}
        return cleaned | {"value": self.gone(kind) if secret else self.value(found["value"], kind, depth + 1)}

    def text(self, text: str, kind: str, depth: int = 0) -> str:
        """A text of any sort: an address, a form, JSON, or words with a key among them."""
        if text[:1] in ("{", "[") and (read := _json(text)) is not None:
            count = self.removed.total()
            cleaned = self.value(read, kind, depth + 1)
            return text if self.removed.total() == count else _dumped(cleaned)
        for pattern in (_PARAMETER, _QUOTED, _MULTIPART):
            text = pattern.sub(lambda found: self.named(found, kind), text)
        text = _LOGIN.sub(lambda found: found["before"] + self.gone(kind), text)
        if "Bearer " in text or "Basic " in text:
            text = _BEARER.sub(lambda found: found["before"] + self.gone(kind), text)
        return self.shapes(text, kind)

    def named(self, found: re.Match[str], kind: str) -> str:
        secret = is_secret_field(found["name"], in_address=True) and REMOVED not in found["value"]
        return found["before"] + self.gone(kind) if secret else found.group()

    def shapes(self, text: str, kind: str) -> str:
        spans = secrets.find(text, _POSTED_SHAPES if kind == "posted" else _KEY_SHAPES)
        parts, done = [], 0
        for span in spans:
            parts += [text[done : span.start], self.gone(kind)]
            done = span.end
        return "".join([*parts, text[done:]])

    def packed(self, text: str, media_type: str, depth: int) -> str:
        if not re.search(r"json|text|xml|javascript|form", media_type):
            return text
        try:
            plain = base64.b64decode(text, validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            return text
        return base64.b64encode(self.text(plain, "token", depth).encode()).decode("ascii")

    def gone(self, kind: str) -> str:
        self.removed[kind] += 1
        return REMOVED


def _tells(value: Any) -> bool:
    """Whether a value could be a secret at all."""
    if isinstance(value, str):
        return bool(value) and value != REMOVED
    return isinstance(value, int | float | list | dict) and not isinstance(value, bool) and bool(value)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
