"""What is done at the door: marking, taking back, walk-ins, and opening the code on the screen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.events import operations
from talkoot.events.forms.attendance import MarkForm, WalkInForm
from talkoot.events.models import Attendance, Event, Registration, Session
from talkoot.events.operations.attendance import Marked
from talkoot.events.operations.attendance_refusals import NameMissing, TicketUnknown
from talkoot.events.queries import check_in as query
from talkoot.events.queries import times
from talkoot.events.queries.organisations import organisation_told
from talkoot.events.views.door import door_of, door_page, session_of
from talkoot.events.views.managing import do, run
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in


@require_POST
def mark(request: HttpRequest, slug: str) -> HttpResponse:
    """Marks one, by the list or by the ticket. The page's script asks for JSON, a form for a page."""
    event = run(request, slug)
    session = session_of(event, request.POST.get("session"))
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    said = form.cleaned_data

    def call() -> Marked:
        if said["registration"]:
            rows = Registration.objects.select_related("event", "pool", "person")
            row = get_object_or_404(rows, event=event, pk=said["registration"])
            how, anyway = Attendance.How.LIST, True
            if said["ticket"]:
                how, anyway = Attendance.How.QR, False
        else:
            found = query.registration_of_ticket(event, said["ticket"])
            if found is None:
                raise TicketUnknown
            row, how, anyway = found, Attendance.How.QR, False
        return operations.mark(
            event=event,
            how=how,
            by=signed_in(request.user),
            registration=row,
            session=session,
            mark_key=said["key"],
            anyway=anyway,
        )

    return _answer(request, event, session, call)


@require_POST
def unmark(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes a mark back, of a registration or a walk-in's own; where there is none, nothing."""
    event = run(request, slug)
    session = session_of(event, request.POST.get("session"))
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    said = form.cleaned_data
    live = Attendance.objects.live().filter(event=event).select_related("event", "registration")
    if said["registration"]:
        live = live.filter(registration=said["registration"], session=session)
    else:
        live = live.filter(pk=said["mark"] or 0)
    row = live.first()

    def call() -> None:
        if row is not None:
            operations.withdraw_mark(attendance=row, by=signed_in(request.user))

    return _answer(request, event, session, call)


@require_POST
def walk_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Marks somebody who came without signing up, or so many without a name."""
    event = run(request, slug)
    session = session_of(event, request.POST.get("session"))
    form = WalkInForm(request.POST)
    if not form.is_valid():
        if _wants_json(request):
            return _refused(NameMissing())
        return door_page(request, event, session, walk_in=form)
    said = form.cleaned_data
    given = {
        "event": event,
        "by": signed_in(request.user),
        "session": session,
        "mark_key": said["key"],
        **organisation_told(said["organisation"]),
    }

    def call() -> object:
        if said["name"]:
            return operations.mark(how=Attendance.How.LIST, name=said["name"], **given)
        return operations.mark_heads(number=said["number"] or 1, **given)

    return _answer(request, event, session, call)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _refused(refused: Refused) -> JsonResponse:
    return JsonResponse({"refused": str(refused)}, status=409)


def _answer(
    request: HttpRequest, event: Event, session: Session | None, call: Callable[[], object]
) -> HttpResponse:
    try:
        result = call()
    except Refused as refused:
        if _wants_json(request):
            return _refused(refused)
        messages.error(request, str(refused))
        return redirect(door_of(event, session))
    row = result.attendance if isinstance(result, Marked) else None
    if _wants_json(request):
        now = query.present(event, session)
        told: dict[str, Any] = {"expected": now.expected, "here": now.here}
        if isinstance(result, Marked) and row is not None:
            told |= {
                "registration": row.registration_id,
                "mark": row.pk,
                "name": row.registration.name if row.registration else row.name,
                "new": result.is_new,
                "at": times.clock(row.marked_at),
            }
        return JsonResponse(told)
    back = door_of(event, session)
    if row is not None and row.registration_id is not None:
        if request.POST.get("ticket") and row.registration is not None:
            messages.success(
                request, _("{name} is marked present.").format(name=row.registration.name)
            )
        return redirect(f"{back}#r{row.registration_id}")
    return redirect(back)


@require_POST
def open_screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Begins it."""
    event = run(request, slug)
    back = reverse("events:check_in_screen", args=[event.slug])
    return do(
        request,
        lambda: operations.open_check_in(event=event, by=signed_in(request.user)),
        _("People can now mark themselves present."),
        back,
    )


@require_POST
def close_screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends it."""
    event = run(request, slug)
    back = reverse("events:check_in_screen", args=[event.slug])
    return do(
        request,
        lambda: operations.close_check_in(event=event, by=signed_in(request.user)),
        _("Nobody can mark themselves present any more."),
        back,
    )
