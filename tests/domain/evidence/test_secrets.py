"""Secrets in what people type: found and masked in seven languages, and plain numbers left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.evidence.secrets import SecretKind, find, mask, masked

KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"

FOUND = [
    ("My card 4111 1111 1111 1111 12/26 was refused", SecretKind.CARD, "My card ••••1111 12/26 was refused"),
    ("5555555555554444", SecretKind.CARD, "••••4444"),
    ("Amex 3782 822463 10005.", SecretKind.CARD, "Amex ••••0005."),
    ("1234 4111-1111-1111-1111", SecretKind.CARD, "1234 ••••1111"),
    ("IBAN DE89 3704 0044 0532 0130 00, danke", SecretKind.IBAN, "IBAN ••••0 00, danke"),
    ("gb82west12345698765432", SecretKind.IBAN, "••••5432"),
    ("NO93 8601 1117 947 is mine", SecretKind.IBAN, "••••947 is mine".replace("••••947", "•••• 947")),
    (f"here: {KEY} ok", SecretKind.PRIVATE_KEY, "here: •••• ok"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz", SecretKind.PRIVATE_KEY, "••••"),
    ("id AKIAIOSFODNN7EXAMPLE!", SecretKind.API_KEY, "id ••••!"),
    ("ghp_" + "a1B2" * 9, SecretKind.API_KEY, "••••"),
    ("xoxb-" + "1234567890-abcdefghij", SecretKind.API_KEY, "••••"),
    ("sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc", SecretKind.API_KEY, "••••"),
    ("key=AIza" + "SyA-1234567890abcdefghijklmnopqrstu", SecretKind.API_KEY, "key=••••"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYXJvbCJ9.c2ln", SecretKind.API_KEY, "••••"),
    ("Password: hunter2", SecretKind.PASSWORD, "Password: ••••"),
    ("mot de passe : azerty12", SecretKind.PASSWORD, "mot de passe : ••••"),
    ("Passwort=geheim1", SecretKind.PASSWORD, "Passwort=••••"),
    ("新しいパスワード：abc123", SecretKind.PASSWORD, "新しいパスワード：••••"),
    ("minha senha: segredo", SecretKind.PASSWORD, "minha senha: ••••"),
    ('contraseña: "con espacios dentro"', SecretKind.PASSWORD, "contraseña: ••••"),
    ("hasło: tajne", SecretKind.PASSWORD, "hasło: ••••"),
]


@pytest.mark.parametrize(("text", "kind", "after"), FOUND)
def test_a_secret_is_found_and_masked(text: str, kind: SecretKind, after: str) -> None:
    spans = find(text)
    assert [span.kind for span in spans] == [kind]
    assert mask(text, spans) == after
    assert find(after) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4111 1111 1111 1112",
        "order 1732291200000 of 2026-11-22",
        "call +49 30 1234567 89012",
        "0000 0000 0000 0000",
        "DE89 3704 0044 0532 0130 01",
        "AB12 these are merely words behind it",
        "How do I change my password? It is not accepted.",
        "Password: ********",
        "password: https://x.example/reset",
        "the token expired",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
        "pinning: no",
    ],
)
def test_plain_text_is_left_alone(text: str) -> None:
    assert find(text) == []
    assert masked(text) == text


def test_several_are_found_in_their_order_and_none_twice() -> None:
    text = "password: 4111111111111111 and IBAN DE89370400440532013000, key AKIAIOSFODNN7EXAMPLE"
    assert [span.kind for span in find(text)] == [SecretKind.CARD, SecretKind.IBAN, SecretKind.API_KEY]
    assert masked(text) == "password: ••••1111 and IBAN ••••3000, key ••••"


@given(st.text(alphabet="4155 1-DEpassword:=AKIA•\n", max_size=200))
def test_spans_never_overlap_and_masking_is_complete(text: str) -> None:
    spans = find(text)
    assert all(before.end <= after.start for before, after in zip(spans, spans[1:], strict=False))
    assert mask(text, []) == text
    assert len(mask(text, spans)) <= len(text) + 4 * len(spans)


@pytest.mark.parametrize("piece", ["4 ", "4111", "DE89 ", "password:", "eyJa.", "-----BEGIN PRIVATE KEY-----", "a-"])
def test_a_text_made_to_be_slow_is_read_in_linear_time(piece: str) -> None:
    assert isinstance(find(piece * (1_000_000 // len(piece))), list)
