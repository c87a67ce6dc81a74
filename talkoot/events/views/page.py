"""The public pages of an event and of a series."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from talkoot.events.models import Event, HostTurn, Series
from talkoot.events.queries import listing
from talkoot.events.queries.page import for_page, parts_of
from talkoot.events.queries.rooms import SignUp
from talkoot.events.queries.series import public_series, turns_of
from talkoot.events.views import words
from talkoot.events.views.lines import Day, lines_of
from talkoot.terms.models import Programme
from talkoot.ui import doors, panels
from talkoot.ui.context import door

EMBLEMS: dict[str, Promise | str] = dict(Programme.Emblem.choices)
TURN_STATES: dict[str, Promise | str] = dict(HostTurn.State.choices)
TURN_LOOKS = {"done": "good", "accepted": "blue", "passed": "warm", "planned": ""}
AT_A_TIME = 20


@doors.kept
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that anyone may know of one event; places left are true to the second."""
    row = get_object_or_404(for_page(Event.objects.visible_to(request.user)), slug=slug)
    parts = parts_of(row)
    context = {
        "event": row,
        "parts": parts,
        "day": Day(*words.day_block(row)),
        "kind": words.KINDS.get(row.kind, ""),
        "when": words.when(row),
        "where": words.where(row),
        "zone": words.ZONE,
        "spoken": words.spoken(row),
        "label": words.places(row),
        "rooms": [(words.MODES.get(room.mode), room, words.room(room)) for room in parts.rooms],
        "sessions": [
            (
                part.session,
                f"{words.clock(part.session.starts_at)}–{words.clock(part.session.ends_at)}",
                words.day(part.session.starts_at),
                [(words.MODES.get(room.mode), words.room(room)) for room in part.rooms],
            )
            for part in parts.sessions
        ],
        "opens": row.registration_opens_at and words.moment(row.registration_opens_at),
        "closes": row.registration_closes_at and words.moment(row.registration_closes_at),
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
    try:
        return reverse("events:manage", args=[row.slug])
    except NoReverseMatch:
        return ""


@doors.kept
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """A series: what it is, its coming and past events, and who hosts when."""
    rows = Series.objects.select_related("project", "organisation")
    row = get_object_or_404(rows, slug=slug)
    if not _may_see(request, row):
        raise Http404
    found = Event.objects.visible_to(request.user).filter(series=row)
    coming = listing.shown(listing.at_time(found, ""))
    past = listing.shown(listing.at_time(found, "past"))
    page = Paginator(past, AT_A_TIME).get_page(request.GET.get("page"))
    context = {
        "series": row,
        "kind": words.SERIES_KINDS.get(row.kind, ""),
        "coming": lines_of(coming),
        "past": lines_of(page.object_list),
        "page_obj": page,
        "turns": [
            (turn, TURN_STATES.get(turn.state), TURN_LOOKS.get(turn.state, ""))
            for turn in (turns_of(row) if row.rotates else [])
        ],
        "list_url": door("events:list"),
        "projects_url": door("projects:list"),
        "organisations_url": door("organisations:list"),
    }
    return render(request, "events/series.html", context)


def _may_see(request: HttpRequest, row: Series) -> bool:
    """Anyone, once one of its events is public; before that those who see one of its drafts."""
    if public_series().filter(pk=row.pk).exists():
        return True
    return Event.objects.visible_to(request.user).filter(series=row).exists()
