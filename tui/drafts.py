"""Drafts: what was typed and not yet sent, one small file a ticket, readable by its owner only."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Draft:
    """Text for one ticket, with the ids of the files that go with it.

    `id` stays the same until it is sent, so that sending twice is known as once. `before` are lines of a chat that
    were sent before it, oldest first, and that the store has not acknowledged.
    """

    body: str
    note: bool = False
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    files: tuple[int, ...] = ()
    before: tuple[Draft, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not (self.body.strip() or self.files or self.before)

    @property
    def key(self) -> str:
        """The key that this very text is sent with: another text or kind is another message."""
        files = "".join(f"+{each}" for each in self.files)
        digest = hashlib.sha256(f"{self.note}{files}{self.body}".encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.id}:{digest[:32]}"


class Drafts:
    """One specialist's drafts on one store. Reading and writing touch the disk: call from a worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, ticket_id: int) -> Draft | None:
        """Return the draft for a ticket. A file that cannot be understood counts as none."""
        try:
            found = json.loads(self._file(ticket_id).read_text(encoding="utf-8"))
            files = tuple(int(each) for each in found.get("files", ()))
            before = tuple(Draft(str(each["body"]), id=str(each["id"])) for each in found.get("before", ()))
            return Draft(str(found["body"]), bool(found["note"]), str(found["id"]), files, before)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, ticket_id: int, draft: Draft) -> None:
        """Keep a draft so that it survives a crash of program or machine; an empty one is dropped."""
        if draft.is_empty:
            self.drop(ticket_id)
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self.folder / f".{ticket_id}.{uuid.uuid4().hex}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(asdict(draft), out)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file(ticket_id))

    def drop(self, ticket_id: int) -> None:
        """Forget the draft for a ticket."""
        self._file(ticket_id).unlink(missing_ok=True)

    def tickets(self) -> set[int]:
        """Return the ids of the tickets that have a draft."""
        return {int(file.stem) for file in self.folder.glob("*.json") if file.stem.isdigit()}

    def _file(self, ticket_id: int) -> Path:
        return self.folder / f"{ticket_id}.json"


def number_of(name: str) -> int:
    """Return the number under which the draft of something that has only a name is kept."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:6], "big")


def drafts_of(email: str, store: str) -> Drafts:
    """Return a specialist's drafts on the store with this address, in the user's state folder (XDG)."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    which = hashlib.sha256(f"{email}\n{store}".encode()).hexdigest()[:16]
    return Drafts(home / "helpcenter" / "drafts" / which)
