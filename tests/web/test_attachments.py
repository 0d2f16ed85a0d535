"""Files with and without script, on both faces: taken, shown again, sent, given out to their owner, refused clearly."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from helpcenter.desk import Desk
from helpcenter.domain.attachments import MAX_FILE_BYTES
from helpcenter.domain.people import Contact
from helpcenter.services import attachments, inbox, people
from tests.domain.evidence import samples
from tests.domain.evidence.test_metadata import TOLD

Files = list[tuple[str, bytes]]
TYPED = {"subject": "It broke", "body": "See the pictures that I attach, taken this morning at the office."}


def ids(browser: Any) -> list[str]:
    """The files that wait in the form of this page."""
    return [str(box.attributes["value"]) for box in browser.page.all("input", name="attachment")]


def in_parts(values: dict[str, Any]) -> dict[str, Any]:
    """A form as browsers send it when files are in it."""
    boundary, body = encode_multipart(values)
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


def send(browser: Any, action: str, files: Files, **changes: Any) -> Any:
    """Send a form of this page with files, as a browser without script does."""
    form = browser.form(action)
    fields = {name: value for name, value in form.fields.items() if name not in ("attachments", "evidence_consent")}
    parts: dict[str, Any] = fields | {"attachment": ids(browser)} | TYPED | changes
    parts["attachments"] = [FileStorage(BytesIO(data), name) for name, data in files]
    return browser.go(form.action, "POST", **in_parts(parts))


def upload(browser: Any, name: str, data: bytes, root: str = "") -> Any:
    """Bring one file as the script does. Returns the answer."""
    csrf = browser.go(f"{root}/contact").form("/tickets").fields.get("csrf", "")
    form = in_parts({"file": FileStorage(BytesIO(data), name)})
    return browser.client.post(f"{root}/attachments", **form, headers=browser.headers | {"HC-CSRF": csrf})


def given(browser: Any, address: str | None) -> Any:
    """Save a file as browsers do: to its end, then the answer is closed."""
    with browser.client.get(address, headers=browser.headers) as answer:
        assert answer.data is not None
        return answer


def kept(desk: Desk, contact: Contact) -> list[tuple[str, int | None]]:
    """Names of the files of the contact's only ticket, with the message that each was sent with."""
    [ticket] = desk.see(inbox.look, contact).tickets
    return [(file.name, file.message_seq) for file in desk.see(attachments.of_ticket, ticket.id)]


@pytest.mark.parametrize("face", ["page", "widget"])
def test_files_go_with_the_form_and_stand_in_the_timeline(
    customer: Any, panel: Any, desk: Desk, carol: Contact, face: str
) -> None:
    browser, root = (customer, "") if face == "page" else (panel, "/w/acme")
    browser.go(f"{root}/contact")
    send(browser, "/tickets", [("Schirm ü.png", samples.png()), ("", b""), ("netz.har", samples.har())])
    assert browser.path.partition("?")[0].endswith("/receipt")
    assert kept(desk, carol) == [("Schirm ü.png", 1), ("netz.har", 1)]
    number = desk.see(inbox.look, carol).tickets[0].id
    browser.go(f"{root}/inbox/{number}")
    assert "14 secrets were removed." in browser.text
    [picture, archive] = [link for link in browser.page.all("a") if "download" in link.attributes]
    assert (picture.attributes["download"], "data-fetch" in picture.attributes) == ("Schirm ü.png", face == "widget")
    answer = given(browser, picture.attributes["href"])
    assert (answer.status_code, answer.data, answer.mimetype) == (200, samples.png(), "image/png")
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert headers["Content-Disposition"].endswith("filename*=UTF-8''Schirm%20%C3%BC.png")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "private, no-store")
    assert b"SECRET" not in given(browser, archive.attributes["href"]).data


def test_who_sends_a_photo_reads_that_its_place_was_removed(customer: Any, desk: Desk, carol: Contact) -> None:
    told = upload(customer, "photo.jpg", TOLD["jpeg-exif"])
    assert "Hidden details such as place and device were removed." in told.text
    assert "Hidden details" not in upload(customer, "shot.png", samples.png()).text


