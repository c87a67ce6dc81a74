"""A live number opened: exactly the rows that it is counted from, and why others were left out."""

from dataclasses import dataclass
from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.measures.measure import Measure, Rows, Scope, Words
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries import spans
from talkoot.reports.queries.access import Access
from talkoot.reports.queries.counting import is_countable_now, measure_of, up_to
from talkoot.reports.queries.opened import amount_of, columns_for, page_of_rows, reasons
from talkoot.reports.views.asked import Asked, asked
from talkoot.reports.views.cells import Table, drawn, table
from talkoot.reports.views.evidence import unit_of
from talkoot.reports.views.numbers import said
from talkoot.reports.views.parts import indicator_of
from talkoot.reports.views.place import access_to, context

ROWS_A_PAGE = 50


class Counted(Paginator[object]):
    """A paginator whose number of rows is known already."""

    def __init__(self, rows: Rows, count: int) -> None:
        super().__init__(rows, ROWS_A_PAGE)
        self.known = count

    @property
    def count(self) -> int:  # Django's own is kept after it is asked once
        return self.known


@dataclass(frozen=True)
class Opened:
    """What an address of rows asks for: the indicator, its question, narrowed to a part or not, and
    the scope."""

    may: Access
    indicator: ProjectIndicator
    choices: Asked
    measure: Measure
    scope: Scope
    part_words: Words


def opened(request: HttpRequest, slug: str, pk: int) -> Opened:
    """The rows that the address asks for; 404 for whoever may not see the number, and where nothing in
    this installation can count it."""
    may = access_to(request, slug)
    indicator = indicator_of(may.project, pk)
    if not is_countable_now(indicator):
        raise Http404
    choices = asked(request, may)
    scope = choices.scope(may.project)
    if request.GET.get("up_to"):
        scope = up_to(scope)
    measure = measure_of(indicator)
    part_words: Words = ""
    by, part = request.GET.get("by", ""), request.GET.get("part", "")
    if by:
        if by not in measure.split:
            raise Http404
        key = "" if part == "-" else part
        part_words = measure.parts_called(by, [key])[key]
        measure = measure.narrowed(by, key)
    return Opened(may, indicator, choices, measure, scope, part_words)


@require_safe
def rows(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The rows of one number, 50 a page; with `left_out` those that one reason left out."""
    it = opened(request, slug, pk)
    tally = it.measure.some(it.scope, [spans.ALL])
    # A part is all of what one looks at: the rows of other parts are no news there.
    why_not = [] if it.part_words else reasons(it.measure, it.scope)
    wanted = request.GET.get("left_out", "")
    reason = next((one for one in why_not if one.left_out.code == wanted), None)
    if wanted and reason is None:
        raise Http404
    address = reverse("reports:rows", args=[slug, pk])
    query = partial(it.choices.query, **_kept(request))
    if reason is None:
        count = tally.rows[0]
        page = Counted(it.measure.rows(it.scope), count).get_page(request.GET.get("page"))
        first, last = page.start_index() - 1, page.end_index()
        found = page_of_rows(it.measure, it.scope, first, last) if count else []
        shown = _counted_table(it, found)
    else:
        page = Counted(reason.left_out.rows, reason.count).get_page(request.GET.get("page"))
        columns = reason.left_out.columns or it.measure.columns
        allowed_columns = columns_for(columns, sees_names=it.may.sees_names)
        shown = table(allowed_columns, page.object_list)
    words = context(
        request,
        it.may.project,
        "evidence",
        runs=it.may.manages,
        title=str(it.indicator),
        indicator=it.indicator,
        code=it.indicator.indicator.code if it.indicator.indicator else "",
        unit=unit_of(it.indicator),
        how=it.measure.how,
        number=said(it.measure.in_unit(tally.totals[0]), about=tally.about[0]),
        is_missing=it.indicator.is_by_hand and not tally.rows[0],
        row_count=tally.rows[0],
        adds=bool(it.measure.amount),
        part_words=it.part_words,
        time=time_words(request, it.choices),
        partner=it.choices.partner,
        table=shown,
        page_obj=page,
        reason=reason,
        reasons=[
            (one.left_out.why, said(one.count), f"{address}{query(left_out=one.left_out.code)}")
            for one in why_not
        ],
        names_left_out=not it.may.sees_names and any(one.personal for one in it.measure.columns),
        counted_url=f"{address}{query()}",
        parts_url=reverse("reports:parts", args=[slug, pk]),
        workbook_url=reverse("reports:rows_workbook", args=[slug, pk]) + query(),
    )
    return render(request, "reports/rows.html", words)


def _counted_table(it: Opened, page: list[object]) -> Table:
    """The rows with what each adds, where that is not one."""
    columns = columns_for(it.measure.columns, sees_names=it.may.sees_names)
    made = table(columns, page)
    if it.measure.amount:
        made.headings.append(_("Adds"))
        for cells, row in zip(made.lines, page, strict=True):
            cells.append(drawn(it.measure.in_unit(amount_of(it.measure, row))))
    return made


def _kept(request: HttpRequest) -> dict[str, str]:
    """What else of the address the links of the page keep."""
    return {key: request.GET[key] for key in ("up_to", "by", "part") if request.GET.get(key)}


def time_words(request: HttpRequest, choices: Asked) -> Words:
    """The time that is looked at, or from the beginning to its end."""
    if request.GET.get("up_to") and choices.time.key:
        return _("From the beginning to the end of %(time)s") % {"time": choices.time.words}
    return choices.time.words
