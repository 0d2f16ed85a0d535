"""The support inbox: one's own tickets, read, answered, closed, starred; nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Status, Submission
from helpcenter.services import inbox, people, tickets


def counts(browser: Any) -> list[str]:
    """The counts of the sidebar, in order: all, open, closed, favourites."""
    return [part.partition("</span>")[0] for part in browser.html.split('<span class="count">')[1:]]


def test_an_answer_is_unread_until_it_is_read(customer: Any, desk: Desk, ada: Specialist, ticket: int) -> None:
    assert "ticket--unread" not in customer.go("/inbox").html
    desk.do(tickets.reply, ada, ticket, "Try this.")
    customer.go("/inbox")
    assert "ticket--unread" in customer.html
    assert "1 ticket has something new for you." in customer.text
    customer.go(f"/inbox/{ticket}")
    assert "Try this." in customer.text
    assert "ticket--unread" not in customer.go("/inbox").html


def test_the_timeline_shows_who_said_what_but_no_notes(customer: Any, desk: Desk, ada: Specialist, ticket: int) -> None:
    desk.do(tickets.reply, ada, ticket, "Sounds angry", note=True)
    desk.do(tickets.assign, ada, ticket, ada.id)
    desk.do(tickets.reply, ada, ticket, "Try <b>this</b>.\nThen that.", status=Status.SOLVED)
    customer.go(f"/inbox/{ticket}")
    assert "Try &lt;b&gt;this&lt;/b&gt;.\nThen that." in customer.html
    assert "Sounds angry" not in customer.html
    assert "Ada marked this ticket as solved" in customer.text
    assert len(customer.page.all("li", class_="entry entry--ours")) == 1
    assert len(customer.page.all("li", class_="entry")) == 1


def test_answering(customer: Any, desk: Desk, carol: Contact, ada: Specialist, ticket: int) -> None:
    desk.do(tickets.reply, ada, ticket, "Does it work?")
    customer.go(f"/inbox/{ticket}").send("/messages", body="No.\n\nStill broken.")
    assert customer.path == f"/inbox/{ticket}#latest"
    found, messages = desk.see(inbox.read, carol, ticket)
    assert (messages[-1].body, found.status) == ("No.\n\nStill broken.", Status.OPEN)


def test_an_empty_answer_is_said_beside_the_field(customer: Any, ticket: int) -> None:
    customer.go(f"/inbox/{ticket}").send("/messages", body=" \n ")
    assert customer.status == 422
    assert "Please write something first." in customer.text
    assert customer.page.all("textarea", aria_invalid="true")


def test_an_answer_that_is_too_long_is_kept(customer: Any, ticket: int) -> None:
    long = "long " * 10_001
    customer.go(f"/inbox/{ticket}").send("/messages", body=long)
    assert customer.status == 422
    assert customer.form("/messages").fields["body"] == long


def test_a_double_click_answers_once(customer: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    form = customer.go(f"/inbox/{ticket}").form("/messages")
    for _click in range(2):
        customer.go(form.action, "POST", data=form.fields | {"body": "Once"})
    assert len(desk.see(inbox.read, carol, ticket)[1]) == 2


def test_close_and_reopen_without_script(customer: Any, ticket: int) -> None:
    customer.go(f"/inbox/{ticket}").send("/closure")
    assert "You closed this ticket" in customer.text
    assert counts(customer) == ["1", "0", "1", "0"]
    assert "Create a new ticket" in customer.text
    assert not customer.page.all("textarea", name="body")
    customer.send("/closure")
    assert "You reopened this ticket" in customer.text
    assert counts(customer) == ["1", "1", "0", "0"]


def test_a_state_is_a_noun_that_delete_takes_back(panel: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    panel.go(f"/w/acme/inbox/{ticket}/closure", "POST")
    assert desk.see(tickets.get, ticket).status is Status.CLOSED
    panel.go(f"/w/acme/inbox/{ticket}/closure", "DELETE")
    assert desk.see(tickets.get, ticket).status is Status.OPEN
    panel.go(f"/w/acme/inbox/{ticket}/favourite", "POST")
    assert desk.see(inbox.counts, carol)["favourites"] == 1
    panel.go(f"/w/acme/inbox/{ticket}/favourite", "DELETE")
    assert desk.see(inbox.counts, carol)["favourites"] == 0


def test_a_star_without_script(customer: Any, ticket: int) -> None:
    customer.go(f"/inbox/{ticket}").send("/favourite")
    assert customer.page.all("button", aria_pressed="true")
    assert counts(customer) == ["1", "1", "0", "1"]
    customer.send("/favourite")
    assert customer.page.all("button", aria_pressed="false")


def test_boxes(customer: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    def boxes() -> list[str]:
        every = ("all", "open", "closed", "favourites")
        return [box for box in every if "It broke" in customer.go(f"/inbox?box={box}").text]

    assert boxes() == ["all", "open"]
    desk.do(inbox.set_favourite, carol, ticket, True)
    assert boxes() == ["all", "open", "favourites"]
    desk.do(inbox.close, carol, ticket)
    assert boxes() == ["all", "closed", "favourites"]


def test_many_tickets_are_paged_without_gap_or_repetition(customer: Any, desk: Desk, carol: Contact) -> None:
    with desk.work() as work:
        for number in range(60):
            submission = Submission(carol.site_id, "email", carol.email, f"Number {number}.", "Text", "en")
            tickets.submit(work, carol, submission)
    customer.go("/inbox")
    seen = [f"Number {number}." for number in range(60) if f"Number {number}." in customer.text]
    assert len(seen) == 30
    customer.go(_older(customer))
    rest = [f"Number {number}." for number in range(60) if f"Number {number}." in customer.text]
    assert sorted(seen + rest) == sorted(f"Number {number}." for number in range(60))


def _older(browser: Any) -> str:
    return next(e.attributes["href"] for e in browser.page.all("a") if "place=" in e.attributes.get("href", ""))


def test_a_place_that_is_none_is_a_404(customer: Any) -> None:
    for place in ("x", ",", "2026-01-01T00:00:00,5", "9999-12-31T23:59:59-23:00,1", "2026-01-01T00:00:00+00:00,0"):
        assert customer.go("/inbox", query_string={"place": place}).status == 404, place


def test_an_unknown_box_is_a_404(customer: Any) -> None:
    assert customer.go("/inbox?box=secret").status == 404


def test_a_visitor_is_asked_to_sign_in_and_comes_back(visitor: Any, ticket: int) -> None:
    visitor.go(f"/inbox/{ticket}")
    assert visitor.path == f"/sign-in?next=/inbox/{ticket}"
    assert visitor.go("/inbox").path == "/sign-in?next=/inbox"


def test_somebody_elses_ticket_is_no_ticket(sign_in: Any, desk: Desk, site: Any, sign: Any, ticket: int) -> None:
    mallory = sign_in(desk.do(people.identify, site, sign("mallory@other.example")))
    missing = mallory.go("/inbox/999").html
    assert mallory.go(f"/inbox/{ticket}").status == 404
    assert mallory.html.replace(f"/inbox/{ticket}", "") == missing.replace("/inbox/999", "")


def test_links_in_messages_are_safe_to_click(customer: Any, desk: Desk, ada: Specialist, ticket: int) -> None:
    desk.do(tickets.reply, ada, ticket, 'See (https://example.com/a_(b)?x="y), or javascript:alert(1).')
    customer.go(f"/inbox/{ticket}")
    [link] = customer.page.all("a", rel="noopener nofollow ugc")
    assert link.attributes["href"] == "https://example.com/a_(b)?x="
    assert "javascript:alert(1)" in customer.text


def test_search_and_sort_stay_while_moving_about(customer: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    customer.go("/inbox?box=open&sort=oldest").send("/inbox", q="broke")
    assert customer.status == 200
    assert "It broke" in customer.text
    assert customer.page.all("input", id="search")[0].attributes["value"] == "broke"
    assert customer.page.all("a", aria_current="true", href="/inbox?box=open&q=broke&sort=oldest")
    customer.send("/inbox", q="nothing like it")
    assert "None of your tickets here has these words in it." in customer.text


def test_a_background_tab_peeks_without_reading(customer: Any, desk: Desk, ada: Specialist, ticket: int) -> None:
    desk.do(tickets.reply, ada, ticket, "Read me")
    assert "Read me" in customer.go(f"/inbox/{ticket}?peek=1").text
    assert customer.page.all("nav", data_unread="1")
    assert "ticket--unread" in customer.go("/inbox").html
    customer.go(f"/inbox/{ticket}")
    assert customer.page.all("nav", data_unread="0")


def test_only_what_came_after_a_place(panel: Any, desk: Desk, ada: Specialist, ticket: int) -> None:
    desk.do(tickets.reply, ada, ticket, "Newer")
    panel.go(f"/w/acme/inbox/{ticket}?after=1")
    assert "Newer" in panel.text
    assert "Here is how." not in panel.text
    for place in ("x", "-1", "9" * 30, "²"):
        assert panel.go(f"/w/acme/inbox/{ticket}", query_string={"after": place}).status == 404


def test_a_new_ticket_from_a_closed_one_is_linked_with_it(customer: Any, desk: Desk, ticket: int) -> None:
    customer.go(f"/inbox/{ticket}").send("/closure")
    customer.go(f"/contact?follows={ticket}")
    assert f"#{ticket} It broke" in customer.text
    assert customer.form("/tickets").fields["subject"] == "It broke"
    customer.send("/tickets", body="")
    assert customer.form("/tickets").fields["follows"] == str(ticket)
    customer.send("/tickets", body="Broken again")
    customer.go(next(e.attributes["href"] for e in customer.page.all("a", class_="button")))
    assert f"This ticket continues ticket #{ticket}" in customer.text
    customer.go(f"/inbox/{ticket}")
    assert "This ticket is continued in ticket #" in customer.text


def test_times_are_in_the_readers_zone_on_pages_too(customer: Any, desk: Desk, ticket: int) -> None:
    at = desk.see(tickets.get, ticket).created_at
    for zone, hours in (("Pacific/Kiritimati", 14), ("Pacific/Pago_Pago", -11)):
        customer.client.set_cookie("helpcenter-zone", zone.replace("/", "%2F"))
        day = (at + timedelta(hours=hours)).date().isoformat()
        assert customer.go(f"/inbox/{ticket}").page.all("li", id=f"d{day}"), zone
    customer.client.set_cookie("helpcenter-zone", "No/Where")
    assert customer.go(f"/inbox/{ticket}").status == 200
