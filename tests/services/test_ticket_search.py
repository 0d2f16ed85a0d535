"""Finding tickets by their words, on both stores."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpcenter.desk import Desk, Work
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.ticket_search import TicketHit
from helpcenter.domain.tickets import Status, Submission
from helpcenter.services import ticket_search, tickets
from helpcenter.services.ticket_search import Order
from helpcenter.store import ticket_words


def write(desk: Desk, contact: Contact, subject: str, body: str = "Nothing else.", hours: int = 0) -> int:
    def submit(work: Work) -> int:
        work.now += timedelta(hours=hours)
        made = Submission(contact.site_id, "email", contact.email, subject, body, "en")
        return tickets.submit(work, contact, made).ticket_id

    return desk.do(submit)


def hits(desk: Desk, text: str, order: Order = "relevance", **more: object) -> list[TicketHit]:
    return desk.see(ticket_search.find, text, order, **more)  # type: ignore[arg-type]


def ids(desk: Desk, text: str, order: Order = "relevance", **more: object) -> list[int]:
    return [hit.ticket.id for hit in hits(desk, text, order, **more)]


def test_the_subject_counts_most_and_endings_do_not_matter(desk: Desk, carol: Contact) -> None:
    body = write(desk, carol, "A question", "Where do I see my refunded invoices?")
    subject = write(desk, carol, "Refund for an invoice")
    write(desk, carol, "Colours", "The theme is too dark.")
    assert ids(desk, "refund invoice") == [subject, body]
    assert ids(desk, "REFUNDING") == [subject, body]
    assert ids(desk, "zebra") == []


def test_notes_replies_and_people_are_found(desk: Desk, carol: Contact, ada: Specialist) -> None:
    ticket = write(desk, carol, "It broke")
    desk.do(tickets.reply, ada, ticket, "Please send the flux capacitor.")
    desk.do(tickets.reply, ada, ticket, "She sounds like a quokka keeper.", note=True)
    other = write(desk, carol, "Another")
    [hit] = hits(desk, "quokka")
    assert (hit.ticket.id, hit.match.excerpt) == (ticket, "She sounds like a quokka keeper.")
    assert [hit.match.excerpt[a:b] for a, b in hit.match.highlights] == ["quokka"]
    assert ids(desk, "capacitor quokka") == [ticket], "words of different messages of one ticket"
    assert ids(desk, carol.email) == [other, ticket]


def test_a_quoted_phrase_stands_word_for_word(desk: Desk, carol: Contact) -> None:
    exact = write(desk, carol, "Login", 'It says "Access token expired" again.')
    write(desk, carol, "Login", "The token says that access expired.")
    assert ids(desk, '"access token expired"') == [exact]
    assert len(ids(desk, "access token expired")) == 2
    assert ids(desk, '"access token expired" zebra', "date") == []


def test_by_date_every_word_must_be_there(desk: Desk, carol: Contact, ada: Specialist) -> None:
    old = write(desk, carol, "Export of invoices", hours=1)
    new = write(desk, carol, "Invoices", "The export fails.", hours=2)
    write(desk, carol, "Invoices only", hours=3)
    assert ids(desk, "export invoice", "date") == [new, old]
    desk.do(tickets.set_status, ada.author, old, Status.WAITING)
    assert set(ids(desk, "export invoice", "date")) == {new, old}


def test_pages_follow_each_other(desk: Desk, carol: Contact) -> None:
    made = [write(desk, carol, f"Parcel number {n}", hours=n) for n in range(7)]
    orders: tuple[Order, ...] = ("date", "relevance")
    for order in orders:
        first = ids(desk, "parcel", order, limit=3)
        rest = ids(desk, "parcel", order, limit=9, after=first[-1])
        assert (len(first), first + rest) == (3, made[::-1])


def test_a_further_condition_is_kept(desk: Desk, carol: Contact) -> None:
    first, second = write(desk, carol, "Parcel"), write(desk, carol, "Parcel")
    assert ids(desk, "parcel", keep=lambda ticket: ticket.id != second) == [first]


@pytest.mark.parametrize(
    ("subject", "typed"),
    [
        ("請求書を再発行してください", "請求書"),
        ("Größe ändern geht nicht", "grosse andern"),
        ("Zamówienie łódź", "ZAMOWIENIE lodz"),
    ],
)
def test_every_script_is_found(desk: Desk, carol: Contact, subject: str, typed: str) -> None:
    found = write(desk, carol, subject)
    write(desk, carol, "Something else")
    assert ids(desk, typed) == [found]


@pytest.mark.parametrize(
    "text",
    ["", "  ", '"', '""', "*", '"*^:()- NEAR AND OR NOT', "'; DROP TABLE ticket; --", "\x00\x1b[2J", "😀", "\ud800 x",
     "x" * 100_000, "a b " * 10_000, '"' + "q " * 500 + '"'],
)  # fmt: skip
def test_odd_text_gets_an_orderly_answer(desk: Desk, carol: Contact, text: str) -> None:
    write(desk, carol, "Something", "AND OR NOT near x q")
    for order in ("relevance", "date"):
        assert len(hits(desk, text, order)) <= 1  # type: ignore[arg-type]


def test_the_index_can_be_written_anew(desk: Desk, carol: Contact, ada: Specialist) -> None:
    made = [write(desk, carol, f"Parcel {n}") for n in range(5)]
    desk.do(tickets.reply, ada, made[0], "The courier has it.")
    until = desk.do(ticket_search.begin_anew)
    assert ids(desk, "parcel") == []
    late = write(desk, carol, "Parcel meanwhile")
    after, steps = 0, 0
    while (step := desk.do(ticket_search.reindex, after, until, 2))[0]:
        after, steps = step[1], steps + 1
    assert steps >= 3
    assert set(ids(desk, "parcel")) == {late, *made}
    assert ids(desk, "courier") == made[:1]


def test_what_is_rolled_back_is_not_found(desk: Desk, carol: Contact) -> None:
    def fail(work: Work) -> None:
        made = Submission(carol.site_id, "email", carol.email, "Parcel", "Lost.", "en")
        tickets.submit(work, carol, made)
        assert ticket_search.find(work, "parcel")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        desk.do(fail)
    assert ids(desk, "parcel") == []


def test_frequent_words_are_read_to_a_bound(desk: Desk, carol: Contact) -> None:
    """A word of very many entries: the newest are read, and a rare word beside it still finds an old ticket."""
    old = write(desk, carol, "Zebra parcel")

    def fill(work: Work) -> None:
        for place in range(old + 10, old + 10 + 3_000):
            ticket_words.put(work, place, 1, "parcel")

    desk.do(fill)
    assert ids(desk, "zebra parcel") == [old]
    assert ids(desk, "zebra parcel", "date") == [old]
    assert ids(desk, "parcel") == [], "entries whose tickets are gone are no hits"
