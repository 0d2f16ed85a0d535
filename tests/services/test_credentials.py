"""Specialists sign in by password or token; nothing wrong is told apart, and guessing ends soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpcenter.desk import Desk, Work
from helpcenter.domain.faults import Invalid, NotFound, TooOften
from helpcenter.domain.people import Role, Specialist
from helpcenter.services import credentials, people
from helpcenter.services.credentials import FAILURE_WINDOW, MOST_FAILURES
from helpcenter.store.credentials import PasswordRow, TokenRow

PASSWORD = "correct horse battery"


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    return desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)


def test_a_password_opens_and_a_wrong_one_does_not(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    desk.do(credentials.set_password, ada.email, PASSWORD)
    assert desk.do(credentials.sign_in, "Ada@Team.example", PASSWORD) == ada
    for email, secret in (
        (ada.email, PASSWORD.upper()),
        (ada.email, ""),
        (ben.email, PASSWORD),
        ("nobody@team.example", PASSWORD),
        ("no address", PASSWORD),
    ):
        assert desk.do(credentials.sign_in, email, secret) is None
    desk.do(credentials.set_password, ada.email, "another one, as long")
    assert desk.do(credentials.sign_in, ada.email, PASSWORD) is None


def test_a_token_opens_for_its_owner_until_it_is_revoked(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    token = desk.do(credentials.new_token, ada.email, "laptop")
    assert desk.do(credentials.by_token, token) == ada
    assert desk.do(credentials.sign_in, ada.email, token) == ada
    assert desk.do(credentials.sign_in, ben.email, token) is None
    (listed,) = desk.see(credentials.tokens, ada.email)
    assert (listed.name, listed.used_at is not None) == ("laptop", True)
    with pytest.raises(NotFound):
        desk.do(credentials.revoke, ben.email, listed.id)
    assert desk.do(credentials.revoke, ada.email, listed.id) == 1
    assert desk.do(credentials.by_token, token) is None


def test_the_store_holds_neither_password_nor_token(desk: Desk, ada: Specialist) -> None:
    desk.do(credentials.set_password, ada.email, PASSWORD)
    token = desk.do(credentials.new_token, ada.email, "")

    def hashes(work: Work) -> list[str]:
        return [*work.session.scalars(select(PasswordRow.hash)), *work.session.scalars(select(TokenRow.hash))]

    first, second = desk.see(hashes)
    assert first.startswith("$argon2id$")
    assert token not in second
    assert PASSWORD not in first


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 201])
def test_passwords_have_a_length(desk: Desk, ada: Specialist, password: str) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.do(credentials.set_password, ada.email, password)
    assert list(refusal.value.faults) == ["password"]


def test_guessing_ends_soon_and_only_for_a_while(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    token = desk.do(credentials.new_token, ada.email, "")
    for _ in range(MOST_FAILURES):
        assert desk.do(credentials.sign_in, ada.email, "hct_guess") is None
    with pytest.raises(TooOften) as refusal:
        desk.do(credentials.sign_in, f" {ada.email.upper()}", token)
    assert 0 < refusal.value.after <= FAILURE_WINDOW.total_seconds()
    assert desk.do(credentials.sign_in, ben.email, "hct_guess") is None

    def later(work: Work) -> Specialist | None:
        work.now += FAILURE_WINDOW + timedelta(seconds=1)
        return credentials.sign_in(work, ada.email, token)

    assert desk.do(later) == ada


def test_a_word_is_enough_until_somebody_can_sign_in(desk: Desk, ada: Specialist) -> None:
    assert desk.see(credentials.is_word_enough)
    token = desk.do(credentials.new_token, ada.email, "")
    assert not desk.see(credentials.is_word_enough)
    desk.settings = replace(desk.settings, allow_as=True)
    assert desk.see(credentials.is_word_enough)
    desk.settings = replace(desk.settings, allow_as=False)
    desk.do(credentials.revoke, ada.email)
    assert desk.do(credentials.by_token, token) is None
    desk.do(credentials.set_password, ada.email, PASSWORD)
    assert not desk.see(credentials.is_word_enough)
