"""Who a host's signature stands for, and every kind of token that stands for nobody."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jwt.warnings import InsecureKeyLengthWarning

from helpcenter.desk import Desk
from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.sites import Secret, Site
from helpcenter.services import people, sites
from helpcenter.store import sites as site_rows

Signer = Callable[..., str]


def test_a_signed_person_becomes_a_contact_with_account(desk: Desk, site: Site, sign: Signer) -> None:
    contact = desk.do(people.identify, site, sign(email="Carol@Customer.example", locale="pt-BR"))
    assert (contact.email, contact.name, contact.locale, contact.seat) == (
        "carol@customer.example", "Carol", "pt", "core",
    )  # fmt: skip
    assert contact.account is not None
    assert (contact.account.plan, contact.account.created_on, contact.account.staff_access) == (
        "enterprise", date(2023, 1, 15), True,
    )  # fmt: skip
    assert contact.proven_at is not None


def test_the_next_token_changes_plan_and_seat_of_the_same_contact(desk: Desk, site: Site, sign: Signer) -> None:
    before = desk.do(people.identify, site, sign())
    after = desk.do(people.identify, site, sign(plan="free", seat=None))
    assert after.id == before.id
    assert after.account is not None
    assert (after.account.plan, after.seat) == ("free", None)


def test_a_signed_person_without_plan_has_the_lowest_one(desk: Desk, site: Site, sign: Signer) -> None:
    contact = desk.do(people.identify, site, sign(plan=None, account=None))
    assert contact.account is not None
    assert (contact.account.plan, contact.account.created_on) == ("free", None)


def test_a_site_keeps_believing_both_secrets_until_one_retires(desk: Desk, site: Site, sign: Signer) -> None:
    old = sign()
    new = desk.do(sites.rotate, site.key)
    desk.do(people.identify, site, old)
    kids = {secret.kid for secret in desk.see(sites.secrets_of, site)}
    assert new.kid in kids
    assert len(kids) == 2
    retired = sign()
    desk.do(sites.rotate, site.key, retire=(kids - {new.kid}).pop())
    with pytest.raises(NotFound):
        desk.do(people.identify, site, retired)


def test_eddsa_keys_are_believed(desk: Desk, site: Site) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    with desk.work() as work:
        site_rows.add_secret(work, site.id, Secret("ed", "EdDSA", public))
    token = jwt.encode(claims(site), private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
                       algorithm="EdDSA", headers={"kid": "ed"})  # fmt: skip
    assert desk.do(people.identify, site, token).email == "carol@customer.example"
    confused = jwt.encode(claims(site), "x" * 32, algorithm="HS256", headers={"kid": "ed"})
    with pytest.raises(NotFound):
        desk.do(people.identify, site, confused)


def claims(site: Site, **changes: Any) -> dict[str, Any]:
    return {
        "aud": site.key,
        "exp": datetime.now(UTC) + timedelta(minutes=5),
        "jti": uuid.uuid4().hex,
        "email": "carol@customer.example",
    } | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-site"},
        {"aud": None},
        {"exp": None},
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"exp": datetime.now(UTC) + timedelta(hours=2)},
        {"jti": None},
        {"jti": "j" * 201},
        {"email": None},
        {"email": "not an address"},
        {"email": {"a": 1}},
        {"account": "a string"},
        {"account": {"id": "a", "created": "yesterday"}},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_bad_claims_are_the_same_no(desk: Desk, site: Site, sign: Signer, changes: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        desk.do(people.identify, site, sign(**({"email": "carol@customer.example"} | changes)))


def test_a_token_is_good_once(desk: Desk, site: Site, sign: Signer) -> None:
    token = sign()
    desk.do(people.identify, site, token)
    with pytest.raises(NotFound):
        desk.do(people.identify, site, token)


def test_forgeries_and_rubbish_are_the_same_no(desk: Desk, site: Site, sign: Signer) -> None:
    head, body, seal = sign().split(".")
    unsigned = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).decode().rstrip("=")
    other = jwt.encode(claims(site), "another secret, long enough to sign with", algorithm="HS256")
    own = desk.see(sites.secrets_of, site)[0]
    with pytest.warns(InsecureKeyLengthWarning):
        swapped = jwt.encode(claims(site), own.key, algorithm="HS512", headers={"kid": own.kid})
    for forged in (
        f"{unsigned}.{body}.",
        f"{head}.{body}.{seal[:-4]}AAAA",
        other,
        swapped,
        "",
        ".",
        "a.b.c",
        "é.è.ê",
        "x" * 9000,
    ):
        with pytest.raises(NotFound):
            desk.do(people.identify, site, forged)


def test_specialists_are_found_by_address_only(desk: Desk, ada: Specialist) -> None:
    assert desk.see(people.specialist, " ADA@team.example ") == ada
    for unknown in ("bob@team.example", "", "ada"):
        with pytest.raises(NotFound):
            desk.see(people.specialist, unknown)


def test_origins_must_be_origins(desk: Desk) -> None:
    made = desk.do(sites.add, "Shop", ["HTTPS://Shop.Example:443/path", "http://localhost:3000"])
    assert made.origins == ("https://shop.example", "http://localhost:3000")
    for wrong in ("*", "javascript:alert(1)", "https://*.example.com", "https://user@shop.example", "shop.example"):
        with pytest.raises(Invalid) as refusal:
            desk.do(sites.set_origins, made.key, [wrong])
        assert refusal.value.faults == {"origins": Fault.WRONG}
