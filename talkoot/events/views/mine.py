"""The events that one has signed up for, for whoever is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.events.models import Event, Registration
from talkoot.events.operations import registrations
from talkoot.events.queries import queue, times
from talkoot.events.queries.own import signed_up
from talkoot.events.views import words
from talkoot.events.views.lines import Day
from talkoot.people.models import Person, hash_of, signed_in
from talkoot.ui.context import door

ROWS_A_PAGE = 20
ON_OWN_PAGE = 5
PAST_ON_OWN_PAGE = 3
LOOKS = {"confirmed": "good", "offered": "warm", "waiting": "blue"}


@dataclass(frozen=True)
class OwnLine:
    """One registration as a list shows it; the addresses are empty where there is nothing to open."""

    event: Event
    day: Day
    when: str
    where: str
    tag: words.Tag
    own: str
    certificate: str


def lines_of(rows: Iterable[Registration], *, is_past: bool) -> list[OwnLine]:
    """The registrations as lines, in their order."""
    return [_line(row, is_past=is_past) for row in rows]


def _line(row: Any, *, is_past: bool) -> OwnLine:
    # `Any`: the query has told of each whether the person was there and has a certificate.
    event = row.event
    token = registrations.token_for(row)
    # After the installation's key was changed the link comes with the next letter.
    opens = row.token_hash == hash_of(token)
    return OwnLine(
        event=event,
        day=Day(*words.day_block(event)),
        when=times.when(event),
        where=words.where(event),
        tag=_past_tag(row) if is_past else _coming_tag(row),
        own=reverse("events:own", args=[token]) if opens else "",
        certificate=reverse("events:own_certificate", args=[token])
        if opens and row.has_certificate
        else "",
    )


def _coming_tag(row: Registration) -> words.Tag:
    look = LOOKS.get(row.state, "")
    if row.state == Registration.State.CONFIRMED:
        return _("You have a place"), look
    if row.state == Registration.State.OFFERED and row.holds_place:
        return _("A place is kept for you"), look
    place = queue.place_in_queue(row)
    return _("You are number {place} in the queue").format(place=place), look


def _past_tag(row: Any) -> words.Tag:
    if row.event.cancelled_at is not None:
        return _("Cancelled"), "bad"
    if row.was_there:
        return _("You were there"), "good"
    if row.state == Registration.State.CONFIRMED:
        return _("You had a place"), ""
    return _("You were not there"), ""


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All of them: the coming ones, and on the other tab the past."""
    is_past = request.GET.get("past") == "1"
    rows = signed_up(signed_in(request.user), is_past=is_past)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "lines": lines_of(page.object_list, is_past=is_past),
        "page_obj": page,
        "is_past": is_past,
        "list_url": door("events:list"),
    }
    return render(request, "events/mine.html", shown)


def on_own_page(request: HttpRequest, person: Person) -> SafeString | None:
    """The soonest of them and the latest that were; nothing where one has signed up for none."""
    coming = list(signed_up(person, is_past=False)[:ON_OWN_PAGE])
    past = list(signed_up(person, is_past=True)[:PAST_ON_OWN_PAGE])
    if not coming and not past:
        return None
    shown = {
        "coming": lines_of(coming, is_past=False),
        "past": lines_of(past, is_past=True),
        "all_url": door("events:mine"),
        "list_url": door("events:list"),
    }
    return render_to_string("events/on_own_page.html", shown, request=request)
