"""How an indicator of a project is counted: the measure of its code, a part of it, or figures by hand."""

from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.measures import measure as measures
from talkoot.measures.measure import Column, LeftOut, Measure, Rows, Scope, Unit
from talkoot.reports.models import ManualFigure, ProjectIndicator, ReportingPeriod

BY_HAND_COLUMNS = (
    Column(_("First day"), lambda row: row.first_on),
    Column(_("Last day"), lambda row: row.last_on),
    Column(_("Value"), lambda row: row.value),
    Column(_("Why it is written by hand"), lambda row: row.reason),
    Column(_("Who counted or estimated it"), lambda row: row.estimated_by, personal=True),
)


def measure_of(indicator: ProjectIndicator) -> Measure:
    """The question whose answer is the indicator's value. KeyError where its measure is not known any
    more (`is_countable_now` tells before)."""
    return question(indicator, indicator.measure, indicator.part_by, indicator.part)


def question(indicator: ProjectIndicator, measure: str, part_by: str, part: str) -> Measure:
    """The question by which the indicator is, or once was, counted. KeyError as `measure_of`."""
    if not measure:
        return _by_hand(indicator)
    found = measures.get(measure)
    return found.narrowed(part_by, part) if part_by else found


def is_countable_now(indicator: ProjectIndicator) -> bool:
    """Whether the question that counts it exists in this installation."""
    return indicator.is_by_hand or any(
        one.code == indicator.measure and (not indicator.part_by or indicator.part_by in one.split)
        for one in measures.every()
    )


def scope_of(
    indicator: ProjectIndicator,
    period: ReportingPeriod | None = None,
    *,
    partnership: int | None = None,
) -> Scope:
    """All of the indicator's project, or the days of one period of it; of one partner's share or all."""
    if period is None:
        return Scope((indicator.project_id,), partnership=partnership)
    until = period.last_on + timedelta(days=1)
    return Scope((indicator.project_id,), period.first_on, until, partnership)


def up_to(scope: Scope) -> Scope:
    """The same share from the beginning to the end of the scope."""
    return Scope(scope.projects, None, scope.until, scope.partnership)


def _by_hand(indicator: ProjectIndicator) -> Measure:
    return Measure(
        code="reports.by_hand",
        name=indicator.names,
        unit=Unit.FIGURE,
        how=_(
            "Written by hand, because nothing counts it. Each value counts on its last day and has a "
            "reason, the one who counted or estimated it, and a proof. Values that were withdrawn do "
            "not count."
        ),
        rows=partial(_figures, indicator),
        columns=[*BY_HAND_COLUMNS, _proof_of(indicator)],
        amount="hundredths",
        per=100,
        left_out=partial(_withdrawn, indicator),
        estimate="is_estimate",
        day="last_on",
        model=ManualFigure,
    )


def _all(indicator: ProjectIndicator, scope: Scope) -> Rows:
    rows = ManualFigure.objects.filter(
        project_indicator=indicator, project_indicator__project__in=scope.projects
    )
    if scope.partnership is not None:
        rows = rows.filter(partnership=scope.partnership)
    if scope.first is not None:
        rows = rows.filter(last_on__gte=scope.first)
    if scope.until is not None:
        rows = rows.filter(last_on__lt=scope.until)
    return rows.select_related("partnership__organisation").order_by("last_on", "pk")


def _figures(indicator: ProjectIndicator, scope: Scope) -> Rows:
    return _all(indicator, scope).filter(withdrawn_at=None)


def _withdrawn(indicator: ProjectIndicator, scope: Scope) -> list[LeftOut]:
    gone = _all(indicator, scope).filter(withdrawn_at__isnull=False)
    columns = [
        *BY_HAND_COLUMNS,
        Column(_("Why it was withdrawn"), lambda row: row.withdrawn_reason),
        _proof_of(indicator),
    ]
    return [LeftOut("withdrawn", _("The figure was withdrawn."), gone, columns)]


def _proof_of(indicator: ProjectIndicator) -> Column:
    """The file, for the project's own people to open."""

    def address(row: ManualFigure) -> str:
        return reverse("reports:figure_proof", args=[indicator.project.slug, row.pk])

    return Column(_("Proof"), lambda row: row.proof_name, link=address)
