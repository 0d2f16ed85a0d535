"""A raw mail becomes a `ParsedMail`: the header first, then texts and files, then the HTML made safe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from helpcenter.domain.mail.bounces import from_report, from_text, original_message_id
from helpcenter.domain.mail.contents import Contents, Sorting
from helpcenter.domain.mail.envelope import of_fields, why_automatic
from helpcenter.domain.mail.parts import Walk
from helpcenter.domain.mail.reading_texts import Texts
from helpcenter.domain.mail.reply import split
from helpcenter.domain.mail.values import Attachment, Bounce, ParsedMail


def parse(raw: bytes) -> ParsedMail:
    """Return what a raw mail (RFC 5322, any line ends) says. Any bytes at all; never raises but MemoryError."""
    mail = ParsedMail()
    for mail in stages(raw):  # noqa: B007 - the last one counts
        pass
    return mail


def stages(raw: bytes) -> Iterator[ParsedMail]:
    """Yield the mail as it gets known: its header, its files with the plain text, all text cut by author, its HTML.

    Who reads under a limit of time keeps the last one that arrived.
    """
    raw = _with_line_ends(raw)
    walk = Walk(raw)
    mail = of_fields(walk.parts[0].fields)
    yield mail
    contents = Sorting(walk).contents
    rough = "\n\n".join(text for body in contents.bodies for text in body.plain).strip("\n")
    mail = replace(mail, text=rough, reply_text=rough.strip(), attachments=tuple(contents.files))
    mail = replace(mail, cuts=tuple(dict.fromkeys([*mail.cuts, *(["parts"] if walk.cut else []), *contents.cuts])))
    yield mail
    texts = Texts(contents)
    bounce = _bounce(mail, contents, texts.text)
    segments, reply = split(texts.text)
    mail = replace(
        mail,
        text=texts.text,
        reply_text=reply,
        segments=segments,
        html_sanitised=texts.plain_html(),
        attachments=tuple(_placed(each, texts.images) for each in contents.files),
        automatic=why_automatic(
            walk.parts[0].fields, mail.senders, mail.subject, report=bounce is not None or _reports(walk)
        ),
        bounce=bounce,
    )
    yield mail
    if texts.has_html and texts.nesting_is_sane:
        yield replace(mail, html_sanitised=texts.safe_html())


def _with_line_ends(raw: bytes) -> bytes:
    """Mail of old Macs ends its lines with CR alone."""
    return raw if b"\n" in raw[:100_000] or b"\r" not in raw[:100_000] else raw.replace(b"\r", b"\n")


def _reports(walk: Walk) -> bool:
    """Whether a mail is a report of any kind (RFC 6522): of delivery, of having been read, of abuse."""
    return walk.parts[0].type.value == "multipart/report"


def _placed(file: Attachment, images: list[str]) -> Attachment:
    return replace(file, inline=True) if file.content_id and file.content_id in images else file


def _bounce(mail: ParsedMail, contents: Contents, text: str) -> Bounce | None:
    failures = tuple(each for status in contents.statuses for each in from_report(status))
    failures = tuple(each for each in failures if each.action not in ("delivered", "relayed", "expanded"))
    original = original_message_id(contents.returned or text)
    if failures:
        return Bounce(failures, original)
    sender = mail.senders[0].address if mail.senders else ""
    null_sender = mail.header("return-path").replace(" ", "") == "<>"
    found = (
        None
        if contents.statuses
        else from_text(sender, mail.subject, null_sender, text, mail.header("x-failed-recipients"))
    )
    return Bounce(found.failures, original) if found else None
