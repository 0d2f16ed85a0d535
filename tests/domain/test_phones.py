"""Telephone numbers as people write them: kept in one form, and refused with the reason."""

from __future__ import annotations

import pytest

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.phones import countries, country_of, likely_country, normal_phone, shown_phone


@pytest.mark.parametrize(
    ("typed", "country", "phone"),
    [
        ("+49 30 12345678", "", "+493012345678"),
        ("030 / 1234-5678", "DE", "+493012345678"),
        ("00 49 (0)30 12345678", "DE", "+493012345678"),
        ("+44 20 7946 0000", "DE", "+442079460000"),
        ("\uff0b\uff18\uff11 3-1234-5678", "", "+81312345678"),
        (" +1 (415) 555-2671 ", "", "+14155552671"),
    ],
)
def test_a_number_is_kept_in_one_form(typed: str, country: str, phone: str) -> None:
    assert normal_phone(typed, country) == phone


@pytest.mark.parametrize(
    ("typed", "country", "fault"),
    [
        ("", "DE", Fault.MISSING),
        ("   ", "DE", Fault.MISSING),
        ("call me", "DE", Fault.NOT_A_NUMBER),
        ("030 1234567", "", Fault.NOWHERE),
        ("+999 123 4567", "", Fault.NOWHERE),
        ("+49 12", "", Fault.TOO_SHORT),
        ("555-1234", "US", Fault.TOO_SHORT),
        ("+49 30 123456789012345", "", Fault.TOO_LONG),
        ("1" * 61, "DE", Fault.TOO_LONG),
        ("+1 555 000 0000", "", Fault.WRONG),
        ("112", "DE", Fault.NOT_CALLABLE),
        ("911", "US", Fault.NOT_CALLABLE),
        ("116117", "DE", Fault.NOT_CALLABLE),
        ("+1 900 234 5678", "", Fault.NOT_CALLABLE),
        ("+49 137 1234567", "", Fault.NOT_CALLABLE),
        ("+1 <script>", "", Fault.NOT_A_NUMBER),
    ],
)
def test_what_cannot_be_called_is_refused_with_its_reason(typed: str, country: str, fault: Fault) -> None:
    with pytest.raises(Invalid) as refusal:
        normal_phone(typed, country)
    assert refusal.value.faults == {"phone": fault}


def test_a_number_is_shown_internationally() -> None:
    assert shown_phone("+493012345678") == "+49 30 12345678"
    assert shown_phone("nothing of the kind") == "nothing of the kind"
    assert (country_of("+493012345678"), country_of("?")) == ("DE", "")


@pytest.mark.parametrize(
    ("locales", "country"),
    [(["de"], "DE"), (["pt-BR"], "BR"), (["en-GB", "en"], "GB"), (["ja"], "JP"), (["xx", "pl"], "PL"), ([""], "")],
)
def test_a_language_tells_the_likely_country(locales: list[str], country: str) -> None:
    assert likely_country(*locales) == country
    assert not country or country in countries()
