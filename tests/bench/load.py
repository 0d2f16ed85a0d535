"""A reader of pages in a process of its own: `python -m tests.bench.load URL SECONDS [PAGES A SECOND]`.

Prints how many pages a second it got, over four connections that stay open. Without a rate it asks as fast as it can.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

CONNECTIONS = 4


def run(url: str, seconds: float, rate: float | None) -> float:
    """Ask for a page again and again. Returns pages a second."""
    there, counts = urlsplit(url), [0] * CONNECTIONS
    start = time.perf_counter()

    def ask(mine: int) -> None:
        connection = HTTPConnection(str(there.hostname), there.port)
        pause = CONNECTIONS / rate if rate else 0.0
        while (now := time.perf_counter()) - start < seconds:
            if counts[mine] * pause > now - start:
                time.sleep(counts[mine] * pause - (now - start))
            connection.request("GET", there.path)
            connection.getresponse().read()
            counts[mine] += 1

    threads = [threading.Thread(target=ask, args=(mine,)) for mine in range(CONNECTIONS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sum(counts) / (time.perf_counter() - start)


def started(url: str, seconds: float, rate: float = 0.0) -> subprocess.Popen[str]:
    """Start it in a process of its own; its output is the rate that it reached."""
    command = [sys.executable, "-m", "tests.bench.load", url, str(seconds), str(rate)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def reached(process: subprocess.Popen[str]) -> float:
    """Wait for its end and return the rate."""
    return float(process.communicate()[0])


if __name__ == "__main__":
    print(run(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]) or None))
