"""The list of organisations."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from talkoot.kit.countries import country_name
from talkoot.organisations.forms.filters import ListForm
from talkoot.organisations.models import Organisation
from talkoot.organisations.queries import listing
from talkoot.terms.models import Area
from talkoot.ui import doors
from talkoot.ui.context import door

AT_A_TIME = 30
AREAS_SHOWN = 4


@dataclass(frozen=True)
class Line:
    """One organisation as the list shows it."""

    organisation: Organisation
    address: str
    country: str
    areas: list[Area]
    more_areas: int


@doors.kept
def organisations(request: HttpRequest) -> HttpResponse:
    """All live organisations, narrowed and paged."""
    form = ListForm(request.GET or None, choices=listing.choices())
    wanted = form.wanted() if form.is_bound else listing.Wanted()
    who = request.user
    rows = listing.narrowed(Organisation.objects.visible_to(who), wanted)
    page = Paginator(rows, AT_A_TIME).get_page(request.GET.get("page"))
    address = door("organisations:list")
    narrowed = any(vars(wanted).values())
    context = {
        "form": form,
        "page_obj": page,
        "count": page.paginator.count,
        "lines": [_line(row, address) for row in page.object_list],
        "narrowed": narrowed,
        "opened": bool(wanted.kind or wanted.area or wanted.country or form.errors),
        "list_url": address,
        "coverage_url": door("organisations:coverage"),
        "expertise_url": door("organisations:expertise"),
        "new_url": door("organisations:new") if Organisation.objects.run_by(who).exists() else "",
    }
    return render(request, "organisations/list.html", context)


def _line(row: Organisation, address: str) -> Line:
    areas = list({covered.area_id: covered.area for covered in row.coverage.all()}.values())
    return Line(
        organisation=row,
        address=f"{address}{row.slug}/",
        country="" if row.country == "FI" else country_name(row.country),
        areas=areas[:AREAS_SHOWN],
        more_areas=max(len(areas) - AREAS_SHOWN, 0),
    )
