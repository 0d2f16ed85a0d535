"""Pages that are ready are handed out before Flask begins: most readers have no session and read what others read.

Whether a page still shows the knowledge base as it stands is asked of the store at every request, in the cheapest way
that it has: where it can say that nobody committed anything since, no query is needed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from helpcenter.desk import Desk
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.sessions import page_cookie
from helpcenter.services import articles

EDITION = "helpcenter.edition"
"""Where a view says, in the environ, which edition the page shows, when that and the address are all it depends on."""

MOST_PAGES = 500

Key = tuple[str, str, bool]
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Ready:
    """An answer as it was sent, with the edition it shows and the store's stamp at which that was known to be so."""

    headers: Headers
    body: bytes
    mark: str
    edition: int
    stamp: int


class ReadyPages:
    """A WSGI app around another one. Only pages that `EDITION` was said for are kept and handed out."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], desk: Desk, most: int = MOST_PAGES) -> None:
        self._inner, self._desk, self._most = inner, desk, most
        self._cookie = page_cookie(desk.settings.public_url)
        self._pages: OrderedDict[Key, Ready] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        key = self._key(environ)
        stamp = self._desk.stamp() if key else None
        if key is None or stamp is None:
            return self._inner(environ, start)
        page = self._pages.get(key)
        if page is not None and (current := self._current(page, stamp)) is not None:
            self._put(key, current)
            return _sent(current, environ, start)
        return self._made(key, stamp, environ, start)

    def _key(self, environ: dict[str, Any]) -> Key | None:
        """All that a plain page depends on beside the edition; None for requests that say more than that."""
        plain = environ["REQUEST_METHOD"] == "GET" and not environ["QUERY_STRING"]
        if not plain or "HTTP_HX_REQUEST" in environ or "HTTP_HC_TIME_ZONE" in environ:
            return None
        if self._cookie in environ.get("HTTP_COOKIE", ""):
            return None
        return environ["SCRIPT_NAME"], environ["PATH_INFO"], "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")

    def _current(self, page: Ready, stamp: int) -> Ready | None:
        if page.stamp == stamp:
            return page
        try:
            edition = self._desk.see(articles.edition)
        except Unavailable:
            return None  # Flask answers, in words
        return replace(page, stamp=stamp) if edition == page.edition else None

    def _made(self, key: Key, stamp: int, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        told: list[tuple[str, Headers]] = []

        def started(status: str, headers: Headers, fault: Any = None) -> Any:
            told.append((status, headers))
            return start(status, headers, fault)

        answer = self._inner(environ, started)
        if EDITION not in environ or told[-1][0] != "200 OK":
            return answer
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        headers = told[-1][1]
        mark = dict(headers).get("ETag", "").removeprefix("W/")
        self._put(key, Ready(list(headers), body, mark, environ[EDITION], stamp))
        return [body]

    def _put(self, key: Key, page: Ready) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            if len(self._pages) > self._most:
                self._pages.popitem(last=False)


def _sent(page: Ready, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Send a page, or 304 to who has it. Marks are compared weakly (RFC 9110, 13.1.2)."""
    if page.mark and page.mark in environ.get("HTTP_IF_NONE_MATCH", ""):
        start("304 NOT MODIFIED", [each for each in page.headers if not each[0].lower().startswith("content-")])
        return []
    start("200 OK", list(page.headers))
    return [page.body]
