"""Reading a mail of a stranger: in a child of its own, with limits of time and memory, and always with an answer.

What only `read` needs is imported when it is called: `helpcenter mail parse` starts once a mail.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.domain.mail.values import ParsedMail

SECONDS = 1.5
"""How long the child may take, its start included; an answer is promised within two."""

MEMORY = 512 * 1024 * 1024
"""Bytes of address space that the child may have."""

_CODE = """import sys
mode, memory, *sys.path[:] = sys.argv[1:]
from helpcenter.mail_child import main
main(mode, int(memory))"""


def read(raw: bytes, *, contents: bool = True, seconds: float = SECONDS, memory: int = MEMORY) -> ParsedMail:
    """Return what a raw mail says; with the files' contents when wanted. Never raises for what the mail holds.

    When the child dies, needs more than `memory` bytes of address space or takes longer than `seconds`, what it had
    found until then comes, at least the header; then `cuts` ends with `unread` (at most files and plain text) or
    `unfinished` (only the HTML is missing).
    """
    import json
    from dataclasses import replace

    from helpcenter.domain.mail.envelope import envelope
    from helpcenter.domain.mail.plain import unpacked

    output, finished = _child(raw, "contents" if contents else "bare", seconds, memory)
    mails: list[bytes] = []
    files: list[bytes] = []
    for kind, payload in _frames(output):
        (mails if kind == b"M" else files).append(payload)
    mail = unpacked(json.loads(mails[-1]), files) if mails else envelope(raw)
    if finished:
        return mail
    complete = len(mails) > 2 and (not contents or len(files) == len(mail.attachments))
    return replace(mail, cuts=(*mail.cuts, "unfinished" if complete else "unread"))


def answer(raw: bytes, *, seconds: float = SECONDS) -> bytes:
    """Return what a raw mail says as one line of JSON in UTF-8 (`domain.mail.plain.shown`), read the same way."""
    output, _ = _child(raw, "shown", seconds, MEMORY)
    said = [payload for _, payload in _frames(output)]
    if said:
        return said[-1] + b"\n"
    from helpcenter.domain.mail.envelope import envelope
    from helpcenter.domain.mail.plain import shown_json

    return shown_json(envelope(raw)) + b"\n"


def _child(raw: bytes, mode: str, seconds: float, memory: int) -> tuple[bytes, bool]:
    """Return what the child wrote, and whether it came to its end."""
    command = [sys.executable, "-S", "-E", "-s", "-c", _CODE, mode, str(memory), *sys.path]
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            output, _ = child.communicate(raw, timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            output, _ = child.communicate()
            return output, False
    return output, child.returncode == 0


def _frames(output: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the whole frames; one that was cut off is none."""
    here = 0
    while here + 9 <= len(output):
        size = int.from_bytes(output[here + 1 : here + 9], "big")
        if here + 9 + size > len(output):
            return
        yield output[here : here + 1], output[here + 9 : here + 9 + size]
        here += 9 + size
