"""Sessions and one-time proofs: a token opens one face of one site, a link works once, a code cannot be guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from helpcenter.desk import Desk
from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import PROOF_TRIES, RESEND_AFTER
from helpcenter.domain.sites import Site
from helpcenter.services import deliveries, sessions, sites
from helpcenter.services.sessions import CODES_A_DAY


def test_a_token_opens_one_face_of_one_site(desk: Desk, site: Site, carol: Contact) -> None:
    other = desk.do(sites.add, "Other", ["https://other.example"])
    token = desk.do(sessions.start, "widget", site.id, contact=carol)
    session = desk.see(sessions.find, token, "widget", site_id=site.id)
    assert desk.see(sessions.contact, session) == carol
    for face, site_id in (("page", None), ("widget", other.id)):
        with pytest.raises(NotFound):
            desk.see(sessions.find, token, face, site_id=site_id)
    desk.do(sessions.end, session)
    with pytest.raises(NotFound):
        desk.see(sessions.find, token, "widget")


def test_a_session_expires_and_is_forgotten(desk: Desk, site: Site) -> None:
    token = desk.do(sessions.start, "widget", site.id)
    with time_machine.travel(desk.see(sessions.find, token, "widget").expires_at + timedelta(seconds=1)):
        with pytest.raises(NotFound):
            desk.see(sessions.find, token, "widget")
        desk.do(sessions.forget_expired)


def letter(desk: Desk) -> dict[str, str]:
    [delivery] = [d for d in desk.see(deliveries.recent) if d.letter.name == "sign_in"][:1]
    return dict(delivery.letter.values)


def test_a_link_proves_an_address_once(desk: Desk, site: Site) -> None:
    assert (
        desk.do(sessions.ask_for_proof, site.id, " New@Customer.example ", "fr", "/inbox/7") == "new@customer.example"
    )
    token = letter(desk)["token"]
    assert desk.see(sessions.peek, token).next_path == "/inbox/7"
    contact, proof = desk.do(sessions.prove_by_link, token)
    assert (contact.email, contact.locale, proof.next_path) == ("new@customer.example", "fr", "/inbox/7")
    assert contact.proven_at is not None
    for again in (sessions.peek, sessions.prove_by_link):
        with pytest.raises(NotFound):
            desk.do(again, token)


def test_a_new_link_replaces_the_old_one_a_minute_later(desk: Desk, site: Site) -> None:
    desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en")
    old = letter(desk)["token"]
    desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en")
    assert letter(desk)["token"] == old
    with time_machine.travel(datetime.now(UTC) + RESEND_AFTER + timedelta(seconds=1)):
        desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en")
        with pytest.raises(NotFound):
            desk.do(sessions.prove_by_link, old)
        desk.do(sessions.prove_by_link, letter(desk)["token"])


def test_a_sign_in_letter_is_forgotten_once_it_is_out(desk: Desk, site: Site) -> None:
    desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en")
    claimed = desk.do(deliveries.claim)
    assert claimed is not None
    desk.do(deliveries.keep_bytes, claimed.id, b"a link")
    desk.do(deliveries.sent, claimed)
    kept = desk.see(deliveries.get, claimed.id)
    assert (kept.letter.values, kept.raw) == ({}, None)


def test_a_code_proves_an_address_and_guessing_ends(desk: Desk, site: Site) -> None:
    desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en")
    code = letter(desk)["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert desk.do(sessions.prove_by_code, site.id, "new@customer.example", wrong) is None
    proven = desk.do(sessions.prove_by_code, site.id, "new@customer.example", f" {code[:3]} {code[3:]} ")
    assert proven is not None
    assert proven[0].email == "new@customer.example"
    desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en")
    code = letter(desk)["code"]
    for _ in range(PROOF_TRIES):
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        assert desk.do(sessions.prove_by_code, site.id, "new@customer.example", wrong) is None
    assert desk.do(sessions.prove_by_code, site.id, "new@customer.example", code) is None


def test_who_asks_for_code_after_code_cannot_go_on_guessing(desk: Desk, site: Site) -> None:
    address, now = "new@customer.example", datetime.now(UTC)
    for _ in range(CODES_A_DAY + 1):
        assert desk.do(sessions.prove_by_code, site.id, address, "000000") is None  # nobody asked: nothing to guess
    for minute in range(0, 2 * CODES_A_DAY // PROOF_TRIES, 2):
        with time_machine.travel(now + timedelta(minutes=minute)):
            desk.do(sessions.ask_for_proof, site.id, address, "en")
            wrong = f"{(int(letter(desk)['code']) + 1) % 1_000_000:06d}"
            for _ in range(PROOF_TRIES):
                assert desk.do(sessions.prove_by_code, site.id, address, wrong) is None
    with time_machine.travel(now + timedelta(hours=1)):
        desk.do(sessions.ask_for_proof, site.id, address, "en")
        assert desk.do(sessions.prove_by_code, site.id, address, letter(desk)["code"]) is None
        assert desk.do(sessions.prove_by_link, letter(desk)["token"])[0].email == address
    with time_machine.travel(now + timedelta(days=2)):
        desk.do(sessions.ask_for_proof, site.id, address, "en")
        assert desk.do(sessions.prove_by_code, site.id, address, letter(desk)["code"]) is not None


def test_a_link_is_dead_after_its_time(desk: Desk, site: Site) -> None:
    desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en")
    token = letter(desk)["token"]
    with (
        time_machine.travel(desk.see(deliveries.recent)[0].created_at + timedelta(minutes=16)),
        pytest.raises(NotFound),
    ):
        desk.do(sessions.prove_by_link, token)


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "/in\nbox", "inbox"])
def test_a_link_never_leads_away(desk: Desk, site: Site, path: str) -> None:
    desk.do(sessions.ask_for_proof, site.id, "new@customer.example", "en", path)
    assert desk.see(sessions.peek, letter(desk)["token"]).next_path == "/inbox"


@pytest.mark.parametrize(
    ("address", "fault"), [("", Fault.MISSING), ("me", Fault.NOT_AN_ADDRESS), ("a@b@c", Fault.NOT_AN_ADDRESS)]
)
def test_a_wrong_address_is_said(desk: Desk, site: Site, address: str, fault: Fault) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.do(sessions.ask_for_proof, site.id, address, "en")
    assert refusal.value.faults == {"email": fault}
