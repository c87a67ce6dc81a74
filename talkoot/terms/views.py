"""The pages of indicator catalogues, open to everyone, and how a keeper brings one in."""

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from talkoot.kit.files import FileKind
from talkoot.kit.refusals import Refused
from talkoot.kit.sheets import Sheet, workbook
from talkoot.terms import operations
from talkoot.terms.forms import CatalogueForm, SealedForm, SearchForm, sealed
from talkoot.terms.models import IndicatorCatalogue
from talkoot.terms.queries import listing, sheet
from talkoot.terms.queries.written import Written
from talkoot.ui import doors
from talkoot.ui.context import door
from talkoot.ui.downloads import download

AT_A_TIME = 30


@doors.kept
def indicators(request: HttpRequest) -> HttpResponse:
    """The catalogues; or the indicators of them all that are searched for."""
    form = SearchForm(request.GET or None)
    wanted = form.wanted() if form.is_bound else ""
    context = {
        "form": form,
        "wanted": wanted,
        "list_url": door("terms:indicators"),
        "import_url": door("terms:import") if getattr(request.user, "is_staff", False) else "",
    }
    if wanted:
        rows = listing.found(wanted)
        page = Paginator(rows, AT_A_TIME).get_page(request.GET.get("page"))
        context |= {"page_obj": page, "count": page.paginator.count}
    else:
        context["catalogues"] = listing.catalogues()
    return render(request, "terms/indicators.html", context)


@doors.kept
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """The newest version of a catalogue and its indicators."""
    versions = listing.versions_of(code)
    if not versions:
        raise Http404
    return _catalogue(request, versions[0], versions)


@doors.kept
def version(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """One version of a catalogue, for the figures that name it."""
    versions = listing.versions_of(code)
    return _catalogue(request, _of_version(versions, version), versions)


@doors.public
@require_safe
def sheet_of(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """The catalogue as a workbook, in the columns that bringing one in reads."""
    catalogue = _of_version(listing.versions_of(code), version)
    columns = sheet.columns()
    book = workbook(
        [
            Sheet(
                _("Indicators"),
                [column.heading for column in columns],
                sheet.rows_of(catalogue),
                [18] * len(columns),
            ),
            Sheet(
                _("Help"),
                [_("Column"), _("What may stand there")],
                [(column.heading, str(column.help)) for column in columns],
                [28, 80],
            ),
        ]
    )
    return download(book, FileKind.XLSX, f"{code}-{catalogue.version}")


@never_cache
def import_catalogue(request: HttpRequest) -> HttpResponse:
    """Choose a sheet and say what it is; then see what it would do."""
    _keeper(request)
    form = CatalogueForm(request.POST or None, request.FILES or None)
    context = {"form": form, "list_url": door("terms:indicators")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "terms/import.html", context)
    told = form.told()
    faults = form.cleaned_data["file"].faults
    if faults:
        return render(request, "terms/import.html", context | {"faults": faults})
    written = Written.of(told)
    last = written.newest_here()
    context |= {
        "told": told,
        "last": last,
        "outcome": written.outcome(last),
        "indicators": written.shown(),
        "sealed": SealedForm(initial={"told": sealed(told)}),
    }
    return render(request, "terms/import_preview.html", context)


@never_cache
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """All or nothing, as it was shown."""
    keeper = _keeper(request)
    form = SealedForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["told"][0]))
        return redirect("terms:import")
    try:
        catalogue = operations.bring_in(told=form.cleaned_data["told"], by=keeper)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("terms:import")
    messages.success(request, _("The catalogue was brought in."))
    return redirect("terms:catalogue", catalogue.code)


def _keeper(request: HttpRequest) -> AbstractBaseUser:
    """Whoever keeps the installation; for others there is no such page."""
    if not isinstance(request.user, AbstractBaseUser) or not request.user.is_staff:
        raise Http404
    return request.user


def _of_version(versions: list[IndicatorCatalogue], version: str) -> IndicatorCatalogue:
    for each in versions:
        if each.version == version:
            return each
    raise Http404


def _catalogue(
    request: HttpRequest, catalogue: IndicatorCatalogue, versions: list[IndicatorCatalogue]
) -> HttpResponse:
    form = SearchForm(request.GET or None)
    wanted = form.wanted() if form.is_bound else ""
    groups = listing.groups_of(catalogue, wanted)
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
