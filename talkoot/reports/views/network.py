"""The work of all projects together: reached by area, programme and year, promised and happened."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from talkoot.kit.languages import Text
from talkoot.measures.measure import Measure, Words
from talkoot.people.models import Person
from talkoot.reports.forms.network import NetworkForm
from talkoot.reports.models import Keeping
from talkoot.reports.operations import keeping as operations
from talkoot.reports.queries import dashboard
from talkoot.reports.queries.dashboard import Key, Reach, Shown, Table, Tables, Wanted
from talkoot.reports.queries.suppression import LEAST, is_small
from talkoot.reports.views.network_promises import promised
from talkoot.reports.views.numbers import said
from talkoot.terms.models import Area, Programme
from talkoot.ui import doors
from talkoot.ui.pictures import BarRow, Tile, TileState

AT_A_TIME = 15
MAP_WORDS: Mapping[str, Words] = {
    "covered": gettext_lazy("reached most"),
    "shared": gettext_lazy("reached"),
    "left_out": gettext_lazy("nobody yet"),
    "outside": gettext_lazy("not shown"),
}


@doors.kept
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """What the projects have reached together. Coordinators and keepers see the exact numbers of the
    projects that they may read, all others those of public projects without small numbers of people."""
    seen = look(request)
    context = {
        "form": seen.form,
        "narrowed": seen.wanted != Wanted(),
        "reach": seen.reach,
        "keeping": seen.keeping,
        "may_see_both": dashboard.is_inner(request.user),
        "may_recount": _is_keeper(request),
        "small": LEAST,
        "address": reverse("reports:network"),
        "workbook_url": f"{reverse('reports:network_workbook')}?{request.GET.urlencode()}",
        "query": seen.query,
        **(_numbers(seen) if seen.keeping else {}),
        **(_promises(request, seen) if seen.keeping else {}),
    }
    return render(request, "reports/network.html", context)


@require_POST
def recount(request: HttpRequest) -> HttpResponse:
    """Counts everything anew, for a keeper who will not wait."""
    if not _is_keeper(request):
        raise Http404
    made = operations.recount()
    seconds = said(round(made.milliseconds / 1000, 1))  # type: ignore[arg-type]  # a decimal of a float reads the same
    messages.success(request, _("Everything was counted in %(seconds)s s.") % {"seconds": seconds})
    return redirect("reports:network")


def _is_keeper(request: HttpRequest) -> bool:
    return isinstance(request.user, Person) and request.user.is_staff


class Seen(NamedTuple):
    """Whose projects, narrowed how, and the tables of their numbers."""

    reach: Reach
    wanted: Wanted
    form: NetworkForm
    keeping: Keeping | None
    tables: dict[str, Tables]
    measures: list[Measure]
    programmes: list[Programme]
    query: str


def look(request: HttpRequest) -> Seen:
    """What the address asks and the visitor may see."""
    reach = dashboard.reach_of(request.user, as_public="public" in request.GET)
    keeping = Keeping.objects.newest()
    every = dashboard.tables(reach, keeping, Wanted()) if keeping else {}
    years = sorted({year for both in every.values() for year in both.by_programme.years})
    keys = {key for both in every.values() for key in both.by_programme.keys}
    programmes = [row for row in Programme.objects.by_name() if row.pk in keys]
    choices = [(row.code, str(row.short_names or row.names)) for row in programmes]
    form = NetworkForm(request.GET or None, programmes=choices, years=years)
    wanted = form.wanted() if form.is_bound else Wanted()
    narrows = keeping and (wanted.programme or wanted.state) and not reach.is_public
    kept = dict(request.GET.items())
    kept.pop("page", None)
    return Seen(
        reach,
        wanted,
        form,
        keeping,
        dashboard.tables(reach, keeping, wanted) if keeping and narrows else every,
        [one for one in dashboard.kept_measures() if one.code in every],
        programmes,
        urlencode(kept),
    )


def _promises(request: HttpRequest, seen: Seen) -> dict[str, object]:
    assert seen.keeping is not None
    rows = dashboard.promising(dashboard.narrowed(seen.reach.projects, seen.wanted))
    page = Paginator(rows.prefetch_related("decisions"), AT_A_TIME).get_page(
        request.GET.get("page")
    )
    return {
        "page_obj": page,
        "projects": promised(list(page.object_list), seen.keeping, is_public=seen.reach.is_public),
    }


# --- numbers -----------------------------------------------------------------------------------------
class Row(NamedTuple):
    """One line of a table: what it is of, where that leads, and its numbers in words."""

    name: Text | Words
    numbers: list[tuple[Words, str]]
    key: Key = None


def said_shown(measure: Measure, shown: Shown) -> str:
    """A number as it may be shown."""
    if shown.is_hidden:
        if is_small(shown.amount):
            return _("fewer than %(number)s") % {"number": said(LEAST)}
        return _("not shown")
    return said(measure.in_unit(shown.amount), about=shown.is_about)


def rows_of(seen: Seen, by: str, names: Mapping[Key, Text | Words]) -> list[Row]:
    """A line for each of the names, in their order; `by` is by_programme or by_county."""
    return [
        Row(
            name,
            [
                (one.name, said_shown(one, _of(seen, one, by).at(key, seen.wanted.year)))
                for one in seen.measures
                if by != "by_county" or dashboard.COUNTY in one.split
            ],
            key,
        )
        for key, name in names.items()
    ]


def together(seen: Seen) -> Row:
    """The totals."""
    year = seen.wanted.year
    return Row(
        _("Together"),
        [
            (one.name, said_shown(one, _of(seen, one, "by_programme").at(year=year, whole=True)))
            for one in seen.measures
        ],
    )


def _of(seen: Seen, measure: Measure, by: str) -> Table:
    empty = Table((), (), ((0,),), frozenset(), frozenset())
    both = seen.tables.get(measure.code)
    table: Table = getattr(both, by) if both else empty
    return table


def counties(seen: Seen) -> dict[Key, Text | Words]:
    """The counties, those that nothing is known of among them, and what has none."""
    named: dict[Key, Text | Words] = {
        row.code: row.names.pick() for row in Area.objects.with_county_duties().by_name()
    }
    keys = {key for both in seen.tables.values() for key in both.by_county.keys}
    return {**named, **({"": _("not known")} if "" in keys else {})}


def programmes(seen: Seen) -> dict[Key, Text | Words]:
    """The programmes that have numbers, and those projects that have none."""
    keys = {key for both in seen.tables.values() for key in both.by_programme.keys}
    named: dict[Key, Text | Words] = {
        row.pk: (row.short_names or row.names).pick() for row in seen.programmes if row.pk in keys
    }
    return {**named, **({None: _("No programme")} if None in keys else {})}


def _numbers(seen: Seen) -> dict[str, object]:
    if not seen.measures:
        return {"measures": []}
    first = seen.measures[0]
    table = _of(seen, first, "by_programme")
    years = [(year, table.at(year=year, whole=True)) for year in table.years]
    return {
        "measures": seen.measures,
        "together": together(seen),
        "tiles": _tiles(seen, first),
        "map_words": MAP_WORDS,
        **_by_county(seen),
        "by_programme": rows_of(seen, "by_programme", programmes(seen)),
        "by_year": [
            BarRow(str(year), None if one.is_hidden else one.amount, said_shown(first, one))
            for year, one in years
        ],
        "first": first,
    }


def _by_county(seen: Seen) -> dict[str, object]:
    """The counties where something has happened, and the names of the others."""
    named = counties(seen)
    tables = [_of(seen, one, "by_county") for one in seen.measures]
    busy = {key for key in named if any(one.at(key, seen.wanted.year).amount for one in tables)}
    some = {key: name for key, name in named.items() if key in busy}
    others = [name for key, name in named.items() if key not in busy]
    return {"by_county": rows_of(seen, "by_county", some), "nothing_in": others}


def _tiles(seen: Seen, measure: Measure) -> list[Tile]:
    """Where people were reached; darkest are the third of the areas with the most."""
    table = _of(seen, measure, "by_county")
    areas = list(Area.objects.with_county_duties().on_the_map())
    shown = {area.code: table.at(area.code, seen.wanted.year) for area in areas}
    reached = sorted(one.amount for one in shown.values() if one.amount and not one.is_hidden)
    most = reached[-max(1, len(reached) // 3)] if reached else 0

    def state(one: Shown) -> TileState:
        if one.is_hidden:
            return "outside"
        if not one.amount:
            return "left_out"
        return "covered" if one.amount >= most else "shared"

    return sorted(
        (
            Tile(
                code=area.abbreviation,
                label=str(area),
                column=area.column or 1,
                row=area.row or 1,
                state=state(shown[area.code]),
                note=said_shown(measure, shown[area.code]),
            )
            for area in areas
        ),
        key=lambda tile: (tile.row, tile.column),
    )
