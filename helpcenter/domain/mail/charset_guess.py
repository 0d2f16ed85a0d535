"""Which legacy charset bytes are in: every candidate reads a sample, the reading most like a human language wins."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

CANDIDATES = (
    *("cp1252", "cp932", "euc_jp", "gb18030", "cp949", "big5hkscs", "cp1251", "koi8-u", "cp1250", "iso8859-2"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "cp1258", "mac-roman", "cp866", "cp850", "cp437"),
)
"""In order of preference where readings are equally good."""

SAMPLE = 4_000
"""Bytes beyond ASCII that are looked at."""

_COMMON_HANGUL = frozenset("이가을를은는에의다고하지요습니안녕세로한서도기사시리나어인라자해주문부제수대")
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然"
    "這來個們時國說為會對請謝問題無法您帳號點請郵件請问题请谢无法账号邮件日本語方法設定送信受信返信件名様願致申上年月時分用使確認"
)
_COMMON_LATIN = frozenset("éèàüöäßñçáíóúãõâêôîûøåæëïœ’“”„–—…«»€°¡¿£©®™ıİşŞğĞ")
_COMMON_LETTERS = frozenset("оеаинтсрвлкмдпуяіїєαοιετσνηυρπκμλάέήίόύώςיוהלאתמבשרנםעדاليمنرتوبةعدسفهكح")
_CENTRAL = frozenset("ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžýŠŽČŘőűŐŰăîșțâáéíóúöüđ")


def guessed(data: bytes, hint: str = "") -> str:
    """Return the name of the Python codec that reads `data` best. `hint` is believed when readings are near."""
    sample = _sample(data)
    best, best_score = "cp1252", float("-inf")
    for codec in dict.fromkeys([*([hint] if hint else []), *CANDIDATES]):
        score = _score(sample, codec, codec == hint)
        if score > best_score:
            best, best_score = codec, score
    return best


def _sample(data: bytes) -> bytes:
    """The stretch around the bytes beyond ASCII; a cut may fall into a character, which the score forgives."""
    first = next((at for at, byte in enumerate(data[:1_000_000]) if byte > 127), 0)
    begin = data.rfind(b"\n", 0, first) + 1
    return data[max(begin, first - 200) : first + SAMPLE]


def _score(sample: bytes, codec: str, hinted: bool) -> float:
    text = sample.decode(codec, "replace")
    beyond = [ch for ch in text if ord(ch) > 127]
    broken = text.count("\ufffd")
    if broken > 1 + len(beyond) // 50 or not beyond:
        return float("-inf")
    total = sum(_worth(ch) for ch in beyond) + _runs(text)
    return total / len(beyond) - 2 * (broken > 1) + 0.15 * hinted


def _worth(ch: str) -> float:
    code = ord(ch)
    if ch in _COMMON_LATIN:
        return 1.0
    if 0x3040 <= code <= 0x30FF or ch in _COMMON_HANGUL or ch in _COMMON_HAN:
        return 1.4
    if 0xAC00 <= code <= 0xD7A3:
        return 1.0
    if 0x4E00 <= code <= 0x9FFF or 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF5E:
        return 0.6
    if ch in _COMMON_LETTERS:
        return 1.1
    if 0x410 <= code <= 0x44F or 0x3B1 <= code <= 0x3CE or 0x5D0 <= code <= 0x5EA or 0x620 <= code <= 0x64A:
        return 0.6
    if 0xE01 <= code <= 0xE5B or ch in _CENTRAL:
        return 0.75
    category = unicodedata.category(ch)
    return 0.3 if category in ("Ll", "Lu", "Lo") else -0.6 if category in ("Cc", "Cn", "Co") else -0.2


def _runs(text: str) -> float:
    """Capitals within words and letters of different scripts side by side speak against a reading."""
    minus = 0.0
    for before, ch in pairwise(text):
        if ord(ch) > 127 and before.isalpha() and ch.isalpha():
            if before.islower() and ch.isupper():
                minus += 0.7
            if _script(before) != _script(ch):
                minus += 0.5 if ord(before) > 127 else 0.35 * (_script(ch) in ("c", "g", "h", "a", "t"))
    return -minus


def _script(ch: str) -> str:
    code = ord(ch)
    if code < 0x250:
        return "l"
    for end, name in ((0x400, "g"), (0x530, "c"), (0x600, "h"), (0x700, "a"), (0xE80, "t")):
        if code < end:
            return name
    return "x"