def test_nothing_chosen_is_lost_when_a_field_is_faulty(customer: Any, desk: Desk, carol: Contact) -> None:
    send(customer.go("/contact"), "/tickets", [("a.png", samples.png()), ("b.gif", samples.gif())], subject="")
    assert (customer.status, len(ids(customer)), desk.see(inbox.counts, carol)["all"]) == (422, 2, 0)
    assert "a.png" in customer.text
    send(customer, "/tickets", [("c.txt", b"more")], attachment=ids(customer)[1:])  # the first one was unticked
    assert kept(desk, carol) == [("b.gif", 1), ("c.txt", 1)]


def test_a_refused_file_is_named_with_its_reason_and_the_others_stay(customer: Any, desk: Desk, carol: Contact) -> None:
    files = [("good.png", samples.png()), ("evil.svg", b"<svg onload=alert(1)>"), ("tool.png", b"MZ\x90\x00")]
    send(customer.go("/contact"), "/tickets", files)
    assert (customer.status, len(ids(customer)), desk.see(inbox.counts, carol)["all"]) == (422, 1, 0)
    assert "“evil.svg” is a web page or a drawing in SVG, which we do not take." in customer.text
    assert "“tool.png” is of a kind that we do not take." in customer.text
    assert customer.form("/tickets").fields["body"] == TYPED["body"]
    assert send(customer, "/tickets", []).status == 200
    assert kept(desk, carol) == [("good.png", 1)]


def test_the_same_form_twice_is_one_ticket_with_each_file_once(customer: Any, desk: Desk, carol: Contact) -> None:
    customer.go("/contact")
    page = customer.page
    for _click in range(2):
        customer.page = page
        send(customer, "/tickets", [("a.png", samples.png())])
        assert customer.status == 200
    assert kept(desk, carol) == [("a.png", 1)]


def test_an_answer_in_the_inbox_carries_files(customer: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    send(customer.go(f"/inbox/{ticket}"), "/messages", [("a.webp", samples.webp()), ("b.exe", b"MZ\x00")])
    assert customer.status == 422
    assert "“b.exe” is of a kind that we do not take." in customer.text
    send(customer, "/messages", [("c.pdf", samples.pdf())])
    assert (customer.status, kept(desk, carol)) == (200, [("a.webp", 2), ("c.pdf", 2)])
    assert "c.pdf" in customer.text


@pytest.mark.parametrize("root", ["", "/w/acme"])
def test_with_script_each_file_is_brought_and_may_be_taken_back(
    customer: Any, panel: Any, desk: Desk, carol: Contact, root: str
) -> None:
    browser = panel if root else customer
    first, second = upload(browser, "a.png", samples.png(), root), upload(browser, "b.har", samples.har(), root)
    assert (first.status_code, "secrets were removed" in second.text) == (201, True)
    [one], [two] = (browser.go(f"{root}/contact").page.__class__(each.text).all("input") for each in (first, second))
    csrf = browser.form("/tickets").fields.get("csrf", "")
    for status in (204, 404):
        gone = f"{root}/attachments/{one.attributes['value']}"
        answer = browser.client.delete(gone, headers=browser.headers | {"HC-CSRF": csrf})
        assert answer.status_code == status
    send(browser, "/tickets", [], attachment=[str(two.attributes["value"])])
    assert kept(desk, carol) == [("b.har", 1)]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing in SVG"),
        ("x.html", b"<!doctype html><script>alert(1)</script>", "is a web page"),
        ("x.png", b"<html><script>alert(1)</script>", "is a web page"),
        ("x.exe", b"MZ\x90\x00\x03", "of a kind that we do not take"),
        ("x.png", samples.png(100_000, 100_000, pixels=b""), "far too large to open"),
        ("x.png", samples.png(2, 2, pixels=b"\0" * 20_000_000), "far too large to open"),
        ("x.png", samples.png()[:-6], "is damaged or incomplete"),
        ("x.har", samples.har()[:-9], "not a HAR file that we can read"),
        ("x.txt", b"", "is empty"),
        ("x.txt", b"x" * (MAX_FILE_BYTES + 1), "is larger than 25 MB"),
        ("<b>\u202eevil\x1b[31m.exe", b"MZ\x00", "“<b>evil[31m.exe” is of a kind"),
    ],
)
def test_bad_files_are_refused_in_words(customer: Any, name: str, data: bytes, why: str) -> None:
    answer = upload(customer, name, data)
    assert answer.status_code == 422
    assert why in " ".join(customer.page.__class__(answer.text).text.split())
    assert "<b>" not in answer.text


