"""A page with one query, and a sign-up: one form, one conditional update, one insert."""

from django import forms
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from benchmarks.bare.models import Event, Project, SignUp


class SignUpForm(forms.Form):
    """What a bare sign-up asks."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField()
    role = forms.CharField(max_length=20, widget=forms.HiddenInput, initial="participant")


def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One query, one small template."""
    return render(request, "project.html", {"project": get_object_or_404(Project, slug=slug)})


def event(request: HttpRequest, slug: str) -> HttpResponse:
    """The event's page: one query."""
    return render(request, "event.html", {"event": get_object_or_404(Event, slug=slug)})


def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; when sent, one conditional update and one insert."""
    found = get_object_or_404(Event, slug=slug)
    form = SignUpForm(request.POST or None)
    full = False
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            places = Event.objects.filter(pk=found.pk, held__lt=F("capacity"))
            full = not places.update(held=F("held") + 1)
            if not full:
                SignUp.objects.create(event=found, **form.cleaned_data)
        if not full:
            return redirect(f"/fi/events/{slug}/registered/")
    return render(request, "register.html", {"event": found, "form": form, "full": full})


def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer: one query."""
    return render(request, "registered.html", {"event": get_object_or_404(Event, slug=slug)})


urlpatterns = [
    path("fi/projects/<slug:slug>/", project),
    path("fi/events/<slug:slug>/", event),
    path("fi/events/<slug:slug>/register/", register),
    path("fi/events/<slug:slug>/registered/", registered),
]
