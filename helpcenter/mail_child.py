"""The child that reads one mail: raw bytes in, frames out, under limits of the system.

A frame is one byte for its kind, eight for its length (big endian), and what it holds: `M` a mail as JSON, each better
than the one before, `F` the content of the next file.
"""

from __future__ import annotations

import gc
import json
import sys
from typing import BinaryIO

from helpcenter.domain.mail.parsing import stages
from helpcenter.domain.mail.plain import packed, shown_json


def main(mode: str, memory: int, seconds: float) -> None:
    """Read the mail on standard input and write its frames to standard output."""
    tell(sys.stdin.buffer.read(), sys.stdout.buffer, mode, memory, seconds)


def tell(raw: bytes, out: BinaryIO, mode: str, memory: int, seconds: float) -> None:
    """Write a mail's frames: `bare`, with the files' `contents`, or as it is `shown` to people.

    This process may have `memory` bytes of address space and work for `seconds`; then the system ends it.
    """
    _limit(memory, seconds)
    gc.disable()  # the process ends soon
    written = False
    for mail in stages(raw):
        _frame(out, b"M", shown_json(mail) if mode == "shown" else json.dumps(packed(mail)).encode())
        if mode == "contents" and mail.attachments and not written:
            written = True
            for file in mail.attachments:
                _frame(out, b"F", file.content)


def _frame(out: BinaryIO, kind: bytes, payload: bytes) -> None:
    out.write(kind + len(payload).to_bytes(8, "big"))
    out.write(payload)
    out.flush()


def _limit(memory: int, seconds: float) -> None:
    """Take the limits; where the system knows none (Windows) only the parent's patience holds."""
    try:
        import resource
        from signal import ITIMER_PROF, setitimer
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    setitimer(ITIMER_PROF, seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
