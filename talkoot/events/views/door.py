"""The pages of the day: the list to tick, where a ticket leads, and the code on the screen."""

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.events.forms.attendance import MarkForm, WalkInForm
from talkoot.events.models import Attendance, Event, Registration, Session
from talkoot.events.queries import check_in as query
from talkoot.events.queries import times
from talkoot.events.views.managing import context, run
from talkoot.ui.qr import qr

WORKER = Path(__file__).parents[1] / "static/events/door_worker.js"
STATES = dict(Registration.State.choices)


def session_of(event: Event, written: str | None) -> Session | None:
    """The session that an address or a form names; None for the whole event, 404 for others'."""
    if not written:
        return None
    if not written.isdecimal():
        raise Http404
    return get_object_or_404(Session, event=event, pk=int(written))


def door_of(event: Event, session: Session | None) -> str:
    """The address of the list."""
    address = reverse("events:check_in", args=[event.slug])
    return f"{address}?session={session.pk}" if session is not None else address


def door_page(
    request: HttpRequest, event: Event, session: Session | None, **more: Any
) -> HttpResponse:
    """The list with what stands around it."""
    text = request.GET.get("text", "").strip()
    everyone = request.GET.get("all") == "1"
    shown: dict[str, Any] = {
        "title": _("At the door"),
        "session": session,
        "sessions_of_event": event.sessions.all(),
        "rows": query.door_rows(event, session, text=text, everyone=everyone),
        "walk_ins": query.walk_ins(event, session),
        "present": query.present(event, session),
        "is_day": query.is_day_of(event),
        "text": text,
        "everyone": everyone,
        "states": STATES,
        "door_url": door_of(event, session),
        "walk_in": WalkInForm(),
        "ticket": MarkForm(),
        **more,
    }
    return render(
        request, "events/check_in/door.html", context(request, event, "manage_attendance", **shown)
    )


@never_cache
@require_safe
def check_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole list on one page, so that it is there when the connection is not."""
    event = run(request, slug)
    return door_page(request, event, session_of(event, request.GET.get("session")))


@never_cache
@require_safe
def worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that opens the list again without a connection. It stands below the list's own
    address, so that a browser lets it answer for this event's door and for nothing else."""
    run(request, slug)
    return HttpResponse(WORKER.read_text(), content_type="text/javascript; charset=utf-8")


@never_cache
@require_safe
def ticket(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Where a ticket leads when a phone's own camera reads it: to the arranger, the one button."""
    event = run(request, slug)
    row = query.registration_of_ticket(event, code)
    there = None
    if row is not None:
        there = Attendance.objects.live().filter(registration=row, session=None).first()
    shown = {
        "title": _("Ticket"),
        "row": row,
        "there": there,
        "at": there and times.clock(there.marked_at),
        "state": row and STATES.get(row.state),
        "has_place": row is not None and row.state == Registration.State.CONFIRMED,
        "key": uuid.uuid4(),
        "door_url": door_of(event, None),
    }
    return render(
        request,
        "events/check_in/ticket.html",
        context(request, event, "manage_attendance", **shown),
    )


@never_cache
@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """What is shown to the room: the address and the code of this minute."""
    event = run(request, slug)
    code = query.screen_code(event)
    address = settings.SITE_URL + reverse("events:here")
    label = _("The address of marking oneself present, with the code of this minute")
    shown = {
        "title": _("Code on the screen"),
        "code": f"{code[:3]} {code[3:]}" if code else "",
        "seconds": query.seconds_left(),
        "host": settings.SITE_URL.split("//", 1)[-1],
        "path": reverse("events:here"),
        "picture": qr(f"{address}{code}/", label) if code else "",
        "is_day": query.is_day_of(event),
        "present": query.present(event),
        "door_url": door_of(event, None),
    }
    return render(
        request,
        "events/check_in/screen.html",
        context(request, event, "manage_attendance", **shown),
    )
