"""Telephone numbers: read as people write them, kept in E.164 (ITU-T), shown in international format."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel.core import get_global

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.text import is_blank, one_line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# The tables of all numbers of the world are loaded where they are needed: most processes never call anybody.

MAX_TYPED = 60


def normal_phone(typed: str, country: str = "") -> str:
    """Return a number in E.164, such as `+493012345678`. `country` (ISO 3166) is for one typed without `+`.

    Raises Invalid on `phone`: missing, of nowhere, too short or too long, wrong for its country, or one that we may
    not call (premium rate, shared cost, pagers, emergency and other short codes).
    """
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

    text = one_line(typed)
    if is_blank(text):
        raise _fault(Fault.MISSING)
    if len(text) > MAX_TYPED:
        raise _fault(Fault.TOO_LONG)
    region = country if country in countries() else None
    try:
        number = parse(text, region)
    except NumberParseException as fault:
        raise _fault(_unreadable(fault.error_type)) from fault
    _check(number, region)
    return str(format_number(number, PhoneNumberFormat.E164))


def shown_phone(phone: str) -> str:
    """Return an E.164 number in international format: `+49 30 12345678`; anything else as it is."""
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

    try:
        return format_number(parse(phone), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return phone


def country_of(phone: str) -> str:
    """Return the country (ISO 3166) of an E.164 number, empty when it has none."""
    from phonenumbers import NumberParseException, parse, region_code_for_number

    try:
        return region_code_for_number(parse(phone)) or ""
    except NumberParseException:
        return ""


@cache
def countries() -> dict[str, int]:
    """Return every country (ISO 3166) that has telephone numbers, with its calling code."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    found = {region: code for code, regions in COUNTRY_CODE_TO_REGION_CODE.items() for region in regions}
    return {region: found[region] for region in sorted(found) if region.isalpha() and len(region) == 2}


def likely_country(*locales: str) -> str:
    """Return the country that the first telling language tag speaks of: `pt-BR` → `BR`, `de` → `DE`; else empty."""
    for locale in locales:
        parts = locale.replace("_", "-").split("-")
        named = next((part.upper() for part in parts[1:] if len(part) == 2), "")
        likely = str(get_global("likely_subtags").get(parts[0].lower(), "")).rpartition("_")[2]
        for found in (named, likely):
            if found in countries():
                return found
    return ""


def _check(number: PhoneNumber, region: str | None) -> None:
    from phonenumbers import PhoneNumberType as Type
    from phonenumbers import ValidationResult, is_possible_number_with_reason, is_valid_number, number_type
    from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

    reason = is_possible_number_with_reason(number)
    if region and is_valid_short_number_for_region(number, region):  # 112, 911: they only exist inside a country
        raise _fault(Fault.NOT_CALLABLE)
    if reason in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        raise _fault(Fault.TOO_SHORT)
    if reason == ValidationResult.TOO_LONG:
        raise _fault(Fault.TOO_LONG)
    if not is_valid_number(number):
        raise _fault(Fault.WRONG)
    if number_type(number) in (Type.PREMIUM_RATE, Type.SHARED_COST, Type.PAGER, Type.VOICEMAIL, Type.UAN):
        raise _fault(Fault.NOT_CALLABLE)


def _unreadable(kind: int) -> Fault:
    from phonenumbers import NumberParseException as Unreadable

    return {
        Unreadable.INVALID_COUNTRY_CODE: Fault.NOWHERE,
        Unreadable.TOO_SHORT_AFTER_IDD: Fault.TOO_SHORT,
        Unreadable.TOO_SHORT_NSN: Fault.TOO_SHORT,
        Unreadable.TOO_LONG: Fault.TOO_LONG,
    }.get(kind, Fault.NOT_A_NUMBER)


def _fault(fault: Fault) -> Invalid:
    return Invalid({"phone": fault})
