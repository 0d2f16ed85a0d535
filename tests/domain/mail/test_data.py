"""Raw mails of others: every one is read, and every file in it is found."""

from __future__ import annotations

import email
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from helpcenter.domain.mail.parsing import parse

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "mail" / "messages"
MAILS = sorted(DATA.glob("*/*.eml"))


def files_by_another_reader(raw: bytes) -> list[str]:
    """Names of files as the standard library finds them."""
    parts = email.message_from_bytes(raw).walk()
    files = [part for part in parts if part.get_content_disposition() == "attachment" or part.get_filename()]
    return [str(make_header(decode_header(part.get_filename() or ""))) for part in files]


def test_there_is_data() -> None:
    if not DATA.exists():
        pytest.skip("../shared/data is not here")
    assert len(MAILS) > 80


@pytest.mark.parametrize("path", MAILS, ids=[path.stem for path in MAILS])
def test_every_mail_is_read_and_every_file_found(path: Path) -> None:
    raw = path.read_bytes()
    mail = parse(raw)
    assert mail.headers
    ours = {"".join(filter(str.isascii, each.name)) for each in mail.attachments}
    for name in files_by_another_reader(raw):
        plain = "".join(ch for ch in name if ch.isascii())
        assert plain in ours or not plain, f"{name} is not among {ours}"
