"""Ticket search: the index names candidates, bounded in number; what fits best is read from their own texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from math import log
from typing import Literal

from helpcenter.domain.ticket_search import TicketHit, Wanted, key_of, match, wanted
from helpcenter.domain.tickets import Ticket
from helpcenter.store import ticket_search as store
from helpcenter.store import ticket_words, tickets
from helpcenter.store.work import Work

Order = Literal["relevance", "date"]

MOST_POSTINGS = 2_000
"""Entries that are read for one word, the newest."""

MOST_RANKED = 60
"""Tickets whose texts are read to find the most relevant ones."""

MOST_VERIFIED = 300
"""Tickets whose texts are read at most, where a phrase or every word has to stand in them."""

LEAST_SHARE = 0.5
"""Share of what was looked for, by weight, that a ticket must hold."""

_BATCH = 20

Keep = Callable[[Ticket], bool]


def find(
    work: Work,
    text: str,
    order: Order = "relevance",
    limit: int = 50,
    after: int | None = None,
    keep: Keep = lambda _ticket: True,
) -> list[TicketHit]:
    """Return tickets that fit `text`, notes included, the most relevant first or (`date`) the last changed first.

    "Quoted words" have to stand there just so. By date a ticket must hold every word; by relevance the heavier half
    is enough. `after` is the id of the last ticket of the page before, `keep` a further condition. However many
    tickets there are, a bounded number is read; never raises for odd text.
    """
    query = wanted(text)
    if not query.terms:
        return []
    postings = {term: ticket_words.holding(work, [key_of(term)], MOST_POSTINGS) for term in query.terms}
    weights = _weights(work, postings)
    together = ticket_words.holding(work, {key_of(term) for term in query.terms}, MOST_POSTINGS)
    if order == "date":
        rarest = min(postings.values(), key=len)
        candidates: Sequence[int] = store.latest_first(work, {*together, *rarest})
    else:
        candidates = _likely(postings, weights, together)
    found = _matching(work, query, candidates, weights, order, keep)
    if order == "date":
        return list(islice(_behind(found, after), limit))
    ranked = sorted(found, key=lambda hit: (-hit.match.score, -hit.ticket.id))
    return list(islice(_behind(ranked, after), limit))


def begin_anew(work: Work) -> int:
    """Empty the index. Returns the id of the newest message: up to it, `reindex` has to write them all again."""
    ticket_words.clear(work)
    return store.newest_message(work)


def reindex(work: Work, after: int, until: int, most: int = 500) -> tuple[int, int]:
    """Write the words of the next messages after one id and up to another. Returns (how many, the last one's id).

    Call it until it wrote none; each call is a transaction of its own, so that others get their turn meanwhile.
    """
    return store.put_all(work, after, until, most)


def _weights(work: Work, postings: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """How much each term tells. Of a word too frequent to be read whole, the stretch that was read is projected."""
    every = store.newest_ticket(work)
    weights = {}
    for term, ids in postings.items():
        stretch = every - ids[-1] + 1 if len(ids) >= MOST_POSTINGS // 2 else every
        holding = len(ids) * max(1.0, every / max(1, stretch))
        weights[term] = log(1 + (every + 0.5) / (holding + 0.5))
    return weights


def _likely(postings: Mapping[str, Sequence[int]], weights: Mapping[str, float], together: Iterable[int]) -> list[int]:
    """Candidates by the weight of the words that they hold; of equals the newest first."""
    scores: dict[int, float] = {}
    for term, ids in postings.items():
        for ticket_id in ids:
            scores[ticket_id] = scores.get(ticket_id, 0.0) + weights[term]
    whole = sum(weights.values())
    for ticket_id in together:
        scores[ticket_id] = whole
    return sorted(scores, key=lambda ticket_id: (-round(scores[ticket_id], 9), -ticket_id))


def _matching(
    work: Work, query: Wanted, candidates: Sequence[int], weights: Mapping[str, float], order: Order, keep: Keep
) -> Iterable[TicketHit]:
    """Read candidates in their order and give those that fit, as long as more are worth reading."""
    strict = order == "date" or bool(query.phrases)
    most = MOST_VERIFIED if strict else MOST_RANKED
    least = 1.0 - 1e-9 if order == "date" else LEAST_SHARE
    for start in range(0, min(most, len(candidates)), _BATCH):
        ids = candidates[start : start + _BATCH]
        texts = store.texts(work, ids)
        fits = {each: found for each in ids if each in texts and (found := match(query, texts[each], weights, least))}
        whole = tickets.several(work, list(fits))
        for ticket_id, fit in fits.items():
            if keep(whole[ticket_id]):
                yield TicketHit(whole[ticket_id], fit)


def _behind(hits: Iterable[TicketHit], after: int | None) -> Iterable[TicketHit]:
    """What follows the ticket `after`."""
    if after is None:
        yield from hits
        return
    passed = False
    for hit in hits:
        if passed:
            yield hit
        passed = passed or hit.ticket.id == after
