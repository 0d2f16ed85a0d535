"""File names: safe to show, send and save, whatever they were, and as readable as they can be."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.evidence.names import MAX_NAME, MAX_NAME_BYTES, safe_name, shown_name

PNG = (".png",)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Bildschirmfoto 2026-11-22 um 10.00.png", "Bildschirmfoto 2026-11-22 um 10.00.png"),
        ("スクリーンショット.PNG", "スクリーンショット.PNG"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\carol\\a.png", "a.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe.png"),
        ("a\x00b\x1b[31m\r\nc.png", "ab[31m c.png"),
        (".png", "file.png"),
        ("...", "file.png"),
        ("", "file.png"),
        ("CON.png", "_CON.png"),
        ("nul", "_nul.png"),
        ('a<b>:"c|?*.png', "a_b___c___.png"),
        ("x.svg", "x.svg.png"),
        ("cafe\u0301.png", "café.png"),
        ("\ud800lone.png", "lone.png"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name, PNG) == safe


def check(name: str) -> None:
    safe = safe_name(name, (".txt", ".log"))
    assert 5 <= len(safe) <= MAX_NAME
    assert len(safe.encode()) <= MAX_NAME_BYTES
    assert safe.lower().endswith((".txt", ".log"))
    assert not set(safe) & set('/\\<>:"|?*')
    assert all(unicodedata.category(ch) not in ("Cc", "Cs", "Zl", "Zp") for ch in safe)
    assert not any(unicodedata.bidirectional(ch) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI") for ch in safe)
    assert safe_name(safe, (".txt", ".log")) == safe
    assert len(shown_name(name)) <= 80


@given(st.text(st.characters(), max_size=400))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    check(name)


def test_naughty_names_become_safe_ones(shared_data: Path) -> None:
    naughty = json.loads((shared_data / "hostile" / "naughty-strings.json").read_text(encoding="utf-8"))
    payloads = (shared_data / "hostile" / "xss-payloads.txt").read_text(encoding="utf-8").splitlines()
    assert len(naughty) + len(payloads) > 500
    for name in (*naughty, *payloads):
        check(name)
        check(f"{name}.log")
