"""Queries of one-time proofs: one live proof for an address at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select, update

from helpcenter.domain.sessions import PROOF_TRIES, Proof
from helpcenter.store.sessions import ProofRow
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


def put(work: Work, proof: Proof, token_hash: str, code_hash: str, expires_at: datetime, renewable: datetime) -> bool:
    """Write a proof in place of any earlier one for the same address that expires before `renewable`.

    Returns False, and writes nothing, when a younger one stands.
    """
    work.session.execute(
        delete(ProofRow).where(
            ProofRow.site_id == proof.site_id, ProofRow.email == proof.email, ProofRow.expires_at <= renewable
        )
    )
    return insert_ignore(
        work,
        ProofRow,
        site_id=proof.site_id,
        email=proof.email,
        token_hash=token_hash,
        code_hash=code_hash,
        tries=0,
        locale=proof.locale,
        next_path=proof.next_path,
        expires_at=expires_at,
    )


def take_by_token(work: Work, token_hash: str) -> Proof | None:
    """Consume the live proof with this token; None when there is none (any more)."""
    return _taken(work, ProofRow.token_hash == token_hash)


def take_by_code(work: Work, site_id: int, email: str, code_hash: str) -> Proof | None:
    """Consume the live proof of an address with this code, unless its tries are used up."""
    return _taken(work, _open(site_id, email) & (ProofRow.code_hash == code_hash))


def count_wrong(work: Work, site_id: int, email: str) -> bool:
    """Use up a try of an address's proof. Returns whether there was one."""
    counted = update(ProofRow).where(_open(site_id, email)).values(tries=ProofRow.tries + 1).returning(ProofRow.tries)
    return work.session.execute(counted).first() is not None


def peek(work: Work, token_hash: str) -> Proof | None:
    """Return the live proof with this token without consuming it."""
    row = work.session.scalar(select(ProofRow).where(ProofRow.token_hash == token_hash, ProofRow.expires_at > work.now))
    return Proof(row.site_id, row.email, row.locale, row.next_path) if row else None


def _open(site_id: int, email: str) -> ColumnElement[bool]:
    return and_(ProofRow.site_id == site_id, ProofRow.email == email, ProofRow.tries < PROOF_TRIES)


def _taken(work: Work, condition: ColumnElement[bool]) -> Proof | None:
    row = work.session.execute(
        delete(ProofRow)
        .where(condition, ProofRow.expires_at > work.now)
        .returning(ProofRow.site_id, ProofRow.email, ProofRow.locale, ProofRow.next_path)
    ).first()
    return Proof(*row) if row else None
