"""One resolver: exact, base, variant, related, default."""

import pytest

from helpcenter.domain.locales import direction, resolve

OFFERED = ("en", "fr", "de", "ja", "pt", "es", "pl")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["fr"], "fr"),
        (["pt-BR"], "pt"),
        (["DE_at"], "de"),
        (["ca"], "es"),
        (["szl"], "pl"),
        (["zh", "ja"], "ja"),
        ([None, "", "xx", "es-419"], "es"),
        (["zh"], "en"),
        ([], "en"),
        (["-", "--", "💥", "x" * 9999], "en"),
    ],
)
def test_the_nearest_language_is_found(wanted: list[str | None], found: str) -> None:
    assert resolve(wanted, OFFERED, "en") == found


def test_an_offered_variant_serves_its_base() -> None:
    assert resolve(["pt"], ("en", "pt-br"), "en") == "pt-br"
    assert resolve(["zh-hant"], ("en", "zh-hans"), "en") == "zh-hans"


def test_direction() -> None:
    assert (direction("ar"), direction("he-IL"), direction("ja")) == ("rtl", "rtl", "ltr")
