"""Pages kept in memory for one second: for visitors without cookies, correct to the second."""

import gzip
import hashlib
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from talkoot.ui import doors

SECONDS: Final = 1.0
MOST_PAGES: Final = 256
MOST_BYTES: Final = 32 * 1024 * 1024
PATIENCE_SECONDS: Final = 10.0
_NOT_COPIED = {
    "content-type",
    "content-length",
    "vary",
    "cache-control",
    "etag",
    "content-encoding",
}

Key = tuple[str, str, str, str]


class KeptPage:
    """One rendered page, ready to be sent plain or compressed, true from `since` for one second."""

    __slots__ = ("_lock", "_packed", "content_type", "headers", "plain", "since", "tag", "until")

    def __init__(self, response: HttpResponse, since: float) -> None:
        self.since = since
        self.until = since + SECONDS
        self.plain = response.content
        self.content_type = response.headers["Content-Type"]
        self.headers = [
            (name, value)
            for name, value in response.headers.items()
            if name.lower() not in _NOT_COPIED
        ]
        self.tag = hashlib.blake2b(self.plain, digest_size=12).hexdigest()
        self._packed: bytes | None = None
        self._lock = threading.Lock()

    def holds(self, now: float) -> bool:
        return self.since <= now < self.until

    def packed(self) -> bytes:
        """The page compressed, by the first one who asks for it."""
        with self._lock:
            if self._packed is None:
                self._packed = gzip.compress(self.plain, compresslevel=5, mtime=0)
        return self._packed

    def answer(self, request: HttpRequest) -> HttpResponse:
        """A fresh response: 304 when the visitor has this very page, no body for HEAD."""
        meta = request.META
        pack = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
        etag = f'"{self.tag}-gzip"' if pack else f'"{self.tag}"'
        asked = meta.get("HTTP_IF_NONE_MATCH")
        response: HttpResponse
        if asked and etag in (tag.removeprefix("W/") for tag in parse_etags(asked)):
            response = HttpResponseNotModified()
        else:
            body = self.packed() if pack else self.plain
            response = HttpResponse(
                b"" if request.method == "HEAD" else body, content_type=self.content_type
            )
            response.headers["Content-Length"] = str(len(body))
            if pack:
                response.headers["Content-Encoding"] = "gzip"
            for name, value in self.headers:
                response.headers[name] = value
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Vary"] = "Cookie, Accept-Encoding"
        return response


class Flight:
    """One rendering under way; those who come for the same page meanwhile wait for it. With a page it
    has landed already."""

    __slots__ = ("landed", "page")

    def __init__(self, page: KeptPage | None = None) -> None:
        self.landed = threading.Event()
        self.page = page
        if page is not None:
            self.landed.set()


class Store:
    """The pages of this process: at most `MOST_PAGES` and `MOST_BYTES`, the oldest giving way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[Key, Flight] = {}
        self.pages: dict[Key, KeptPage] = {}
        self.bytes = 0

    def join(self, key: Key) -> tuple[Flight, bool]:
        """The rendering of this page, and whether the asker is the one to do it: under way, or landed
        since the asker looked for the page in vain."""
        with self._lock:
            page = self.pages.get(key)
            if page is not None and page.holds(time.time()):
                return Flight(page), False
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Flight()
            return flight, True

    def land(self, key: Key, flight: Flight, page: KeptPage | None) -> None:
        """Ends a rendering: keeps the page if there is one and lets the waiting go on."""
        with self._lock:
            self._flights.pop(key, None)
            if page is not None:
                self._put(key, page)
        flight.page = page
        flight.landed.set()

    def _put(self, key: Key, page: KeptPage) -> None:
        self._drop(key)
        self.pages[key] = page
        self.bytes += len(page.plain)
        while len(self.pages) > MOST_PAGES or self.bytes > MOST_BYTES:
            self._drop(next(iter(self.pages)))

    def _drop(self, key: Key) -> None:
        old = self.pages.pop(key, None)
        if old is not None:
            self.bytes -= len(old.plain)

    def empty(self) -> None:
        with self._lock:
            self.pages.clear()
            self.bytes = 0


STORE = Store()


class KeptPages:
    """Answers from the kept pages; one visitor at a time renders a page that is not there.

    A page is kept when its view is marked `doors.kept`, it was asked for by GET without our
    cookies, and its answer is 200 and sets no cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.KEEP_PAGES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.our_cookies = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = self.key(request)
        if key is None:
            return self.get_response(request)
        now = time.time()
        page = STORE.pages.get(key)
        if page is not None and page.holds(now):
            return page.answer(request)
        visit = _Visit(key, now)
        setattr(request, _VISIT, visit)
        try:
            response = self.get_response(request)
            if visit.flight is not None and _may_be_kept(response):
                visit.page = KeptPage(response, now)
        finally:
            if visit.flight is not None:
                STORE.land(key, visit.flight, visit.page)
        return visit.page.answer(request) if visit.page is not None else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Knows the view at last: joins the rendering under way, or leads one."""
        visit: _Visit | None = getattr(request, _VISIT, None)
        if visit is None or request.method != "GET" or not doors.is_kept(view):
            return None
        flight, leads = STORE.join(visit.key)
        if leads:
            visit.flight = flight
            return None
        flight.landed.wait(PATIENCE_SECONDS)
        if flight.page is not None and flight.page.holds(time.time()):
            return flight.page.answer(request)
        return None

    def key(self, request: HttpRequest) -> Key | None:
        """What tells two pages apart; None where nothing may be kept."""
        meta = request.META
        if request.method not in {"GET", "HEAD"} or "HTTP_HX_REQUEST" in meta:
            return None
        cookies = meta.get("HTTP_COOKIE")
        if cookies and any(name in request.COOKIES for name in self.our_cookies):
            return None
        host = meta.get("HTTP_HOST") or f"{meta['SERVER_NAME']}:{meta['SERVER_PORT']}"
        return (request.scheme or "", host, request.path, meta.get("QUERY_STRING", ""))


_VISIT = "_talkoot_visit"


class _Visit:
    """One request on its way in: its key, when it began, and the rendering that it leads."""

    __slots__ = ("flight", "key", "page", "since")

    def __init__(self, key: Key, since: float) -> None:
        self.key = key
        self.since = since
        self.flight: Flight | None = None
        self.page: KeptPage | None = None


def _may_be_kept(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and "no-store" not in response.headers.get("Cache-Control", "")
    )
