"""Series of events: their list and public page, and the pages on which one is arranged."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.events import operations
from talkoot.events.forms.managing import organisations_of, projects_of
from talkoot.events.forms.series import EditSeriesForm, NewSeriesForm, series_initial
from talkoot.events.models import Event, HostTurn, Series
from talkoot.events.queries import listing
from talkoot.events.queries.proposing import missing_turns, year_to_propose
from talkoot.events.queries.series import listed, series_visible_to
from talkoot.events.queries.turns import Fairness, fairness_of, turns_of
from talkoot.events.views import words
from talkoot.events.views.lines import lines_of
from talkoot.events.views.series_shared import (
    happened,
    names_of,
    series_languages,
    series_run,
    shown,
)
from talkoot.history.models import Entry
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.ui import doors
from talkoot.ui.context import door
from talkoot.ui.pictures import BarRow

AT_A_TIME = 20
LAST_ENTRIES = 8


@doors.kept
def everything(request: HttpRequest) -> HttpResponse:
    """Every series that one may see, the one with the latest event first."""
    rows = listed(series_visible_to(request.user))
    page = Paginator(rows, AT_A_TIME).get_page(request.GET.get("page"))
    context = {
        "rows": [(row, words.SERIES_KINDS.get(row.kind, "")) for row in page],
        "page_obj": page,
        "list_url": door("events:list"),
        "may_begin": request.user.is_authenticated and _may_begin(request),
    }
    return render(request, "events/series/list.html", context)


def _may_begin(request: HttpRequest) -> bool:
    person = signed_in(request.user)
    return projects_of(person).exists() or organisations_of(person).exists()


@doors.kept
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A series: what it is, its coming and past events, who hosts when and how evenly it has gone."""
    rows = series_visible_to(request.user).select_related("project", "organisation")
    series = get_object_or_404(rows, slug=slug)
    found = Event.objects.visible_to(request.user).filter(series=series)
    coming = list(listing.shown(listing.at_time(found, "")))
    past = listing.shown(listing.at_time(found, "past"))
    page_obj = Paginator(past, AT_A_TIME).get_page(request.GET.get("page"))
    turns = list(turns_of(series)) if series.rotates else []
    seen = {row.pk: row.slug for row in found} if turns else {}
    fairness = fairness_of(turns)
    context = {
        "series": series,
        "kind": words.SERIES_KINDS.get(series.kind, ""),
        "coming": lines_of(coming),
        "has_ended": _has_ended(series) and not coming,
        "past": lines_of(page_obj.object_list),
        "page_obj": page_obj,
        "turns": [(shown(turn), seen.get(_meeting(turn), "")) for turn in turns],
        "fairness": fairness if fairness.held else None,
        "bars": bars_of(fairness),
        "mine": _mine(request, series),
        "takes_part": HostTurn.objects.run_by(request.user).filter(series=series).exists(),
        "runs": request.user.is_authenticated
        and Series.objects.run_by(request.user).filter(pk=series.pk).exists(),
        "list_url": door("events:list"),
        "projects_url": door("projects:list"),
        "organisations_url": door("organisations:list"),
    }
    return render(request, "events/series/page.html", context)


def _has_ended(series: Series) -> bool:
    """Whether the series' project is over, so that nothing more of it is to be promised."""
    project = series.project
    return project is not None and (project.archived_at is not None or project.period.has_ended())


def _meeting(turn: HostTurn) -> int:
    event: Event | None = getattr(turn, "event", None)
    return event.pk if event is not None else 0


def _mine(request: HttpRequest, series: Series) -> list[HostTurn]:
    """The open turns that the person takes care of."""
    if not series.rotates or not request.user.is_authenticated:
        return []
    mine = HostTurn.objects.run_by(request.user).filter(series=series, state__in=_OPEN)
    return list(mine.select_related("host", "area")[:3])


_OPEN = (HostTurn.State.PLANNED, HostTurn.State.ACCEPTED)


def bars_of(fairness: Fairness) -> list[BarRow]:
    """How many turns each has held, as a picture."""
    return [BarRow(str(names_of(share.host)), share.held, good=False) for share in fairness.shares]


def new(request: HttpRequest) -> HttpResponse:
    """Begins a series."""
    person = signed_in(request.user)
    form = NewSeriesForm(request.POST or None, person=person, initial={"kind": "meetings"})
    made: list[Series] = []
    if request.method == "POST" and saved(
        form, lambda: made.append(operations.create_series(by=person, **form.values()))
    ):
        said = _("The series is here. Add its first event.")
        if made[0].rotates:
            said = _("The series is here. Add its turns.")
        messages.success(request, said)
        return redirect("events:series_manage", made[0].slug)
    words_of = {"form": form, "may": _may_begin(request)}
    return render(request, "events/series/new.html", words_of)


@require_safe
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """The turns in their order with what each waits for, how evenly they have gone, what happened."""
    series = series_run(request, slug)
    turns = list(turns_of(series))
    fairness = fairness_of(turns)
    year = year_to_propose(series) if series.rotates else None
    context = {
        "series": series,
        "turns": [shown(turn) for turn in turns],
        "fairness": fairness if turns else None,
        "bars": bars_of(fairness),
        "year": year,
        "missing": missing_turns(series, year) if year else 0,
        "events": Event.objects.run_by(request.user).filter(series=series).count(),
        "entries": happened(Entry.objects.of(series)[:LAST_ENTRIES]),
    }
    return render(request, "events/series/manage.html", context)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """What the series says of itself, and how its hosts take turns."""
    series = series_run(request, slug)
    seen = seen_now(series)
    form = EditSeriesForm(
        request.POST or None,
        initial=series_initial(series),
        seen=seen,
        languages=series_languages(series),
    )

    def save() -> object:
        by, given = signed_in(request.user), form.cleaned_data["seen"]
        return operations.edit_series(series=series, by=by, seen=given, **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The series was saved."))
        return redirect("events:series_manage", series.slug)
    series = series_run(request, slug)
    context = {
        "series": series,
        "form": form,
        "title": _("Facts of the series"),
        "meanwhile": meet(form, series, series),
        "submit": _("Save"),
    }
    return render(request, "events/series/form.html", context)
