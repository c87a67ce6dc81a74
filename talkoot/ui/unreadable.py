"""Addresses with the one character that no text of the database may hold are refused at the first door."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class NullRefused:
    """Answers 400 to a path or a query with a null in it, so that no page need think of it. What is
    posted is read by forms, which refuse it in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("400")
        return self.get_response(request)
