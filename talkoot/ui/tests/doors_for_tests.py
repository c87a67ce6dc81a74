"""Doors that only tests have: pages that are kept, counted, refused."""

import threading
from importlib import import_module

from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused
from talkoot.ui import doors


class CupboardFull(Refused):
    """A refusal with words to fill in."""

    sentence = _("This cannot be done now.")
    next_step = "Take {thing} out first."


class Rendered:
    """How many times the pages below were rendered, and a gate that holds a rendering back."""

    times = 0
    gate = threading.Event()


Rendered.gate.set()


@doors.kept
def counted(request: HttpRequest) -> HttpResponse:
    """A kept page that says how many times it was rendered."""
    Rendered.times += 1
    mine = Rendered.times
    Rendered.gate.wait(60)
    return HttpResponse(f"<p>{request.GET.get('q', '')} {mine}</p>" + "x" * 500)


@doors.kept
def with_cookie(request: HttpRequest) -> HttpResponse:
    """A kept view whose answer sets a cookie, so that it is not kept after all."""
    Rendered.times += 1
    response = HttpResponse(f"{Rendered.times}")
    response.set_cookie("seen", "1")
    return response


@doors.public
def not_kept(request: HttpRequest) -> HttpResponse:
    """A public page that is rendered anew each time."""
    Rendered.times += 1
    return HttpResponse(f"{Rendered.times}")


@doors.public
def refusing(request: HttpRequest) -> HttpResponse:
    """A view whose operation says no."""
    raise CupboardFull(thing="the flour")


@doors.public
def plain(request: HttpRequest) -> HttpResponse:
    """An empty page of ours, which shows messages."""
    if request.GET.get("say"):
        messages.success(request, request.GET["say"])
    return render(request, "base.html")


@doors.kept
def language(request: HttpRequest) -> HttpResponse:
    """A kept page that says the language it is in."""
    return HttpResponse(get_language())


urlpatterns = [
    *i18n_patterns(path("kept/", language)),
    path("en/counted/", counted),
    path("en/with-cookie/", with_cookie),
    path("en/not-kept/", not_kept),
    path("en/refusing/", refusing),
    path("en/plain/", plain),
    *import_module(
        "talkoot.urls"
    ).urlpatterns,  # named, not imported: the doors stand above the looks
]
