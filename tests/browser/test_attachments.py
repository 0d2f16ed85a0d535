"""Evidence with script: picked, pasted and dropped files, tips, secrets, and saving a file inside the panel."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FilePayload, FrameLocator, Page, expect

from helpcenter.desk import Desk
from helpcenter.services import attachments, tickets
from tests.browser.host import Host
from tests.browser.test_widget import SLOT, asked, complained, opened
from tests.domain.evidence import samples

PASTE = """(name, bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const event = name.startsWith("drop")
    ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
    : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector("textarea").dispatchEvent(event);
}"""


def payload(name: str, data: bytes) -> FilePayload:
    """A file as a person picks it; what the browser thinks of its type counts for nothing."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def contact_form(page: Page, host: Host, sign: Callable[..., str]) -> FrameLocator:
    """The contact form in the panel of somebody who is signed in."""
    frame = opened(page, host.show(body=SLOT, identity=sign()))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    expect(frame.get_by_label("Overview")).to_be_visible()
    return frame


def test_evidence_from_the_panel_to_the_specialist(
    page: Page, host: Host, sign: Callable[..., str], help_desk: Desk, complaints: list[str], tmp_path: Path
) -> None:
    frame = contact_form(page, host, sign)
    picker, files = frame.get_by_label("Files"), frame.locator(".files .file")
    picker.set_input_files([payload("a.png", samples.png()), payload("net.har", samples.har())])
    expect(files).to_have_count(2)
    expect(frame.get_by_text("14 secrets were removed.")).to_be_visible()
    picker.set_input_files(payload("evil.svg", b"<svg onload=alert(1)>"))
    expect(frame.get_by_text("“evil.svg” is a web page or a drawing in SVG")).to_be_visible()
    inner = page.frames[-1]
    for name in ("pasted.gif", "dropped.gif"):
        inner.evaluate(f"([name, bytes]) => ({PASTE})(name, bytes)", [name, list(samples.gif())])
        expect(frame.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    expect(frame.locator(".file--refused")).to_have_count(0)
    frame.get_by_role("button", name="Remove a.png").click()
    expect(files).to_have_count(3)

    text = frame.get_by_label("Description")
    text.fill("My list doesn't work. Password: hunter2")
    expect(frame.get_by_text("Which “list” is it?")).to_be_visible()
    expect(frame.get_by_label("Make it unreadable before it is sent")).to_be_checked()
    frame.locator("#email-form [type=submit]").click()
    number = int(re.sub(r"\D", "", frame.locator(".receipt__number").inner_text()))
    sent = help_desk.see(attachments.of_ticket, number)
    assert [file.name for file in sent] == ["net.har", "pasted.gif", "dropped.gif"]
    assert help_desk.see(tickets.timeline, number)[0].body == "My list doesn't work. Password: ••••"

    frame.get_by_role("link", name="View this ticket").click()
    with page.expect_download() as saving:
        frame.get_by_role("link", name="pasted.gif").click()
    assert saving.value.suggested_filename == "pasted.gif"
    saving.value.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == samples.gif()
    assert complained(complaints) == []
