"""An SMTP server that goes wrong in every way it can, and keeps count of what it took."""

from __future__ import annotations

import itertools
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

VERBS = ("EHLO", "MAIL", "RCPT", "DATA", "DOT")
FAULTS = (
    *("refuse", "550", "cut in data", "cut after dot", "1 byte/s"),
    *(f"{code} {verb}" for code in ("421", "451") for verb in ("GREETING", *VERBS)),
    *(f"hang {verb}" for verb in ("GREETING", *VERBS)),
)
"""`cut after dot` is the one gap (RFC 1047): the mail is taken, and the sender cannot know.

An answer to the dot that comes too late to be heard is the same gap.
"""


@dataclass
class Counted:
    """What the server took by Message-ID, which of it went into the gap, and to whom it said 550."""

    fault: Callable[[], str]
    taken: Counter[str] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)
    refused: set[str] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)
    released: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class _Hung(Exception):  # noqa: N818 - the end of a conversation, not a failure of the test
    pass


class _Talk(StreamRequestHandler):
    """One conversation with one fault in it, or none."""

    server: Any

    def handle(self) -> None:
        counted: Counted = self.server.counted
        self.counted, self.fault, self.unheard = counted, counted.fault(), ""
        counted.faults[self.fault] += 1
        with suppress(_Hung, OSError):
            self._converse()
        if self.unheard:
            counted.gaps[self.unheard] += 1

    def _converse(self) -> None:
        if self.fault == "refuse":
            return
        self._say("GREETING", "220 here")
        for line in self.rfile:
            verb = line.split()[0].decode().upper().replace("HELO", "EHLO") if line.strip() else ""
            if verb == "RCPT" and self.fault == "550":
                self.counted.refused.add(line.decode().partition("<")[2].partition(">")[0])
                self._write("550 5.1.1 no such user")
            elif verb == "DATA":
                if self._say("DATA", "354 go on") and not self._take():
                    return
            elif verb == "QUIT":
                self.unheard = ""
                self._write("221 bye")
                return
            else:
                self._say(verb, "250 OK")

    def _take(self) -> bool:
        """Read the mail. Returns whether the line is still there."""
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
            if self.fault == "cut in data" and len(lines) == 5:
                return False
        else:
            return False
        name = next(line.split()[1].decode() for line in lines if line.lower().startswith(b"message-id:"))
        if self.fault == "cut after dot":
            self.counted.gaps[name] += 1
            self.counted.taken[name] += 1
            return False
        if self.fault.endswith(" DOT"):
            self._say("DOT", "250 OK")
            return True
        self.counted.taken[name] += 1
        self.unheard = name  # until the other side goes on: where a machine is busy the answer may come too late
        self._say("DOT", "250 OK")
        return True

    def _say(self, verb: str, answer: str) -> bool:
        """Answer, or go wrong here. Returns whether the answer was the good one."""
        if self.fault == f"hang {verb}":
            self.counted.released.wait()
            raise _Hung
        if self.fault in (f"421 {verb}", f"451 {verb}"):
            self._write(f"{self.fault[:3]} not now")
            if self.fault.startswith("421"):
                raise _Hung
            return False
        self._write(answer)
        return True

    def _write(self, answer: str) -> None:
        if self.fault != "1 byte/s":
            self.wfile.write(f"{answer}\r\n".encode())
            return
        for byte in itertools.cycle(b"220-still here "):  # each byte in time, and yet no end of it
            self.wfile.write(bytes([byte]))
            if self.counted.released.wait(0.02):
                raise _Hung


class _Server(ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, counted: Counted) -> None:
        self.counted = counted
        super().__init__(("127.0.0.1", 0), _Talk)

    def shutdown_request(self, request: Any) -> None:
        """Close at once: a connection that lingers would keep its port."""
        if isinstance(request, socket.socket):
            self.close_request(request)


@contextmanager
def faulty_server(fault: Callable[[], str]) -> Iterator[Counted]:
    """Run the server; `fault` names what goes wrong in each next conversation, or is empty."""
    counted = Counted(fault)
    with _Server(counted) as server:
        counted.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield counted
        finally:
            counted.released.set()
            server.shutdown()
            thread.join()
