"""What each version of the decision promises of an indicator, for the whole and for each partner."""

from collections.abc import Mapping
from decimal import Decimal

from talkoot.history.record import record
from talkoot.measures.measure import CENT
from talkoot.people.models import Person
from talkoot.projects.models import FundingDecision, Partnership, Project
from talkoot.projects.operations.changing import (
    changing,
    refuse_overwriting,
    reread,
    same_project,
)
from talkoot.reports.models import IndicatorTarget, ProjectIndicator
from talkoot.reports.operations.refusals import (
    FunderHasNoShare,
    IndicatorRetired,
    NoTarget,
    TargetNegative,
    TargetTooLarge,
)

Place = tuple[FundingDecision | None, Partnership | None]
"""Of which version of the decision (None: the project's own plan) and of whom (None: the whole)."""
MOST = Decimal(10) ** 12


def set_target(
    *,
    project_indicator: ProjectIndicator,
    value: Decimal,
    by: Person | None,
    decision: FundingDecision | None = None,
    partnership: Partnership | None = None,
) -> IndicatorTarget:
    """Sets one target, or corrects it. A later decision has a target of its own beside this one.

    Refuses with TargetNegative, TargetTooLarge, FunderHasNoShare, IndicatorRetired,
    PartOfAnotherProject, NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.set_target`.
    """
    with changing(project_indicator.project) as project:
        _open(project_indicator)
        changes = _put(project, project_indicator, (decision, partnership), value)
        if changes:
            record("reports.set_target", on=project, by=by, part=project_indicator, changes=changes)
        return IndicatorTarget.objects.get(
            project_indicator=project_indicator, decision=decision, partnership=partnership
        )


def remove_target(
    *,
    project_indicator: ProjectIndicator,
    by: Person | None,
    decision: FundingDecision | None = None,
    partnership: Partnership | None = None,
) -> None:
    """Removes a target that was written down by mistake: none is not the same as nought.

    Refuses with NoTarget, IndicatorRetired, PartOfAnotherProject, NoLongerThere, ProjectArchived,
    ProjectDeleted. Records `reports.remove_target`.
    """
    with changing(project_indicator.project) as project:
        _open(project_indicator)
        changes = _put(project, project_indicator, (decision, partnership), None)
        if not changes:
            raise NoTarget
        record("reports.remove_target", on=project, by=by, part=project_indicator, changes=changes)


def set_targets(
    *,
    project_indicator: ProjectIndicator,
    values: Mapping[Place, Decimal | None],
    by: Person | None,
    seen: int | None = None,
) -> ProjectIndicator:
    """Makes these the targets in the places given (None: no target); other places stay as they are.

    Refuses with TargetNegative, TargetTooLarge, FunderHasNoShare, IndicatorRetired,
    PartOfAnotherProject, ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.set_targets`.
    """
    with changing(project_indicator.project) as project:
        _open(project_indicator)
        was, now = [], []
        for place, value in values.items():
            for before, after in _put(project, project_indicator, place, value).values():
                was.extend(before)
                now.extend(after)
        if was or now:
            changes = {"targets": [was, now]}
            refuse_overwriting(project, changes, seen, project_indicator)
            record(
                "reports.set_targets", on=project, by=by, part=project_indicator, changes=changes
            )
    return project_indicator


def _open(row: ProjectIndicator) -> None:
    reread(row)
    if row.retired_at is not None:
        raise IndicatorRetired


def _put(
    project: Project, row: ProjectIndicator, place: Place, value: Decimal | None
) -> dict[str, list[list[str]]]:
    """Writes one target and tells it for the history; nothing when it was so already."""
    decision, partnership = place
    same_project(project, decision)
    same_project(project, partnership)
    if partnership is not None and partnership.role == Partnership.Role.FUNDER:
        raise FunderHasNoShare
    wanted = _fit(value)
    here = IndicatorTarget.objects.filter(
        project_indicator=row, decision=decision, partnership=partnership
    )
    before = here.values_list("value", flat=True).first()
    if before == wanted:
        return {}
    if wanted is None:
        here.delete()
    else:
        IndicatorTarget.objects.update_or_create(
            project_indicator=row,
            decision=decision,
            partnership=partnership,
            defaults={"value": wanted},
        )
    return {"targets": [_told(place, before), _told(place, wanted)]}


def _fit(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if value < 0:
        raise TargetNegative
    if value >= MOST:
        raise TargetTooLarge
    return value.quantize(CENT)


def _told(place: Place, value: Decimal | None) -> list[str]:
    if value is None:
        return []
    said = " · ".join(str(one) for one in place if one is not None)
    return [f"{said or '–'}: {value.normalize():f}"]
