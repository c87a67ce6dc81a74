"""Links that let somebody in, and the pages of errors that stand in their place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from talkoot.kit import logs


class QuietErrors:
    """The page of an error under a link that logs hide asks for its looks without telling the link:
    a proxy that lists what was asked lists where it was asked from, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400 and logs.hidden(request.path) != request.path:
            response["Referrer-Policy"] = "no-referrer"
        return response
