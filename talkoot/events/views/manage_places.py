"""Places, the queue, and sessions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.events import operations
from talkoot.events.forms.signing_up_rules import PlacesForm, SessionForm
from talkoot.events.models import Event, Pool, Session
from talkoot.events.operations.event_refusals import PlacesThere
from talkoot.events.operations.places_of_event import Places
from talkoot.events.queries import managing as queries
from talkoot.events.views.managing import context, do, form_page, languages_of, meet, part, run
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved, seen_now


@require_safe
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """Every way of taking part in numbers, and the queue in its order."""
    event = run(request, slug)
    states = queries.pool_states(event)
    queue = queries.participants(event, state="waiting")
    offered = queries.participants(event, state="offered")
    words = context(request, event, "manage_places", pools=states)
    words |= {"queue": queue[:200], "offered": offered[:200], "left": _modes_left(event)}
    return render(request, "events/manage/places.html", words)


def _modes_left(event: Event) -> list[str]:
    there = set(event.pools.filter(session=None).values_list("mode", flat=True))
    return [mode for mode in Pool.Mode.values if mode not in there]


def new_places(request: HttpRequest, slug: str) -> HttpResponse:
    """Places by a way of taking part that the event does not have yet; `?session=` of a session."""
    event = run(request, slug)
    number = request.GET.get("session", "")
    session: Session | None = None
    modes = _modes_left(event)
    if number.isdecimal():
        session = part(event, Session.objects, int(number))
        there = set(session.pools.values_list("mode", flat=True))
        modes = [mode for mode in Pool.Mode.values if mode not in there]
    if request.method == "POST" and not modes:
        # The form of the last way, sent twice.
        messages.error(request, str(PlacesThere()))
        return redirect("events:manage_places", event.slug)
    form = PlacesForm(request.POST or None, modes=modes)
    if session is not None:
        for name in ("queue", "offer_hours", "cut_off_at"):
            del form.fields[name]

    def save() -> object:
        return operations.add_places(
            event=event, asked=Places(**form.values()), session=session, by=signed_in(request.user)
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The places were added."))
        return redirect("events:manage_places", event.slug)
    title = (
        _("Add places") if session is None else _("Places of %(session)s") % {"session": session}
    )
    return form_page(request, event, "manage_places", form, title=title)


def edit_places(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The limit and how the queue moves on."""
    event = run(request, slug)
    pool: Pool = part(event, Pool.objects.select_related("event", "session"), number)
    form = PlacesForm(request.POST or None, pool=pool)

    def save() -> object:
        return operations.edit_places(pool=pool, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved. Places that became free went to the queue."))
        return redirect("events:manage_places", event.slug)
    words = {"title": str(pool.session or pool.get_mode_display()).capitalize()}
    if not pool.registrations.exists() and not pool.session_places.exists():
        words["remove_url"] = reverse("events:manage_places_remove", args=[event.slug, pool.pk])
        words["remove_words"] = _("Remove these places…")
    return form_page(request, event, "manage_places", form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_places(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first."""
    event = run(request, slug)
    pool: Pool = part(event, Pool.objects.select_related("event"), number)
    back = reverse("events:manage_places", args=[event.slug])
    if request.method == "POST":
        return do(
            request,
            lambda: operations.remove_places(pool=pool, by=signed_in(request.user)),
            _("The places were removed."),
            back,
        )
    words = {
        "title": _("Remove the places?"),
        "what_happens": _("Nobody can take part in the event in this way any more."),
        "look": "danger",
        "button": _("Remove"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)


@require_safe
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of the event in their order."""
    event = run(request, slug)
    rows = event.sessions.prefetch_related("pools")
    return render(
        request,
        "events/manage/sessions.html",
        context(request, event, "manage_sessions", rows=rows),
    )


def new_session(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a part of the event."""
    event = run(request, slug)
    initial = {"starts_at": event.starts_at, "ends_at": event.ends_at, "place": event.place}
    form = SessionForm(request.POST or None, initial=initial, languages=languages_of(event))

    def save() -> object:
        return operations.add_session(event=event, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The session was added."))
        return redirect("events:manage_sessions", event.slug)
    return form_page(request, event, "manage_sessions", form, title=_("Add a session"))


def edit_session(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Changes a part of the event."""
    event = run(request, slug)
    seen = seen_now(event)
    row: Session = part(event, Session.objects.select_related("event"), number)
    names = ("titles", "starts_at", "ends_at", "place", "descriptions")
    initial = {name: getattr(row, name) for name in names}
    form = SessionForm(
        request.POST or None, initial=initial, seen=seen, languages=languages_of(event)
    )

    def save() -> object:
        return operations.edit_session(
            session=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The session was saved."))
        return redirect("events:manage_sessions", event.slug)
    return form_page(
        request,
        event,
        "manage_sessions",
        form,
        title=str(row),
        meanwhile=meet(form, event, row),
        remove_url=reverse("events:manage_session_remove", args=[event.slug, row.pk]),
        remove_words=_("Remove the session…"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove_session(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first; a session that somebody has chosen stays."""
    event = run(request, slug)
    row: Session = part(event, Session.objects.select_related("event"), number)
    back = reverse("events:manage_sessions", args=[event.slug])
    if request.method == "POST":
        return do(
            request,
            lambda: operations.remove_session(session=row, by=signed_in(request.user)),
            _("The session was removed."),
            back,
        )
    words = {
        "title": _("Remove the session?"),
        "what_happens": str(row),
        "look": "danger",
        "button": _("Remove"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)
