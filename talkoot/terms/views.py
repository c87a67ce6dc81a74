"""The pages of indicator catalogues, open to everyone."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from talkoot.terms import queries
from talkoot.terms.forms import SearchForm
from talkoot.terms.models import IndicatorCatalogue
from talkoot.ui import doors
from talkoot.ui.context import door

AT_A_TIME = 30


@doors.kept
def indicators(request: HttpRequest) -> HttpResponse:
    """The catalogues; or the indicators of them all that are searched for."""
    form = SearchForm(request.GET or None)
    wanted = form.wanted() if form.is_bound else ""
    context = {"form": form, "wanted": wanted, "list_url": door("terms:indicators")}
    if wanted:
        rows = queries.found(wanted)
        page = Paginator(rows, AT_A_TIME).get_page(request.GET.get("page"))
        context |= {"page_obj": page, "count": page.paginator.count}
    else:
        context["catalogues"] = queries.catalogues()
    return render(request, "terms/indicators.html", context)


@doors.kept
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """The newest version of a catalogue and its indicators."""
    versions = queries.versions_of(code)
    if not versions:
        raise Http404
    return _catalogue(request, versions[0], versions)


@doors.kept
def version(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """One version of a catalogue, for the figures that name it."""
    versions = queries.versions_of(code)
    for each in versions:
        if each.version == version:
            return _catalogue(request, each, versions)
    raise Http404


def _catalogue(
    request: HttpRequest, catalogue: IndicatorCatalogue, versions: list[IndicatorCatalogue]
) -> HttpResponse:
    form = SearchForm(request.GET or None)
    wanted = form.wanted() if form.is_bound else ""
    groups = queries.groups_of(catalogue, wanted)
    context = {
        "catalogue": catalogue,
        "newest": versions[0],
        "others": [each for each in versions if each.pk != catalogue.pk],
        "programmes": sorted(catalogue.programmes.all(), key=lambda each: each.code),
        "groups": groups,
        "count": sum(len(group.indicators) for group in groups),
        "unconfirmed": sum(
            not indicator.is_name_confirmed for group in groups for indicator in group.indicators
        ),
        "form": form,
        "wanted": wanted,
        "list_url": door("terms:indicators"),
        "page_url": request.path,
    }
    return render(request, "terms/catalogue.html", context)
