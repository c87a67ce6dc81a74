"""A project's public page."""

from django.http import HttpRequest, HttpResponse

from talkoot.ui import doors


@doors.kept
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that anyone may know of one project."""
    return HttpResponse("")
