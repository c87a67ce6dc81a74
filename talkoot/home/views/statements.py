"""The pages that are the same for everyone: accessibility, privacy, and whether the service is well."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from talkoot.ui import doors


@doors.kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, written in each language by itself."""
    return _statement(request, "accessibility")


@doors.kept
def privacy(request: HttpRequest) -> HttpResponse:
    """What is known of people and why, written in each language by itself."""
    return _statement(request, "privacy")


@never_cache
@doors.public
def well(request: HttpRequest) -> HttpResponse:
    """One word for those who watch the service: 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database does not answer", "text/plain", 503)
    return HttpResponse("well", "text/plain")


def _statement(request: HttpRequest, name: str) -> HttpResponse:
    language = get_language() or "fi"
    context = {
        "keeper_name": settings.KEEPER_NAME,
        "keeper_email": settings.KEEPER_EMAIL,
        "demo": settings.DEMO,
    }
    return render(request, f"home/{name}_{language}.html", context)
