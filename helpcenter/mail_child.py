"""The child that reads one mail: raw bytes on standard input, frames on standard output, under limits of the system.

A frame is one byte for its kind, eight for its length (big endian), and what it holds: `M` a mail as JSON, each better
than the one before, `F` the content of the next file.
"""

from __future__ import annotations

import gc
import json
import sys

from helpcenter.domain.mail.parsing import stages
from helpcenter.domain.mail.plain import packed, shown_json

CPU_SECONDS = 2
"""The parent's own patience is shorter; this one holds when the parent is gone."""


def main(mode: str, memory: int) -> None:
    """Read a mail and write its frames: `bare`, with the files' `contents`, or as it is `shown` to people.

    `memory` is how many bytes of address space this process may have.
    """
    _limit(memory)
    gc.disable()  # the process ends soon
    raw = sys.stdin.buffer.read()
    written = False
    for mail in stages(raw):
        _frame(b"M", shown_json(mail) if mode == "shown" else json.dumps(packed(mail)).encode())
        if mode == "contents" and mail.attachments and not written:
            written = True
            for file in mail.attachments:
                _frame(b"F", file.content)


def _frame(kind: bytes, payload: bytes) -> None:
    out = sys.stdout.buffer
    out.write(kind + len(payload).to_bytes(8, "big"))
    out.write(payload)
    out.flush()


def _limit(memory: int) -> None:
    """Take the limits; where the system knows none (Windows) only the parent's patience holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
