"""A frozen figure opened: the rows it was counted from, and what the same question answers today."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from talkoot.kit.languages import Texts
from talkoot.measures.measure import Column, Words, in_unit
from talkoot.reports.models import ReportFigure
from talkoot.reports.queries import opened as queries
from talkoot.reports.queries import spans
from talkoot.reports.views.asked import Link
from talkoot.reports.views.cells import line, table
from talkoot.reports.views.numbers import said
from talkoot.reports.views.place import access_to, context
from talkoot.reports.views.rows import ROWS_A_PAGE, Counted
from talkoot.ui.words import known


@dataclass(frozen=True)
class FrozenLine:
    """One frozen row: its cells, what it added then and adds today, and why these are not the same."""

    cells: list[tuple[Words, SafeString]]
    then: str
    today: str
    why: Words


@require_safe
def figure(request: HttpRequest, slug: str, report: int, pk: int) -> HttpResponse:
    """The page of one frozen figure for the project's own people."""
    may = access_to(request, slug)
    figures = ReportFigure.objects.filter(
        report=report, report__frozen_at__isnull=False, report__period__project=may.project
    )
    row = get_object_or_404(figures.select_related(*OF_FIGURE), pk=pk)
    told = words_of(request, row, sees_names=may.sees_names)
    page = context(
        request, may.project, "periods", runs=may.manages, title=told["figure_name"], **told
    )
    return render(request, "reports/figure.html", page)


OF_FIGURE = ("report__period", "report__partnership__organisation", "project_indicator")
"""What a page of a figure shows of the rows beside it."""


def words_of(
    request: HttpRequest,
    figure: ReportFigure,
    *,
    sees_names: bool,
    proof: Callable[[Any], str] | None = None,
) -> dict[str, Any]:
    """All that `reports/_figure.html` shows of a figure. An inspector's page shows it too, who cannot
    open the project's own pages; `proof` then tells where the proof of a figure by hand opens."""
    cumulative = request.GET.get("days") == "all"
    measure = queries.measure_of_figure(figure)
    scope = queries.scope_of_figure(figure, cumulative=cumulative)
    amounts = queries.frozen_amounts(figure, cumulative=cumulative)
    frozen = sum(amounts.values())
    columns = queries.columns_for(measure.columns, sees_names=sees_names) if measure else []
    if proof is not None and figure.is_by_hand:
        columns = [replace(one, link=proof) if one.link else one for one in columns]
    made: dict[str, Any] = {
        "figure": figure,
        "report": figure.report,
        "period": spans.of_period(figure.report.period).words,
        "figure_name": str(Texts(figure.words.get("name"))),
        "name_texts": Texts(figure.words.get("name")),
        "unit": Texts(figure.words.get("unit")),
        "how": Texts(figure.words.get("how")),
        "number": said(in_unit(frozen, figure.per), about=figure.is_estimate),
        "target": said(figure.target),
        "is_missing": figure.is_missing and not cumulative,
        "adds": measure is not None and bool(measure.amount),
        "headings": [one.heading for one in columns] or [_("Row")],
        "row_count": len(amounts),
        "days": [
            Link("?", _("In the reporting period"), not cumulative),
            Link("?days=all", _("From the beginning"), cumulative),
        ],
        "query": "?days=all&" if cumulative else "?",
        "names_left_out": measure is not None and len(columns) < len(measure.columns),
        "measure_is_known": measure is not None,
    }
    today = None
    if measure is not None:
        today = queries.today(figure, measure, scope, amounts, cumulative=cumulative)
        made |= {
            "today": said(in_unit(today.amount, figure.per)),
            "difference": _signed(today.amount - frozen, figure.per),
            "reasons": _reasons(today),
        }
    show = request.GET.get("show", "")
    if show == "came" and measure is not None:
        rows = queries.came_later(figure, measure, scope, cumulative=cumulative)
        page: Page[Any] = Counted(rows, today.came_rows if today else 0).get_page(
            request.GET.get("page")
        )
        made |= {"came": table(columns, page.object_list), "page_obj": page}
        return made
    if show in {"gone", "changed"} and today is not None:
        chosen = today.gone if show == "gone" else today.changed
        amounts = {pk: amounts[pk] for pk in chosen}
    elif show:
        raise Http404
    page = Paginator(range(len(amounts)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    part = queries.page_of(amounts, page.start_index() - 1, page.end_index()) if amounts else {}
    shown = queries.frozen_rows(figure, measure, scope, part)
    return made | {
        "show": show,
        "page_obj": page,
        "lines": [_line(columns, one, figure.per) for one in shown],
    }


def _line(columns: list[Column], one: queries.FrozenRow, per: int) -> FrozenLine:
    cells = line(columns, one.row) if one.row is not None else []
    if not cells:
        name = known(_("Row %(number)s") % {"number": one.pk})
        cells = [name, *[known(None)] * (len(columns) - 1)]
    headings: list[Words] = [column.heading for column in columns] or [_("Row")]
    labelled = list(zip(headings, cells, strict=True))
    return FrozenLine(
        labelled, said(in_unit(one.amount, per)), said(in_unit(one.today, per)), one.why
    )


def _signed(amount: int, per: int) -> str:
    """A difference with its sign; empty where there is none."""
    if not amount:
        return ""
    return f"{'+' if amount > 0 else '−'}{said(in_unit(abs(amount), per))}"


def _reasons(today: queries.Today) -> list[tuple[str, str]]:
    """How the difference comes about, each with what to show."""
    found = []
    if today.came_rows:
        sentence = ngettext(
            "%(count)s row has come later.", "%(count)s rows have come later.", today.came_rows
        )
        found.append(("came", sentence % {"count": said(today.came_rows)}))
    if today.gone:
        sentence = ngettext(
            "%(count)s row no longer counts.", "%(count)s rows no longer count.", len(today.gone)
        )
        found.append(("gone", sentence % {"count": said(len(today.gone))}))
    if today.changed:
        sentence = ngettext(
            "The amount of %(count)s row has changed.",
            "The amounts of %(count)s rows have changed.",
            len(today.changed),
        )
        found.append(("changed", sentence % {"count": said(len(today.changed))}))
    return found
