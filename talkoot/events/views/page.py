"""The public page of an event."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from talkoot.events.models import Event
from talkoot.events.queries import times
from talkoot.events.queries.by_address import page_of
from talkoot.events.queries.page import parts_of
from talkoot.events.queries.rooms import SignUp
from talkoot.events.views import words
from talkoot.events.views.lines import Day
from talkoot.terms.models import Programme
from talkoot.ui import doors, panels
from talkoot.ui.context import door

EMBLEMS: dict[str, Promise | str] = dict(Programme.Emblem.choices)


@doors.kept
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that anyone may know of one event; places left are true to the second."""
    try:
        row = page_of(request.user, slug)
    except Event.DoesNotExist as missing:
        raise Http404 from missing
    parts = parts_of(row)
    context = {
        "event": row,
        "parts": parts,
        "day": Day(*words.day_block(row)),
        "kind": words.KINDS.get(row.kind, ""),
        "when": times.when(row),
        "where": words.where(row),
        "zone": words.ZONE,
        "spoken": words.spoken(row),
        "label": words.places(row),
        "rooms": [(words.MODES.get(room.mode), room, words.room(room)) for room in parts.rooms],
        "sessions": [
            (
                part.session,
                f"{times.clock(part.session.starts_at)}–{times.clock(part.session.ends_at)}",
                times.day(part.session.starts_at),
                [(words.MODES.get(room.mode), words.room(room)) for room in part.rooms],
            )
            for part in parts.sessions
        ],
        "opens": row.registration_opens_at and times.moment(row.registration_opens_at),
        "closes": row.registration_closes_at and times.moment(row.registration_closes_at),
        "is_open": parts.sign_up == SignUp.OPEN,
        "gives_place": any(room.gives_place for room in parts.rooms),
        "takes_to_queue": any(room.takes_to_queue for room in parts.rooms),
        "is_over": row.is_over,
        "emblem": _emblem(parts.emblem),
        "list_url": door("events:list"),
        "projects_url": door("projects:list"),
        "organisations_url": door("organisations:list"),
        "manage_url": _manage_url(request, row),
        "panels": panels.drawn("events.page", request, row),
    }
    return render(request, "events/page.html", context)


def _emblem(code: str) -> Promise | str:
    return "" if code in ("", Programme.Emblem.NONE) else EMBLEMS.get(code, "")


def _manage_url(request: HttpRequest, row: Event) -> str:
    """Where the event is arranged; empty for everyone else."""
    if not request.user.is_authenticated:
        return ""
    if not Event.objects.run_by(request.user).filter(pk=row.pk).exists():
        return ""
    return reverse("events:manage", args=[row.slug])
