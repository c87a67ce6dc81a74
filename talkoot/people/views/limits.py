"""What is said to somebody who asks for too much in a short time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many(request: HttpRequest) -> HttpResponse:
    """A calm page instead of a bare number; allauth asks for it by the name `handler429`."""
    return render(request, "people/too_many.html", status=429)
