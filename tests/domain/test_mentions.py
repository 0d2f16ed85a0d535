"""Who is named with an @, and who is not."""

from __future__ import annotations

import pytest

from helpcenter.domain.mentions import mentioned
from helpcenter.domain.people import Presence, Role, Specialist

TEAM = tuple(
    Specialist(number, email, name, ("en",), Role.SPECIALIST, Presence.ONLINE)
    for number, (email, name) in enumerate(
        [
            ("ada@team.example", "Ada"),
            ("ada.k@team.example", "Ada Kowalska"),
            ("zb@team.example", "Żaneta Bąk"),
            ("yuki@team.example", "佐藤 雪"),
        ]
    )
)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("@zb look", ["zb@team.example"]),
        ("(@Żaneta) look, @ŻANETABĄK.", ["zb@team.example"]),
        ("@ada", ["ada@team.example"]),
        ("@ada.kowalska!", ["ada.k@team.example"]),
        ("@ada.k.", ["ada.k@team.example"]),
        ("@佐藤", ["yuki@team.example"]),
        ("write to zb@team.example", []),
        ("@", []),
        ("@@@ @nobody @zbx", []),
        ("@zb @zb @yuki", ["zb@team.example", "yuki@team.example"]),
    ],
)
def test_named(text: str, whom: list[str]) -> None:
    assert [each.email for each in mentioned(text, TEAM)] == whom


def test_two_of_one_first_name_are_not_guessed_at() -> None:
    twins = tuple(Specialist(n, f"x{n}@t.example", "Ada Un", ("en",), Role.LEAD, Presence.AWAY) for n in (1, 2))
    assert mentioned("@ada", twins) == ()
    assert len(mentioned("@adaun", twins)) == 2
