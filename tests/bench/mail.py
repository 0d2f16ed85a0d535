"""How well and how fast mail is read: `python -m tests.bench.mail`.

Replies exactly right and lines lost on the development corpus, mails read and files found on the raw mails, and the
start of `helpcenter mail parse` over that of bare Python.
"""

from __future__ import annotations

import email
import subprocess
import sys
import time
from pathlib import Path

from helpcenter.domain.mail.parsing import parse
from helpcenter.domain.mail.reply import split
from tests.domain.mail import corpus

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "mail"
ROUNDS = 20


def replies() -> None:
    """Print how many replies are exactly right and in how many a line is lost."""
    cases = [(own, split(mail)[1]) for _, mail, own in corpus.replies(DATA / "replies")]
    right = sum(own == reply.strip() for own, reply in cases)
    lossy = sum(bool(corpus.lost(own, reply)) for own, reply in cases)
    print(f"replies: {right} of {len(cases)} exactly right ({right / len(cases):.1%}), {lossy} with a line lost")


def messages() -> None:
    """Print how many mails are read, how many named files of theirs are found, and the slowest one."""
    wanted = found = mails = 0
    slowest = 0.0
    for path in sorted((DATA / "messages").glob("*/*.eml")):
        raw = path.read_bytes()
        begin = time.perf_counter()
        mail = parse(raw)
        slowest = max(slowest, time.perf_counter() - begin)
        mails += bool(mail.headers)
        named = [part for part in email.message_from_bytes(raw).walk() if part.get_filename()]
        wanted += len(named)
        found += min(len(named), len(mail.attachments))
    print(f"messages: {mails} read, {found} of {wanted} named files found, slowest {slowest * 1000:.0f} ms")


def start() -> None:
    """Print the best and the median of starts, in turn with bare Python."""
    raw = b"From: a@example.com\nSubject: Hi\n\nHello\n\nOn 1 Jan 2024, at 10:00, B <b@example.com> wrote:\n> Hi\n"
    ours = [sys.executable, "-c", "from helpcenter.start import main; main()", "mail", "parse"]
    times: dict[str, list[float]] = {"bare": [], "parse": []}
    for _ in range(ROUNDS):
        for name, command in (("bare", [sys.executable, "-c", "pass"]), ("parse", ours)):
            begin = time.perf_counter()
            subprocess.run(command, input=raw, capture_output=True, check=True)
            times[name].append(time.perf_counter() - begin)
    best = {name: min(each) * 1000 for name, each in times.items()}
    median = {name: sorted(each)[ROUNDS // 2] * 1000 for name, each in times.items()}
    print(f"start over bare Python: best {best['parse'] - best['bare']:.0f} ms,", end=" ")
    print(f"median {median['parse'] - median['bare']:.0f} ms")


if __name__ == "__main__":
    replies()
    messages()
    start()
