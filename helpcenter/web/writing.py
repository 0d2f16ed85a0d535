"""Help with what is being written: tips that react to it, secrets in it, and where the writer was."""

from __future__ import annotations

from dataclasses import dataclass

from babel.lists import format_list
from flask import Flask, request
from flask_babel import get_locale

from helpcenter.domain.attachments import Attachment, FileFault, RefusedFile
from helpcenter.domain.evidence import secrets, tips
from helpcenter.domain.evidence.har import clean_address
from helpcenter.domain.tickets import MAX_BODY
from helpcenter.web.words import reader
from helpcenter.wording_evidence import found_kinds, refused_text, removed_text, size_text, tip_text

EVIDENCE = ("url", "browser", "viewport")


@dataclass(frozen=True)
class Review:
    """What can be said of a text: tips, how many secrets are in it and of which kinds, and whether to mask them."""

    tips: tuple[str, ...]
    secrets: int
    kinds: str
    mask: bool


def review(*texts: str, files: int = 0, with_tips: bool = True) -> Review:
    """Look through what was typed. Masking is on unless the posted form had the choice and it was off."""
    text, words = "\n".join(texts)[:MAX_BODY], reader()
    spans = [span for each in texts for span in secrets.find(each[:MAX_BODY])]
    found = tips.tips(text, str(get_locale()), files=files) if with_tips else ()
    return Review(
        tips=tuple(tip_text(tip, words.gettext) for tip in found),
        secrets=len(spans),
        kinds=format_list(found_kinds(spans, words.gettext), locale=words.locale),
        mask="mask" in request.form or "reviewed" not in request.form,
    )


def undecided(*texts: str) -> bool:
    """Whether there are secrets in the posted texts that their writer has not been asked about."""
    if "mask" in request.form:
        return False
    known = request.form.get("reviewed", "0")
    return sum(len(secrets.find(text)) for text in texts) > (int(known[:6]) if known.isdecimal() else 0)


def as_chosen(text: str) -> str:
    """Return a posted text without its secrets when its writer wants that."""
    return secrets.masked(text) if "mask" in request.form else text


def evidence() -> dict[str, str]:
    """Return where the writer was, when they agreed to tell: page without tokens, browser, size of the window."""
    form = request.form
    if "evidence_consent" not in form:
        return {}
    told = {name: form.get(f"evidence_{name}", "")[:2000] for name in EVIDENCE}
    told["browser"] = told["browser"] or request.headers.get("User-Agent", "")
    return {name: value for name, value in (told | {"url": clean_address(told["url"])}).items() if value}


def init_app(app: Flask) -> None:
    """Give templates the words for files and reviews."""
    app.jinja_env.globals.update(
        review=review,
        refused_text=_refused_text,
        removed_text=_removed_text,
        size_text=_size_text,
        too_large_text=_too_large_text,
    )


def _refused_text(file: RefusedFile) -> str:
    return refused_text(file, reader().gettext)


def _removed_text(file: Attachment) -> str:
    return removed_text(file, reader().gettext, reader().ngettext)


def _size_text(size: int) -> str:
    return size_text(size, reader().locale)


def _too_large_text(name: str) -> str:
    return _refused_text(RefusedFile(name, FileFault.TOO_LARGE))
