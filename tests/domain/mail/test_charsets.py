"""Text in charsets that nobody declared, or declared wrongly."""

from __future__ import annotations

import pytest

from helpcenter.domain.mail.charsets import decoded

UNDECLARED = (
    ("Привет, как дела? Не работает вход.", "cp1251"),
    ("Привет, как дела? Не работает вход.", "koi8-r"),
    ("こんにちは。ログインできません。", "cp932"),
    ("こんにちは。ログインできません。", "euc_jp"),
    ("こんにちは。ログインできません。", "iso2022_jp"),
    ("您好，我无法登录", "gb18030"),
    ("您好，我無法登入我的帳號", "big5"),
    ("안녕하세요 로그인이 안됩니다", "cp949"),
    ("Zażółć gęślą jaźń", "cp1250"),
    ("Zażółć gęślą jaźń", "iso8859-2"),
    ("Müller über Straße", "cp1252"),
    ("Discover® Card – “hi”", "cp1252"),
    ("Példa™ has a lead", "cp1252"),
    ("Merci, c’est très bien", "cp1252"),
    ("Příliš žluťoučký kůň", "cp1250"),
    ("שלום עולם, אני לא מצליח להתחבר", "cp1255"),
    ("Καλημέρα κόσμε, δεν μπορώ να συνδεθώ", "cp1253"),
    ("مرحبا بالعالم لا أستطيع الدخول", "cp1256"),
    ("Şu çalışmıyor, ığdır", "cp1254"),
    ("Grüße 🎉", "utf-8"),
)


@pytest.mark.parametrize(("text", "charset"), UNDECLARED)
def test_undeclared_charsets_are_guessed(text: str, charset: str) -> None:
    assert decoded(text.encode(charset)) == text


@pytest.mark.parametrize(
    "declared", ["us-ascii", "iso-8859-1", "no-such-charset", "unknown-8bit", "", "punycode", "zlib"]
)
def test_utf8_is_seen_through_a_wrong_label(declared: str) -> None:
    assert decoded("Grüße, 日本".encode(), declared) == "Grüße, 日本"


def test_declared_charsets_and_their_strange_names() -> None:
    assert decoded("안녕".encode("cp949"), "ks_c_5601-1987") == "안녕"
    assert decoded("日本".encode("cp932"), "x-sjis") == "日本"
    assert decoded("“x”".encode("cp1252"), "ISO-8859-1") == "“x”"
    assert decoded(b"Hi Mom +Jjo-!", "utf-7") == "Hi Mom ☺!"
    assert decoded(b"a\x00b\xff", "utf-8") == "ab\ufffd"


@pytest.mark.parametrize("declared", ["gb2312", "big5", "shift_jis", "windows-1251", "koi8-r", "iso-8859-2"])
def test_utf8_is_seen_through_another_charset(declared: str) -> None:
    assert decoded("Grüße, 你好世界".encode(), declared) == "Grüße, 你好世界"
    assert decoded("联通".encode("gb18030"), "gb2312") == "联通"
