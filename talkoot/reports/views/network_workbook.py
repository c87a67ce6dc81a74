"""The work of all projects together as a workbook."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.kit.files import FileKind
from talkoot.kit.sheets import Cell, Sheet, workbook
from talkoot.reports.queries import dashboard
from talkoot.reports.queries.dashboard import Table
from talkoot.reports.views import network
from talkoot.reports.views.network import Seen
from talkoot.reports.views.network_promises import promised
from talkoot.ui import doors
from talkoot.ui.downloads import download

IN_A_READING = 500


@doors.public
@require_safe
def network_workbook(request: HttpRequest) -> HttpResponse:
    """Every table of the page, year by year, and all projects with their promises."""
    seen = network.look(request)
    sheets = [
        Sheet(
            _("By area"),
            [_("Wellbeing services county"), _("Measure"), _("Year"), _("Number")],
            _by(seen, "by_county"),
            (36, 30, 10, 14),
        ),
        Sheet(
            _("By programme"),
            [_("Programme"), _("Measure"), _("Year"), _("Number")],
            _by(seen, "by_programme"),
            (36, 30, 10, 14),
        ),
        Sheet(
            _("Promised and happened"),
            [_("Project"), _("Code"), _("Indicator"), _("Promised"), _("Happened")],
            _promises(seen),
            (44, 14, 44, 14, 14),
        ),
    ]
    name = f"{_('network')}-{timezone.localdate():%Y-%m-%d}"
    return download(workbook(sheets), FileKind.XLSX, name)


def _by(seen: Seen, by: str) -> Iterator[list[Cell]]:
    names = network.counties(seen) if by == "by_county" else network.programmes(seen)
    for measure in seen.measures:
        both = seen.tables.get(measure.code)
        if both is None:
            continue
        table: Table = getattr(both, by)
        for key, name in names.items():
            for year in table.years:
                if seen.wanted.year in (None, year):
                    shown = table.at(key, year)
                    value = measure.in_unit(shown.amount)
                    number: Cell = value if isinstance(value, int) else float(value)
                    if shown.is_hidden or shown.is_about:
                        number = network.said_shown(measure, shown)
                    yield [str(name), str(measure.name), year, number]


def _promises(seen: Seen) -> Iterator[list[Cell]]:
    if seen.keeping is None:
        return
    rows = dashboard.promising(dashboard.narrowed(seen.reach.projects, seen.wanted))
    numbers = list(rows.values_list("pk", flat=True))
    for start in range(0, len(numbers), IN_A_READING):
        some = rows.filter(pk__in=numbers[start : start + IN_A_READING])
        projects = list(some.prefetch_related("decisions"))
        for project in promised(projects, seen.keeping, is_public=seen.reach.is_public):
            for one in project.lines:
                indicator = one.line.indicator
                catalogued = indicator.indicator
                yield [
                    str(project.name),
                    catalogued.code if catalogued else "",
                    str(indicator),
                    float(one.line.target.value) if one.line.target else None,
                    one.happened,
                ]
