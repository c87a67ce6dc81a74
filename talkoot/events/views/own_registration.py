"""One's own registration, by the personal link that was mailed: to see, change and give up."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.events import operations
from talkoot.events.forms.sign_up import OwnForm
from talkoot.events.models import Registration, Transition
from talkoot.events.operations.needs import needs_kept_until
from talkoot.events.queries import calendar, queue, times
from talkoot.events.queries.organisations import organisation_told
from talkoot.events.queries.own import everything_of, for_own_page
from talkoot.events.queries.rooms import Room, rooms_of
from talkoot.events.views import words
from talkoot.events.views.lines import Day
from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.ui import doors
from talkoot.ui.context import door

State = Registration.State
STATES: dict[str, Promise | str] = dict(State.choices)
CAUSES: dict[str, Promise | str] = dict(Transition.Cause.choices)
ROLES: dict[str, Promise | str] = dict(Registration.Role.choices)
P = ParamSpec("P")


def by_link(
    view: Callable[Concatenate[HttpRequest, Registration, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page behind the personal link: whoever holds the link is let in, and nobody may keep the
    page, list it or learn its address from where one goes next.

    The link itself is what a form's check would ask for: nobody who does not know it can send one.
    """

    @wraps(view)
    def found(
        request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        row = get_object_or_404(for_own_page(Registration.objects.with_link(token)))
        response = view(request, row, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return doors.public(csrf_exempt(never_cache(found)))


def _me(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _here(request: HttpRequest) -> str:
    """The registration's own page, from any page below it."""
    match = request.resolver_match
    return reverse("events:own", args=[match.kwargs["token"] if match else ""])


@by_link
@require_http_methods(["GET", "HEAD"])
def own(request: HttpRequest, row: Registration) -> HttpResponse:
    """Everything about one's own registration, and what one can do with it."""
    event = row.event
    standing = queue.standing(row) if row.state in (State.WAITING, State.OFFERED) else None
    is_live = row.state in Registration.LIVE
    is_over = event.is_over
    rooms = [room for room in rooms_of(event) if room.mode != row.pool.mode]
    others = [
        (room.mode, words.MODES[room.mode], words.room(room), _may_move(row, room))
        for room in rooms
    ]
    context = {
        "row": row,
        "event": event,
        "state": row.state,
        "standing": standing,
        "steps": [
            (step, CAUSES.get(step.cause, step.cause), STATES.get(step.after, ""))
            for step in queue.moves(row)
        ],
        "mode": words.MODES.get(row.pool.mode),
        "role": ROLES.get(row.role),
        "party": list(row.party.all()),
        "sessions": [place for place in row.session_places.all() if place.pool.session],
        "needs": list(row.needs.all()),
        "others": others if is_live and not is_over and event.cancelled_at is None else [],
        "expires": row.offer_expires_at and times.moment(row.offer_expires_at),
        "link": event.remote_link
        if row.state == State.CONFIRMED and row.pool.mode == "remote" and not is_over
        else "",
        "certificate": row.certificates.filter(revoked_at=None).exclude(name="").first(),
        "is_live": is_live,
        "may_change": is_live and not is_over,
        "is_over": is_over,
        "base": _here(request),
        "event_url": reverse("events:page", args=[event.slug]),
        "register_url": reverse("events:register", args=[event.slug]),
        "list_url": door("events:list"),
        "day": Day(*words.day_block(event)),
        "when": times.when(event),
        "where": words.where(event),
        "zone": words.ZONE,
    }
    return render(request, "events/own.html", context)


def _may_move(row: Registration, room: Room) -> bool:
    """Who has a place moves only to a free one; who waits may join the other queue too."""
    return room.gives_place or (room.takes_to_queue and not row.holds_place)


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(_here(request))


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect(_here(request))


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, row: Registration) -> HttpResponse:
    """Changes what one told of oneself."""
    form = OwnForm(request.POST or None, registration=row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.edit_own(
                registration=row,
                by=_me(request),
                name=said["name"],
                needs=form.needs(),
                wants_news=said["wants_news"],
                **organisation_told(said["organisation"]),
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return _done(request, _("Your changes were saved."))
    context = {
        "form": form,
        "event": row.event,
        "back": _here(request),
        "needs_until": needs_kept_until(row.event),
    }
    return render(request, "events/own_edit.html", context)


@by_link
@require_POST
def change_mode(request: HttpRequest, row: Registration) -> HttpResponse:
    """Moves to the other way of taking part."""
    try:
        outcome = operations.change_mode(
            registration=row, mode=request.POST.get("mode", ""), by=_me(request)
        )
    except Refused as refused:
        return _refused(request, refused)
    if outcome.state == State.CONFIRMED:
        return _done(request, _("You have a place in the other way of taking part."))
    return _done(
        request,
        _("You are now number {place} in the other queue.").format(place=outcome.place_in_queue),
    )


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, row: Registration) -> HttpResponse:
    """Gives up the place or leaves the queue, once it was asked whether that is meant."""
    party = [one for one in row.party.all() if one.state in Registration.LIVE]
    if request.method == "POST":
        try:
            operations.cancel(
                registration=row, by=_me(request), whole_party="whole_party" in request.POST
            )
        except Refused as refused:
            return _refused(request, refused)
        return _done(request, _("Your registration was cancelled. Thank you for telling."))
    if row.state not in Registration.LIVE:
        return redirect(_here(request))
    context = {
        "event": row.event,
        "state": row.state,
        "party": party,
        "back": _here(request),
        "when": times.when(row.event),
    }
    return render(request, "events/own_cancel.html", context)


@by_link
@require_POST
def accept_offer(request: HttpRequest, row: Registration) -> HttpResponse:
    """Takes the place that is offered."""
    try:
        operations.accept_offer(registration=row, by=_me(request))
    except Refused as refused:
        return _refused(request, refused)
    return _done(request, _("The place is yours. Welcome!"))


@by_link
@require_POST
def decline_offer(request: HttpRequest, row: Registration) -> HttpResponse:
    """Lets the offered place go to the next in the queue."""
    try:
        operations.decline_offer(registration=row, by=_me(request))
    except Refused as refused:
        return _refused(request, refused)
    return _done(request, _("The place goes to the next in the queue. Thank you for telling."))


@by_link
@require_http_methods(["GET", "HEAD"])
def own_calendar(_request: HttpRequest, row: Registration) -> HttpResponse:
    """The own calendar entry, as it was mailed."""
    if row.event.starts_at is None or row.state != State.CONFIRMED:
        raise Http404
    part = calendar.invitation(row, "REQUEST")
    response = HttpResponse(part, content_type="text/calendar; charset=utf-8; method=REQUEST")
    response["Content-Disposition"] = f'attachment; filename="{row.event.slug}.ics"'
    return response


@by_link
@require_http_methods(["GET", "HEAD"])
def own_data(_request: HttpRequest, row: Registration) -> HttpResponse:
    """All that is kept of the registration, as JSON."""
    response = JsonResponse(
        everything_of(row), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="{row.event.slug}.json"'
    return response
