"""Whose address a field names, in the forms that the wild has for it."""

from __future__ import annotations

import pytest

from helpcenter.domain.mail.addresses import addresses

FORMS = (
    ('"Desk <boss@firm.example>" <ida@example.com>', [("Desk <boss@firm.example>", "ida@example.com")]),
    ('"Desk <boss@firm.example>" ida@example.com', [("Desk <boss@firm.example>", "ida@example.com")]),
    ("boss@firm.example < ida@example.com >", [("boss@firm.example", "ida@example.com")]),
    ("boss@firm.example ida@example.com", [("boss@firm.example", "ida@example.com")]),
    ('Ida <"ida holm" @ example.com>', [("Ida", '"ida holm"@example.com')]),
    (
        "Ida <@old.example,@relay.example:ida@example.com>, b@example.com",
        [("Ida", "ida@example.com"), ("", "b@example.com")],
    ),
    ("Ida < ida . holm @ example . com >", [("Ida", "ida.holm@example.com")]),
    ("ida@example.com (Ida (really) Holm)", [("Ida really Holm", "ida@example.com")]),
    ("Team: ida@example.com, Bo <bo@example.com>;", [("", "ida@example.com"), ("Bo", "bo@example.com")]),
    ("undisclosed-recipients:;", []),
    ("=?utf-8?q?J=C3=B6rg?= <j@example.com>", [("Jörg", "j@example.com")]),
    ("Ida <ida@[IPv6:2001:db8::1]>", [("Ida", "ida@[IPv6:2001:db8::1]")]),
)


@pytest.mark.parametrize(("field", "people"), FORMS)
def test_whom_a_field_names(field: str, people: list[tuple[str, str]]) -> None:
    assert [(each.name, each.address) for each in addresses(field.encode())] == people


@pytest.mark.parametrize("unit", [b"<@", b"<@a,", b'"', b'"\\', b"(", b"a@b ", b"<"])
def test_hostile_fields_take_time_by_their_length_only(unit: bytes) -> None:
    assert len(addresses(unit * 100_000)) <= 1
