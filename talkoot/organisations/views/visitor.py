"""Who is signed in, and what of the network they may work on."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from talkoot.organisations.models import Organisation
from talkoot.people.models import Person


def me(request: HttpRequest) -> Person:
    """Whoever is signed in; the doors of these views let nobody else in."""
    return cast(Person, request.user)


def run_by_me(request: HttpRequest, slug: str) -> Organisation:
    """The organisation, if the visitor may change it; otherwise it is not found."""
    rows = Organisation.objects.run_by(request.user).select_related("parent")
    return get_object_or_404(rows, slug=slug)
