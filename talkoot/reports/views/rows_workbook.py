"""The rows of a number as an XLSX file: what it is, what was counted, and what was not and why."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.kit import sheets
from talkoot.kit.files import FileKind
from talkoot.kit.sheets import Cell, Sheet
from talkoot.measures.measure import Column, Rows
from talkoot.reports.queries import spans
from talkoot.reports.queries.opened import amount_of, columns_for, reasons
from talkoot.reports.views.cells import sheet_cell
from talkoot.reports.views.rows import Opened, opened, time_words
from talkoot.ui.downloads import download

AT_A_TIME = 2000


@require_safe
def rows_workbook(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """All the rows of the number; names of people only for whoever sees them on the page too."""
    it = opened(request, slug, pk)
    pages = [_about(request, it), _counted(it)]
    for number, one in enumerate(() if it.part_words else reasons(it.measure, it.scope), 1):
        columns = columns_for(
            one.left_out.columns or it.measure.columns, sees_names=it.may.sees_names
        )
        name = _("Not counted %(number)s") % {"number": number}
        headings = [_("Not counted, because"), *(str(column.heading) for column in columns)]
        lines = _lines(columns, one.left_out.rows, str(one.left_out.why))
        pages.append(Sheet(name, headings, lines, [40, *[24] * len(columns)]))
    name = slugify(str(it.indicator))[:60] or "rows"
    content = sheets.workbook(pages)
    return download(content, FileKind.XLSX, f"{name}-{timezone.localdate():%Y-%m-%d}")


def _about(request: HttpRequest, it: Opened) -> Sheet:
    tally = it.measure.some(it.scope, [spans.ALL])
    code = it.indicator.indicator.code if it.indicator.indicator else ""
    facts: list[list[Cell]] = [
        [_("Project"), str(it.may.project.names)],
        [_("Indicator"), f"{code} {it.indicator}".strip()],
        [_("How it is counted"), str(it.measure.how)],
        [_("Time"), str(time_words(request, it.choices))],
        [_("Share"), str(it.choices.partner or _("Whole project"))],
        [_("Part"), str(it.part_words)],
        [_("Value"), sheet_cell(it.measure.in_unit(tally.totals[0]))],
        [_("About"), _("yes") if tally.about[0] else _("no")],
        [_("Rows"), tally.rows[0]],
        [_("Counted on"), timezone.localtime()],
    ]
    return Sheet(_("Number"), [_("What"), ""], [one for one in facts if one[1] != ""], [24, 80])


def _counted(it: Opened) -> Sheet:
    columns = columns_for(it.measure.columns, sees_names=it.may.sees_names)
    headings = [str(one.heading) for one in columns]
    if it.measure.amount:
        headings.append(_("Adds"))
    return Sheet(_("Counted"), headings, _counted_lines(it, columns), [24] * len(headings))


def _counted_lines(it: Opened, columns: Sequence[Column]) -> Iterator[list[Cell]]:
    for row in it.measure.rows(it.scope).iterator(AT_A_TIME):
        cells = [sheet_cell(column.value(row)) for column in columns]
        if it.measure.amount:
            cells.append(sheet_cell(it.measure.in_unit(amount_of(it.measure, row))))
        yield cells


def _lines(columns: Sequence[Column], rows: Rows, why: str) -> Iterator[list[Cell]]:
    for row in rows.iterator(AT_A_TIME):
        yield [why, *(sheet_cell(column.value(row)) for column in columns)]