@pytest.mark.parametrize("data", samples.KINDS.values(), ids=samples.KINDS)
def test_every_kind_under_another_name_is_given_out_as_what_it_is(customer: Any, data: bytes) -> None:
    answer = upload(customer, "page.html", data)
    assert answer.status_code == 201
    [box] = customer.page.__class__(answer.text).all("input")
    saved = given(customer, f"/attachments/{box.attributes['value']}/page.html")
    assert saved.mimetype not in ("text/html", "image/svg+xml", "application/xhtml+xml")
    assert saved.headers["Content-Disposition"].startswith("attachment; filename=page.html.")


def test_ten_files_at_most(customer: Any, desk: Desk, carol: Contact) -> None:
    many = [(f"{n}.txt", b"a") for n in range(12)]
    send(customer.go("/contact"), "/tickets", many)
    assert (customer.status, len(ids(customer))) == (422, 10)
    assert "“11.txt” is one too many: a message takes 10 files." in customer.text
    assert send(customer, "/tickets", []).status == 200
    assert len(kept(desk, carol)) == 10


def test_ten_thousand_files_are_refused_calmly(customer: Any, desk: Desk, carol: Contact) -> None:
    send(customer.go("/contact"), "/tickets", [(f"{n}.txt", b"a") for n in range(10_000)])
    assert (customer.status, "That is too large" in customer.text) == (413, True)
    assert desk.see(inbox.counts, carol)["all"] == 0
    assert upload(customer, "one.txt", b"a").status_code == 201


def test_a_form_without_script_takes_thirty_megabytes(customer: Any, desk: Desk, carol: Contact) -> None:
    half = b"x" * (MAX_FILE_BYTES * 3 // 5 + 1000)
    send(customer.go("/contact"), "/tickets", [("a.txt", half), ("b.txt", half), ("c.txt", b"small")])
    assert (customer.status, len(ids(customer))) == (422, 1)
    assert "“b.txt” did not fit: files that are sent together may have 30 MB." in customer.text
    send(customer.go("/contact"), "/tickets", [("a.txt", b"x" * 32_500_000)])
    assert (customer.status, "30 MB at most" in customer.text) == (413, True)
    assert desk.see(inbox.counts, carol)["all"] == 0


def test_files_are_their_owners_only(
    customer: Any, visitor: Any, sign_in: Any, desk: Desk, carol: Contact, site: Any, sign: Any
) -> None:
    upload(customer, "a.png", samples.png())
    waiting = "/attachments/1/a.png"
    mallory = sign_in(desk.do(people.identify, site, sign("mallory@customer.example")))
    for stranger in (mallory, visitor):
        assert given(stranger, waiting).status_code == 404
    send(customer.go("/contact"), "/tickets", [], attachment=["1"])
    assert given(customer, waiting).status_code == 200
    assert given(sign_in(carol), waiting).status_code == 200
    for stranger in (mallory, visitor):
        assert given(stranger, waiting).status_code == 404
    send(mallory.go("/contact"), "/tickets", [], attachment=["1"])
    assert (mallory.status, "is not here any more" in mallory.text) == (422, True)
    assert customer.client.get("/attachments/99999999999999999999/x").status_code == 404


def test_who_is_not_signed_in_brings_no_files(visitor: Any, panel: Any, desk: Desk, site: Any) -> None:
    parts = {"file": (BytesIO(samples.png()), "a.png")}
    assert visitor.client.post("/attachments", data=parts).status_code == 404
    assert visitor.client.post("/w/acme/attachments", data={"file": (BytesIO(b"a"), "a.txt")}).status_code == 404


def test_a_forged_upload_is_refused(customer: Any) -> None:
    answer = customer.client.post("/attachments", data={"file": (BytesIO(b"a"), "a.txt")})
    assert answer.status_code == 403
    foreign = {"Origin": "https://evil.example"}
    assert customer.client.post("/attachments", data={}, headers=foreign).status_code == 403
