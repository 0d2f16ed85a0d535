"""The words of tickets' messages: an index of numbers that says which entries hold a word, the newest ticket first.

SQLite keeps it as a full-text table without texts, PostgreSQL as arrays with a GIN index; both only answer which
entries hold all of some words, at most so many. An entry's place is its ticket's id and its `seq` in one number.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql import bindparam
from sqlalchemy.types import Integer

from helpcenter.domain.ticket_search import keys_of
from helpcenter.store.work import Work

_SEQ_BITS = 20
_PUT = {
    True: text("INSERT INTO ticket_words (rowid, words) VALUES (:place, :words)"),
    False: text(
        "INSERT INTO ticket_words (place, words) VALUES (:place, :words)"
        " ON CONFLICT (place) DO UPDATE SET words = excluded.words"
    ).bindparams(bindparam("words", type_=ARRAY(Integer))),
}
_REMOVE = {
    True: text("INSERT INTO ticket_words (ticket_words, rowid, words) VALUES ('delete', :place, :words)"),
    False: text("DELETE FROM ticket_words WHERE place = :place"),
}
_HOLDING = {
    True: text("SELECT rowid FROM ticket_words WHERE ticket_words MATCH :words ORDER BY rowid DESC LIMIT :most"),
    False: text("SELECT place FROM ticket_words WHERE words @> :words ORDER BY place DESC LIMIT :most").bindparams(
        bindparam("words", type_=ARRAY(Integer))
    ),
}


def put(work: Work, ticket_id: int, seq: int, body: str) -> None:
    """Write the words of an entry that is not there yet, in the transaction that appends it."""
    keys = sorted(keys_of(body))
    if keys:
        words = _words(keys) if work.is_sqlite else keys
        work.session.execute(_PUT[work.is_sqlite], {"place": _place(ticket_id, seq), "words": words})


def remove(work: Work, ticket_id: int, seq: int, body: str) -> None:
    """Remove the words of an entry, which SQLite has to be told once more: it keeps no texts."""
    keys = sorted(keys_of(body))
    if keys:
        words = {"words": _words(keys)} if work.is_sqlite else {}
        work.session.execute(_REMOVE[work.is_sqlite], {"place": _place(ticket_id, seq), **words})


def clear(work: Work) -> None:
    """Empty the index, to write it anew."""
    emptied = "INSERT INTO ticket_words (ticket_words) VALUES ('delete-all')"
    work.session.execute(text(emptied if work.is_sqlite else "TRUNCATE ticket_words"))


def holding(work: Work, keys: Collection[int], most: int) -> list[int]:
    """Return the tickets of the newest entries that hold all of these words: at most so many entries, newest first."""
    wanted = " AND ".join(f'"{_token(key)}"' for key in sorted(keys)) if work.is_sqlite else sorted(keys)
    places = work.session.scalars(_HOLDING[work.is_sqlite], {"words": wanted, "most": most})
    return list(dict.fromkeys(place >> _SEQ_BITS for place in places))


def _place(ticket_id: int, seq: int) -> int:
    return ticket_id << _SEQ_BITS | seq


def _words(keys: Collection[int]) -> str:
    return " ".join(map(_token, keys))


def _token(key: int) -> str:
    return f"{key:08x}"
