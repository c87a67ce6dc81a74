"""A report as an XLSX file: its figures on the first sheet, and a sheet of rows for each."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.kit import sheets
from talkoot.kit.sheets import Cell, Sheet
from talkoot.measures.measure import Column, Measure, in_unit
from talkoot.reports.models import Report, ReportFigure
from talkoot.reports.queries.document import figures_of, language_of
from talkoot.reports.queries.document_figures import frozen_words, mark_of
from talkoot.reports.queries.document_words import moment
from talkoot.reports.queries.opened import (
    columns_for,
    frozen_amounts,
    frozen_rows,
    measure_of_figure,
    scope_of_figure,
)
from talkoot.reports.views.cells import sheet_cell

AT_A_TIME = 2000
NAME_LONGEST = 31


def workbook_of(report: Report, *, sees_names: bool) -> bytes:
    """The whole workbook in the report's language. Names of people only where `sees_names`."""
    language = language_of(report)
    with override(language):
        figures = figures_of(report)
        pages = [_figures(report, figures, language)]
        for number, figure in enumerate(figures, 1):
            pages.append(_rows(figure, number, language, sees_names=sees_names))
        return sheets.workbook(pages)


def _figures(report: Report, figures: Sequence[ReportFigure], language: str) -> Sheet:
    headings = [
        _("Sheet of rows"), _("Code"), _("Indicator"), _("Unit"), _("Target"), _("In the period"),
        _("Corrections to earlier periods"), _("From the beginning"), _("Remark"),
        _("How it is counted"), _("Fingerprint"),
    ]  # fmt: skip  # the headings read as one
    return Sheet(
        _("Figures"),
        headings,
        _figure_lines(report, figures, language),
        [14, 12, 44, 20, 12, 14, 14, 16, 24, 80, 24],
    )


def _figure_lines(
    report: Report, figures: Sequence[ReportFigure], language: str
) -> Iterator[list[Cell]]:
    for number, one in enumerate(figures, 1):
        yield [
            _sheet_name(one, number, language),
            one.code,
            frozen_words(one, "name", language),
            frozen_words(one, "unit", language),
            sheet_cell(one.target),
            None if one.is_missing else sheet_cell(in_unit(one.period_amount, one.per)),
            sheet_cell(in_unit(one.corrected_amount, one.per)),
            sheet_cell(in_unit(one.cumulative_amount, one.per)),
            _("not reported") if one.is_missing else mark_of(one),
            frozen_words(one, "how", language),
            one.content_hash,
        ]
    yield []
    period = report.period
    yield [_("Project"), "", str(period.project.names)]
    yield [_("First day"), "", period.first_on]
    yield [_("Last day"), "", period.last_on]
    yield [_("Version"), "", report.version]
    yield [_("State"), "", str(report.get_state_display())]
    if report.frozen_at is not None:
        yield [_("Frozen"), "", moment(report.frozen_at)]
        yield [_("Fingerprint"), "", report.content_hash]
    else:
        yield [_("Draft"), "", _("The numbers are those of this moment and may still change.")]


def _sheet_name(figure: ReportFigure, number: int, language: str) -> str:
    """Begins with the number, so that no two sheets have one name."""
    name = figure.code or frozen_words(figure, "name", language)
    return f"{number} {name}"[:NAME_LONGEST].strip()


def _rows(figure: ReportFigure, number: int, language: str, *, sees_names: bool) -> Sheet:
    measure = measure_of_figure(figure)
    columns = columns_for(measure.columns, sees_names=sees_names) if measure else []
    headings = [
        _("In the period"),
        _("Number of the row"),
        *(str(one.heading) for one in columns),
        _("Adds"),
        _("Today"),
    ]
    return Sheet(
        _sheet_name(figure, number, language),
        headings,
        _row_lines(figure, measure, columns),
        [12, 12, *[26] * len(columns), 10, 44],
    )


def _row_lines(
    figure: ReportFigure, measure: Measure | None, columns: Sequence[Column]
) -> Iterator[list[Cell]]:
    """The rows of the period and the earlier ones: first those that count today too, in their own
    order, then those of which something else is told."""
    of_period = set(figure.row_ids)
    left = frozen_amounts(figure, cumulative=True)
    scope = scope_of_figure(figure, cumulative=True)

    def line(pk: int, amount: int, row: Any, told: str) -> list[Cell]:
        cells = [sheet_cell(one.value(row)) if row is not None else None for one in columns]
        adds = sheet_cell(in_unit(amount, figure.per))
        return [_("yes") if pk in of_period else _("no"), pk, *cells, adds, told]

    same = _("the same")
    changed = _("The amount has changed.")
    if measure is not None:
        for row in measure.rows(scope).iterator(AT_A_TIME):
            amount = left.pop(row.pk, None)
            if amount is not None:
                now = (getattr(row, measure.amount) or 0) if measure.amount else 1
                yield line(row.pk, amount, row, same if now == amount else changed)
    waiting = iter(left.items())
    while chunk := dict(islice(waiting, AT_A_TIME)):
        for one in frozen_rows(figure, measure, scope, chunk):
            yield line(one.pk, one.amount, one.row, str(one.why) or same)
