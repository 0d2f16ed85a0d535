"""Mail put into a folder as `.eml` files instead of being sent: what the demo does, and then shows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from helpcenter.channels import NotTaken, Outgoing


@dataclass(frozen=True)
class KeptMail:
    """A mail in the folder. `name` is its file's name, `at` when it was put there (UTC)."""

    name: str
    at: datetime
    message: EmailMessage

    def part(self, subtype: str) -> str:
        """Return the body as `plain` or `html` text, or nothing when the mail has no such part."""
        found = self.message.get_body((subtype,))
        return str(found.get_content()) if found else ""


class FolderChannel:
    """Writes each mail into a file of its own, named by its content: the same bytes twice are one file."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, made when the first mail comes."""
        self._folder = folder

    def send(self, mail: Outgoing) -> None:
        """Write the file whole or not at all."""
        digest = hashlib.sha256(mail.raw).hexdigest()[:16]
        target = self._folder / f"{digest}.eml"
        draft = target.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(mail.raw)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except OSError as fault:
            raise NotTaken(f"{target}: {fault.strerror}", permanent=False) from fault


def kept_mails(folder: Path) -> Iterator[KeptMail]:
    """Yield the mails of a folder, newest first."""
    if not folder.is_dir():
        return
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files:
        at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        message = message_from_bytes(file.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        yield KeptMail(file.name, at, message)
