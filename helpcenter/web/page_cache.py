"""Finished pages for readers without a session, kept by each process until anything in the knowledge base changes."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import ParamSpec

from flask import Response, current_app, request
from flask_babel import get_timezone
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.sessions import page_cookie
from helpcenter.services import articles
from helpcenter.web.compression import SMALLEST
from helpcenter.web.faces import asked_language, desk
from helpcenter.web.locale import chosen
from helpcenter.web.pages import wants_block
from helpcenter.web.ready_pages import EDITION

MOST_PAGES = 500
LONGEST = 64 * 1024
"""Bytes of a page that is kept; with `MOST_PAGES` this bounds the memory of a process to some 40 MB."""

P = ParamSpec("P")


@dataclass(frozen=True)
class Finished:
    """A page as it is sent: its text, the same compressed where that helps, its mark, and what kind of text it is."""

    body: bytes
    packed: bytes | None
    mark: str
    media_type: str = "text/html"


class PageCache:
    """The pages that were read last, each with the edition of the knowledge base that it shows."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, tuple[int, Finished]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, edition: int) -> Finished | None:
        """Return a page of just this edition."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept[0] != edition:
                return None
            self._pages.move_to_end(key)
            return kept[1]

    def put(self, key: Hashable, edition: int, page: Finished) -> None:
        """Keep a page; the one that nobody read for longest gives way."""
        with self._lock:
            self._pages[key] = edition, page
            self._pages.move_to_end(key)
            if len(self._pages) > self._most:
                self._pages.popitem(last=False)


def kept(view: Callable[P, Response]) -> Callable[P, Answer]:
    """Answer with the page that `view` makes, or that it made before for somebody else without a session.

    Either way the answer carries a mark, and who has that page already gets 304.
    """

    @wraps(view)
    def answered(*args: P.args, **values: P.kwargs) -> Answer:
        if page_cookie(desk().settings.public_url) in request.cookies:
            response = view(*args, **values)
            return _conditional(response, _mark(response.get_data()))
        pages: PageCache = current_app.extensions.setdefault("helpcenter_pages", PageCache())
        edition = desk().see(articles.edition)  # before the page is made: what changes meanwhile makes it stale
        key = _key()
        page = pages.get(key, edition)
        if page is None:
            page = _finished(view(*args, **values))
            if len(page.body) <= LONGEST:
                pages.put(key, edition, page)
        named = "locale" in (request.view_args or {})  # else it depends on what the browser would like
        if named and len(page.body) <= LONGEST:
            request.environ[EDITION] = edition
        return _sent(page)

    return answered


def _key() -> Hashable:
    """All that a page without a session depends on beside the knowledge base."""
    asked = asked_language()
    after = request.args.get("after", "")[:200]  # where a page of a long category begins
    locale = (request.view_args or {}).get("locale") or chosen(desk())  # a language in the path spares a query
    return request.script_root, request.path, after, asked, locale, str(get_timezone()), wants_block()


def _finished(made: Response) -> Finished:
    body = made.get_data()
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= SMALLEST else None
    return Finished(body, packed, _mark(body), made.mimetype or "text/html")


def _sent(page: Finished) -> Answer:
    packed = page.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = Response(page.body if packed is None else packed, mimetype=page.media_type)
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    if page.packed is not None:
        response.vary.add("Accept-Encoding")
    return _conditional(response, page.mark)


def _conditional(response: Response, mark: str) -> Answer:
    """Spare readers what they have already. The mark is weak: the same page may be compressed or not."""
    response.set_etag(mark, weak=True)
    response.vary.update(("Cookie", "Accept-Language", "HX-Request"))
    return response.make_conditional(request)


def _mark(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:24]
