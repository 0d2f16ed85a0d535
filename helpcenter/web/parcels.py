"""The files that come with a form: some were brought before, some lie in the form itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import abort, request
from werkzeug.datastructures import FileStorage

from helpcenter.domain.attachments import (
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_FORM_FILE_BYTES,
    Attachment,
    FileFault,
    FilesRefused,
    RefusedFile,
)
from helpcenter.domain.evidence.files import refused
from helpcenter.domain.evidence.names import shown_name
from helpcenter.domain.limits import Action, TooMany
from helpcenter.services import attachments
from helpcenter.services.attachments import Parcel
from helpcenter.web.faces import desk, face
from helpcenter.web.limits import pace


@dataclass(frozen=True)
class Brought:
    """What a form brought: the parcel to send, and the files that were not taken."""

    parcel: Parcel
    refused: tuple[RefusedFile, ...] = ()

    def without(self, files: Iterable[RefusedFile]) -> Brought:
        """The same with more that was not taken."""
        return replace(self, refused=(*self.refused, *files))

    def waiting(self) -> list[Attachment]:
        """The files that are here and can still be sent, to be shown in the form again."""
        return desk().see(attachments.waiting, self.parcel) if self.parcel.ids else []


NOTHING = Brought(Parcel(""))


def along() -> Brought:
    """Return the files that come along from another channel's form, named in the address."""
    found = _named(request.args.getlist("attachment")) if face().contact else []
    return Brought(Parcel(scope(), tuple(found))) if found else NOTHING


def brought() -> Brought:
    """Take in the files of the posted form; those that are fine are kept even when another one is refused."""
    found, faults, total = _named(request.form.getlist("attachment")), list[RefusedFile](), 0
    for file in request.files.getlist("attachments"):
        if not file.filename:
            continue
        try:
            total += _size(file)
            if len(found) >= MAX_FILES:
                raise refused(file.filename, FileFault.TOO_MANY)
            if total > MAX_FORM_FILE_BYTES:
                raise refused(file.filename, FileFault.TOO_LARGE_TOGETHER)
            found.append(take_in(file).id)
        except FilesRefused as refusal:
            faults += refusal.files
        except TooMany:
            faults.append(RefusedFile(shown_name(file.filename), FileFault.TOO_FAST))
    return Brought(Parcel(scope(), tuple(found)), tuple(faults[:MAX_FILES]))


def take_in(file: FileStorage) -> Attachment:
    """Check one uploaded file, put it on the disk, then note it. Raises FilesRefused, Unavailable."""
    name = file.filename or ""
    if _size(file) > MAX_FILE_BYTES:
        raise refused(name, FileFault.TOO_LARGE)
    pace(Action.UPLOADS)
    pace(Action.UPLOAD_MEGABYTES, -(-_size(file) // 1_000_000))
    stored = attachments.store(desk().settings, name, file.stream.read())
    return desk().do(attachments.keep, scope(), stored)


def scope() -> str:
    """The session to which files belong until they are sent; who has none is not signed in and brings none."""
    session = face().session
    if session is None or session.contact_id is None:
        abort(404)
    return session.scope


def _named(ids: Sequence[str]) -> list[int]:
    return list(dict.fromkeys(int(each) for each in ids[: 2 * MAX_FILES] if re.fullmatch(r"[0-9]{1,18}", each)))


def _size(file: FileStorage) -> int:
    file.stream.seek(0, 2)
    size = file.stream.tell()
    file.stream.seek(0)
    return size
