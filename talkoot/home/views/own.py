"""A person's own page: what is theirs and what waits for them."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from talkoot.home.queries.own import own
from talkoot.people.models import Person
from talkoot.ui import panels
from talkoot.ui.context import door


@never_cache
def own_page(request: HttpRequest) -> HttpResponse:
    """My roles, my organisations, and what I should do next."""
    person = cast(Person, request.user)
    found = own(person)
    context = {
        "found": found,
        "panels": panels.drawn("home.own", request, person),
        "may_begin": bool(found.memberships) or person.is_staff,
        "person": person,
        "projects_url": door("projects:list"),
        "new_url": door("projects:new"),
        "new_organisation_url": door("organisations:new"),
        "data_url": door("people:own"),
        "expertise_url": door("organisations:own_expertise"),
        "sign_ins_url": door("people:sign_ins"),
    }
    return render(request, "home/own_page.html", context)
