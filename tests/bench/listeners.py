"""Readers of live streams by the thousand, on one event loop: they note what came and when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

Told = tuple[str, str, dict[str, Any]]
"""Name, id and data of one event."""


@asynccontextmanager
async def stream(url: str, token: str, after: str = "") -> AsyncIterator[AsyncIterator[Told]]:
    """Open one stream and give its events. The line is cut at the end of the block, without a word."""
    there = urlsplit(url)
    reader, writer = await asyncio.open_connection(there.hostname, there.port, limit=2**20)
    place = f"Last-Event-ID: {after}\r\n" if after else ""
    writer.write(f"GET /live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{place}\r\n".encode())
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head[:60].decode("latin-1"))
        yield _events(reader)
    finally:
        writer.transport.abort()


async def _events(reader: asyncio.StreamReader) -> AsyncIterator[Told]:
    """Each chunk of the answer holds whole events (RFC 9112, 7.1 for the chunks)."""
    while size := int(await reader.readline() or b"0", 16):
        chunk = (await reader.readexactly(size + 2))[:size].decode()
        for block in chunk.split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and line[0] != ":")
            if "event" in fields:
                yield fields["event"], fields.get("id", ""), json.loads(fields["data"])


async def listen(url: str, token: str, opened: asyncio.Semaphore, heard: Callable[[Told], object]) -> None:
    """Listen for ever; `opened` is released once the stream stands."""
    async with stream(url, token) as events:
        async for told in events:
            if told[0] == "ready":
                opened.release()
            heard(told)
