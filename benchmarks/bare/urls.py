"""One door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from benchmarks.bare.models import Project


def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One query, one small template."""
    return render(request, "project.html", {"project": get_object_or_404(Project, slug=slug)})


urlpatterns = [path("fi/projects/<slug:slug>/", project)]
