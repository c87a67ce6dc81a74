"""A refusal that escapes a view becomes a calm page, or a message where the person came from."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from talkoot.kit.refusals import Refused


class RefusalPages:
    """Answers a `Refused`: after a post from a page of ours back there, else a page with status 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        back = _came_from(request)
        if request.method == "POST" and back and back != request.get_full_path():
            messages.error(request, str(exception))
            return HttpResponseRedirect(back)
        words = {"refusal": exception, "back": back}
        return render(request, "ui/refused.html", words, status=409)


def _came_from(request: HttpRequest) -> str:
    """The path of our own page that sent the visitor here; empty for any other or none."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not referer or not ours:
        return ""
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
