"""Secrets in what people type: found by shape and by sum, never guessed from words alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

MASK = "••••"


class SecretKind(StrEnum):
    """What kind of secret was found; its name lives in `helpcenter.wording_evidence`."""

    CARD = "card"
    IBAN = "iban"
    PRIVATE_KEY = "private_key"
    API_KEY = "api_key"
    PASSWORD = "password"  # noqa: S105 - a kind, not a password


@dataclass(frozen=True)
class Span:
    """A secret from `start` to before `end` in characters of the text."""

    start: int
    end: int
    kind: SecretKind


_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?P<what>(?:[A-Z0-9]{1,20} ){0,4})PRIVATE KEY(?: BLOCK)?-----"
    r"(?:[^-]|-(?!----END )){0,20000}(?:-----END [A-Z0-9 ]{0,60}KEY(?: BLOCK)?-----)?"
)
_API_KEY = re.compile(
    r"(?<![\w-])(?:"
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}"  # AWS
    r"|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}"  # GitHub
    r"|glpat-[\w-]{20,64}"  # GitLab
    r"|xox[abeoprs]-[A-Za-z0-9-]{10,250}|xapp-\d-[A-Za-z0-9-]{10,250}"  # Slack
    r"|(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,250}|whsec_[A-Za-z0-9+/=]{20,250}"  # Stripe
    r"|sk-(?:proj-|ant-[a-z0-9]+-)?[\w-]{20,250}"  # OpenAI, Anthropic
    r"|AIza[\w-]{35}|ya29\.[\w-]{20,2000}|GOCSPX-[\w-]{28}"  # Google
    r"|SG\.[\w-]{16,64}\.[\w-]{16,64}"  # SendGrid
    r"|npm_[A-Za-z0-9]{36}"
    r"|eyJ[\w-]{8,8000}\.eyJ[\w-]{4,8000}\.[\w-]{0,2000}"  # JSON Web Token
    r")(?![A-Za-z0-9])"
)
_CARD_BEGINS = r"(?:4|5[0-9]|2[2-7]|3[04-9]|6[0-9]|81)"
_CARD = re.compile(
    rf"(?<!\d)(?=(?P<card>{_CARD_BEGINS}(?:"
    r"(?:(?<=\d)\d{3}|(?<=\d\d)\d{2})(?P<gap>[ \u00a0-])\d{4}(?P=gap)\d{4}(?P=gap)\d{1,4}"
    r"|(?<=\d\d)\d{2}(?P<wide>[ \u00a0-])\d{6}(?P=wide)\d{4,5}"
    r"|\d{11,18}))(?!\d))",
    re.ASCII,
)
_CARD_TAIL = re.compile(r"[ \u00a0-]\d{3}(?!\d)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])(?P<country>[A-Za-z]{2})\d{2}(?:[ \u00a0-]?[A-Za-z0-9]){11,30}")
_IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE BI", 18: "DK FI FO GL NL SD FK", 19: "MK SI", 20: "AT BA EE KZ LT LU XK MN",
        21: "CH HR LI LV", 22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM TL SO", 24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST", 26: "IS TR", 27: "BF CM CG FR GR IT MC MG MR SM BJ CI",
        28: "AL AZ BY CY DO GT HU LB NI PL SN ML SV",
        29: "BR EG PS QA UA", 30: "JO KW MU YE", 31: "MT SC", 32: "LC", 33: "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip
"""Characters of an IBAN by country (SWIFT IBAN registry)."""
_WORDS = (
    r"(?<!\w)(?:pass ?word|passwd|pwd|pass ?code|pass ?phrase|pin(?:[ -]?code)?|mot de passe|mdp|passwort|kennwort"
    r"|zugangscode|senha|palavra-passe|contraseña|contrasena|clave|hasło|haslo)|パスワード|暗証番号|合言葉"
)
_PASSWORD = re.compile(
    rf"(?:{_WORDS})[\"'”»]?[ \t\u00a0\u3000]{{0,3}}[:=：＝][ \t\u00a0\u3000]{{0,3}}"
    r"(?P<value>\"[^\"\n]{3,200}\"|'[^'\n]{3,200}'|\S{3,200})",
    re.IGNORECASE,
)
_NOTHING_SECRET = re.compile(r"[*•.·x…_?-]+\d{0,4}$|https?://", re.IGNORECASE)


def find(text: str, kinds: Collection[SecretKind] = tuple(SecretKind)) -> list[Span]:
    """Return the secrets of these kinds in a text in their order; none overlaps another.

    Card numbers by the Luhn sum (ISO/IEC 7812-1), IBANs by modulo 97 (ISO 13616-1), private keys by their PEM frame,
    API keys by the shapes that their makers publish, passwords by the word for it and a colon in seven languages.
    """
    found: list[Span] = []
    for kind, search in _SEARCHES:
        if kind in kinds:
            found = sorted([*found, *_beside(found, search(text))], key=lambda span: span.start)
    return found


def mask(text: str, spans: Sequence[Span]) -> str:
    """Return the text with these spans made unreadable; of card and account numbers the last four characters stay."""
    parts, done = [], 0
    for span in sorted(spans, key=lambda each: each.start):
        tail = text[span.end - 4 : span.end] if span.kind in (SecretKind.CARD, SecretKind.IBAN) else ""
        parts += [text[done : span.start], MASK, tail]
        done = span.end
    return "".join([*parts, text[done:]])


def masked(text: str) -> str:
    """Return the text without its secrets. Nothing is found in it any more."""
    return mask(text, find(text))


def _beside(found: Sequence[Span], more: Iterable[Span]) -> Iterator[Span]:
    """Those of `more` that overlap neither what was found nor one another; both come in their order."""
    at = last = 0
    for span in more:
        while at < len(found) and found[at].end <= span.start:
            at += 1
        if span.start >= last and (at == len(found) or span.end <= found[at].start):
            last = span.end
            yield span


def _private_keys(text: str) -> Iterator[Span]:
    return (Span(*each.span(), SecretKind.PRIVATE_KEY) for each in _PRIVATE_KEY.finditer(text))


def _api_keys(text: str) -> Iterator[Span]:
    return (Span(*each.span(), SecretKind.API_KEY) for each in _API_KEY.finditer(text))


def _passwords(text: str) -> Iterator[Span]:
    for each in _PASSWORD.finditer(text):
        if not _NOTHING_SECRET.match(each["value"]):
            yield Span(*each.span("value"), SecretKind.PASSWORD)


def _cards(text: str) -> Iterator[Span]:
    for each in _CARD.finditer(text):
        start, end = each.span("card")
        longer = _CARD_TAIL.match(text, end)
        for last in (longer.end(), end) if longer else (end,):
            if _luhn(re.sub(r"[^0-9]", "", text[start:last])):
                yield Span(start, last, SecretKind.CARD)
                break


def _luhn(digits: str) -> bool:
    if len(set(digits)) < 2:
        return False
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(each - 9 * (each > 9) for each in doubled)) % 10 == 0


def _ibans(text: str) -> Iterator[Span]:
    for each in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(each["country"].upper(), 0)
        places = [at for at in range(*each.span()) if text[at].isalnum()][:length]
        plain = "".join(text[at] for at in places).upper()
        if (
            length
            and len(plain) == length
            and not text[places[-1] + 1 : places[-1] + 2].isalnum()
            and _modulo_97(plain) == 1
        ):
            yield Span(each.start(), places[-1] + 1, SecretKind.IBAN)


def _modulo_97(iban: str) -> int:
    return int("".join(str(int(ch, 36)) for ch in iban[4:] + iban[:4])) % 97


_SEARCHES: tuple[tuple[SecretKind, Callable[[str], Iterator[Span]]], ...] = (
    (SecretKind.PRIVATE_KEY, _private_keys),
    (SecretKind.API_KEY, _api_keys),
    (SecretKind.IBAN, _ibans),
    (SecretKind.CARD, _cards),
    (SecretKind.PASSWORD, _passwords),
)
