"""Figures that nobody can count from rows: written by hand with a reason and a proof, or withdrawn."""

import secrets
from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.utils import timezone

from talkoot.history.record import record
from talkoot.kit.files import sha256_of
from talkoot.kit.periods import Period
from talkoot.measures.measure import CENT
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project
from talkoot.projects.operations.changing import changing, first_values, reread, same_project
from talkoot.projects.operations.obligations import fit_as_proof
from talkoot.reports.models import ManualFigure, ProjectIndicator
from talkoot.reports.operations.refusals import (
    CountedFromRows,
    DaysNotCome,
    DependsOnMore,
    EstimatorMissing,
    FigureEndsBeforeStart,
    FigureNegative,
    FigureThere,
    FigureTooLarge,
    FunderHasNoShare,
    IndicatorRetired,
    NotWhole,
    OutsideProject,
    OutsideShare,
    ProofMissing,
    ReasonMissing,
    TooManyDecimals,
    WithdrawingReasonMissing,
    WithdrawnAlready,
)
from talkoot.reports.queries.choosing import WHOLE
from talkoot.reports.queries.dependence import excesses
from talkoot.terms.models import Indicator

MOST = Decimal(10) ** 12


def add_manual_figure(
    *,
    project_indicator: ProjectIndicator,
    value: Decimal,
    first_on: date,
    last_on: date,
    reason: str,
    estimated_by: str,
    proof: File | None,  # type: ignore[type-arg]  # a file of bytes or an upload alike
    by: Person | None,
    partnership: Partnership | None = None,
    is_estimate: bool = False,
) -> ManualFigure:
    """Writes a value for days of the project, first and last included, with why, who and the proof.

    It counts on its last day, in the partner's share if there is one. What is counted in whole ones is
    written in whole ones. Results may come up to a year after the project.
    Refuses with CountedFromRows, IndicatorRetired, FigureNegative, FigureTooLarge, TooManyDecimals,
    NotWhole, ReasonMissing, EstimatorMissing, ProofMissing, ProofTooLarge, ProofOfUnknownKind,
    FigureEndsBeforeStart, DaysNotCome, OutsideProject, OutsideShare, FunderHasNoShare, FigureThere,
    DependsOnMore, PartOfAnotherProject, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.add_manual_figure`.
    """
    figure = ManualFigure(
        project_indicator=project_indicator,
        partnership=partnership,
        first_on=first_on,
        last_on=last_on,
        is_estimate=is_estimate,
        reason=reason.strip(),
        estimated_by=estimated_by.strip(),
        created_by=by,
    )
    try:
        _add(figure, project_indicator, value, proof, by)
    except BaseException:
        # Rows are rolled back by the database, a file that was written is not.
        if figure.proof:
            figure.proof.storage.delete(str(figure.proof.name))
        raise
    return figure


def _add(
    figure: ManualFigure,
    row: ProjectIndicator,
    value: Decimal,
    proof: File | None,  # type: ignore[type-arg]  # as in add_manual_figure
    by: Person | None,
) -> None:
    with changing(row.project) as project:
        reread(row)
        if row.retired_at is not None:
            raise IndicatorRetired
        if not row.is_by_hand:
            raise CountedFromRows
        figure.hundredths = _hundredths(row, value)
        _fit_days(project, row, figure)
        _fit_grounds(figure)
        _keep_proof(figure, proof)
        _fit_others(figure)
        figure.save()
        _fit_dependence(project, row)
        record(
            "reports.add_manual_figure",
            on=project,
            by=by,
            part=figure,
            changes=first_values(figure),
            note=str(row),
        )


