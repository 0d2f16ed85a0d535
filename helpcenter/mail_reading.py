"""Reading a mail of a stranger: in a child of its own, with limits of time and memory, and always with an answer.

What only `read` needs is imported when it is called: `helpcenter mail parse` starts once a mail.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.domain.mail.values import ParsedMail

SECONDS = 1.5
"""How long the child may work; an answer is promised within two, where there is a processor for it."""

BUSY = 4
"""So many times as long the parent waits: on a busy machine a mail must not lose its text to others' work."""

MEMORY = 512 * 1024 * 1024
"""Bytes of address space that the child may have."""

_CODE = """import sys
mode, memory, seconds, *sys.path[:] = sys.argv[1:]
from helpcenter.mail_child import main
main(mode, int(memory), float(seconds))"""


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


def answer(raw: bytes, *, seconds: float = SECONDS, alone: bool = False) -> bytes:
    """Return what a raw mail says as one line of JSON in UTF-8 (`domain.mail.plain.shown`), read the same way.

    `alone` says that this process has no other thread: then the child is a copy of it, which begins sooner.
    """
    child = _copy if alone and hasattr(os, "fork") else _child
    output, _ = child(raw, "shown", seconds, MEMORY)
    said = [payload for _, payload in _frames(output)]
    if said:
        return said[-1] + b"\n"
    from helpcenter.domain.mail.envelope import envelope
    from helpcenter.domain.mail.plain import shown_json

    return shown_json(envelope(raw)) + b"\n"


def _child(raw: bytes, mode: str, seconds: float, memory: int) -> tuple[bytes, bool]:
    """Return what the child wrote, and whether it came to its end."""
    import subprocess

    command = [sys.executable, "-S", "-E", "-s", "-c", _CODE, mode, str(memory), str(seconds), *sys.path]
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            output, _ = child.communicate(raw, timeout=seconds * BUSY)
        except subprocess.TimeoutExpired:
            child.kill()
            output, _ = child.communicate()
            return output, False
    return output, child.returncode == 0


def _copy(raw: bytes, mode: str, seconds: float, memory: int) -> tuple[bytes, bool]:
    """The same by a copy of this process. It reads nothing that another thread could be holding: there is none."""
    from select import select

    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            from helpcenter.mail_child import tell

            with os.fdopen(writing, "wb") as out:
                tell(raw, out, mode, memory, seconds)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    deadline, output = time.monotonic() + seconds * BUSY, bytearray()
    while select([reading], [], [], max(deadline - time.monotonic(), 0))[0]:
        some = os.read(reading, 1 << 20)
        if not some:
            break
        output += some
    else:
        os.kill(pid, 9)
    os.close(reading)
    return bytes(output), os.waitpid(pid, 0)[1] == 0


def _frames(output: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the whole frames; one that was cut off is none."""
    here = 0
    while here + 9 <= len(output):
        size = int.from_bytes(output[here + 1 : here + 9], "big")
        if here + 9 + size > len(output):
            return
        yield output[here : here + 1], output[here + 9 : here + 9 + size]
        here += 9 + size
