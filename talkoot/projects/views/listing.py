"""The list of projects."""

from django.http import HttpRequest, HttpResponse

from talkoot.ui import doors


@doors.kept
def projects(request: HttpRequest) -> HttpResponse:
    """All projects the visitor may see, filtered and paged, with a picture of their times."""
    return HttpResponse("")