def withdraw_manual_figure(*, figure: ManualFigure, reason: str, by: Person | None) -> ManualFigure:
    """Counts the figure no longer; it stays to be seen with its proof and why it was withdrawn.

    Refuses with WithdrawnAlready, WithdrawingReasonMissing, DependsOnMore, NoLongerThere,
    ProjectArchived, ProjectDeleted. Records `reports.withdraw_manual_figure`.
    """
    with changing(figure.project_indicator.project) as project:
        reread(figure)
        if figure.withdrawn_at is not None:
            raise WithdrawnAlready
        if not reason.strip():
            raise WithdrawingReasonMissing
        figure.withdrawn_at = timezone.now()
        figure.withdrawn_reason = reason.strip()
        figure.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        _fit_dependence(project, figure.project_indicator)
        record(
            "reports.withdraw_manual_figure",
            on=project,
            by=by,
            part=figure,
            changes={"withdrawn_reason": ["", figure.withdrawn_reason]},
            note=str(figure.project_indicator),
        )
    return figure


# --- what a figure must be ------------------------------------------------------------------------
def _hundredths(row: ProjectIndicator, value: Decimal) -> int:
    if value < 0:
        raise FigureNegative
    if value >= MOST:
        raise FigureTooLarge
    if value != value.quantize(CENT):
        raise TooManyDecimals
    is_whole = row.indicator is not None and row.indicator.count_unit in WHOLE
    if is_whole and value != value.to_integral_value():
        raise NotWhole
    return int(value * 100)


def _fit_days(project: Project, row: ProjectIndicator, figure: ManualFigure) -> None:
    if figure.last_on < figure.first_on:
        raise FigureEndsBeforeStart
    if figure.last_on > timezone.localdate():
        raise DaysNotCome
    if not _holds(project.period, figure, a_year_after=_is_result(row)):
        raise OutsideProject(period=project.period)
    partnership = figure.partnership
    if partnership is None:
        return
    same_project(project, partnership)
    if partnership.role == Partnership.Role.FUNDER:
        raise FunderHasNoShare
    own = [one.period for one in partnership.periods.all()]
    if own and not any(_holds(one, figure, a_year_after=_is_result(row)) for one in own):
        raise OutsideShare(period=", ".join(map(str, own)))


def _is_result(row: ProjectIndicator) -> bool:
    return row.indicator is not None and row.indicator.kind == Indicator.Kind.RESULT


def _holds(period: Period, figure: ManualFigure, *, a_year_after: bool) -> bool:
    first, until = period.first, period.until
    if until is not None and a_year_after:
        until = _a_year_after(until)
    return (first is None or first <= figure.first_on) and (until is None or figure.last_on < until)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February, in a year that has none
        return date(day.year + 1, 3, 1)


def _fit_grounds(figure: ManualFigure) -> None:
    if not figure.reason:
        raise ReasonMissing
    if not figure.estimated_by:
        raise EstimatorMissing


def _keep_proof(figure: ManualFigure, proof: File | None) -> None:  # type: ignore[type-arg]  # as in add_manual_figure
    if proof is None:
        raise ProofMissing
    kind = fit_as_proof(proof)
    figure.proof_sha256 = sha256_of(proof)
    figure.proof_name = (proof.name or "").replace("\\", "/").split("/")[-1][-200:]
    figure.proof.save(f"{secrets.token_hex(16)}.{kind.value}", proof, save=False)


def _fit_others(figure: ManualFigure) -> None:
    """A form that was sent twice is one figure."""
    names = ("partnership", "first_on", "last_on", "hundredths", "proof_sha256")
    same = {name: getattr(figure, name) for name in names}
    others = ManualFigure.objects.live().filter(project_indicator=figure.project_indicator)
    if others.filter(**same).exists():
        raise FigureThere


def _fit_dependence(project: Project, row: ProjectIndicator) -> None:
    """After the change neither is the row's value greater than what it depends on, nor another's
    greater than it."""
    if row.indicator is None:
        return
    rows = ProjectIndicator.objects.live().filter(project=project)
    for excess in excesses(list(rows.select_related("indicator__depends_on"))):
        if row.indicator.code not in (excess.code, excess.limit_code):
            continue
        raise DependsOnMore(
            code=excess.code,
            value=f"{excess.value.normalize():f}",
            limit_code=excess.limit_code,
            limit=f"{excess.limit.normalize():f}",
        )
