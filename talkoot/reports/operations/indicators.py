"""What a project promises to follow: chosen from its programme or its own, and how it is counted."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.measures import measure as measures
from talkoot.measures.measure import CENT
from talkoot.people.models import Person
from talkoot.projects.models import Goal, Project
from talkoot.projects.operations.changing import (
    changed,
    changing,
    first_values,
    refuse_overwriting,
    reread,
    same_project,
)
from talkoot.projects.operations.ordering import move_among, next_position
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.operations.refusals import (
    AlreadyPicked,
    CatalogueSaysTheName,
    IndicatorByHand,
    IndicatorRetired,
    IndicatorThere,
    IndicatorUnnamed,
    MeasureOfAnotherUnit,
    MeasureUnknown,
    NoLongerFollowed,
    NotInClosedList,
    NotOfProgramme,
    PartUnknown,
)
from talkoot.reports.queries.choosing import UNIT_WORDS, can_count
from talkoot.reports.queries.closed_list import closed_codes, decision_in_force
from talkoot.terms.models import Indicator

EDITABLE = frozenset(
    {
        "names", "unit_words", "meaning", "goal", "measure", "part_by", "part", "baseline",
        "baseline_note",
    }
)  # fmt: skip  # the list reads as one
OF_CATALOGUE = frozenset({"names", "unit_words"})
MEANS = frozenset({"names", "unit_words", "meaning", "measure", "part_by", "part"})
"""What an indicator means; when any of it changes, so does the version of its definition."""


def pick(
    *,
    project: Project,
    indicator: Indicator,
    by: Person | None,
    measure: str = "",
    part_by: str = "",
    part: str = "",
    goal: Goal | None = None,
) -> ProjectIndicator:
    """Follows an indicator of the programme's catalogue; without a measure it is written by hand.

    A measure counts the same unit as the catalogue does: people are not participations.
    Refuses with NotOfProgramme, NotInClosedList, AlreadyPicked, NoLongerFollowed, MeasureUnknown,
    MeasureOfAnotherUnit, PartUnknown, IndicatorByHand, PartOfAnotherProject, ProjectArchived,
    ProjectDeleted. Records `reports.pick`.
    """
    with changing(project):
        _fit_programme(project, indicator)
        same_project(project, goal)
        row = ProjectIndicator(
            project=project,
            indicator=indicator,
            goal=goal,
            measure=measure,
            part_by=part_by,
            part=part,
            position=next_position(project.indicators.all()),
        )
        _fit_counting(row)
        row.save()
        record("reports.pick", on=project, by=by, part=row, changes=first_values(row))
    return row


def define(
    *,
    project: Project,
    names: Texts,
    by: Person | None,
    unit_words: Texts | None = None,
    meaning: Texts | None = None,
    measure: str = "",
    part_by: str = "",
    part: str = "",
    goal: Goal | None = None,
    baseline: Decimal | None = None,
    baseline_note: str = "",
) -> ProjectIndicator:
    """Follows an indicator of the project's own; without a measure it is written by hand.

    Under a closed list it is shown on the evidence page and left out of a funder's report.
    Refuses with IndicatorUnnamed, IndicatorThere, MeasureUnknown, PartUnknown, IndicatorByHand,
    PartOfAnotherProject, ProjectArchived, ProjectDeleted. Records `reports.define`.
    """
    with changing(project):
        same_project(project, goal)
        row = ProjectIndicator(
            project=project,
            names=names,
            unit_words=unit_words or Texts(),
            meaning=meaning or Texts(),
            goal=goal,
            measure=measure,
            part_by=part_by,
            part=part,
            baseline=_cents(baseline),
            baseline_note=baseline_note.strip(),
            position=next_position(project.indicators.all()),
        )
        _fit_name(row)
        _fit_counting(row)
        row.save()
        record("reports.define", on=project, by=by, part=row, changes=first_values(row))
    return row


def edit_indicator(
    *,
    project_indicator: ProjectIndicator,
    by: Person | None,
    seen: int | None = None,
    **changes: Any,
) -> ProjectIndicator:
    """Changes what is said of an indicator, or how it is counted.

    When its meaning changes the version of its definition grows, and figures that were frozen keep
    the version by which they were counted. A new measure takes the old one's part away, unless a part
    is given. Figures written by hand stay as rows but do not count while a measure counts.
    Refuses with CatalogueSaysTheName, IndicatorUnnamed, IndicatorThere, MeasureUnknown,
    MeasureOfAnotherUnit, PartUnknown, IndicatorByHand, IndicatorRetired, PartOfAnotherProject,
    ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.edit_indicator`.
    """
    _only_known(changes)
    with changing(project_indicator.project) as project:
        row = project_indicator
        reread(row)
        if row.retired_at is not None:
            raise IndicatorRetired
        same_project(project, changes.get("goal"))
        before = snapshot(row)
        if changes.get("measure", row.measure) != row.measure:
            row.part_by = row.part = ""
        for name, value in changes.items():
            setattr(row, name, _cents(value) if name == "baseline" else value)
        differing = changed(row, before)
        if not differing:
            return row
        if row.indicator_id is not None and differing.keys() & OF_CATALOGUE:
            raise CatalogueSaysTheName
        _fit_name(row)
        if differing.keys() & {"measure", "part_by", "part"}:
            _fit_counting(row)
        refuse_overwriting(project, differing, seen, row)
        if differing.keys() & MEANS:
            row.version += 1
        row.save()
        record("reports.edit_indicator", on=project, by=by, part=row, changes=differing)
    return row


def retire(*, project_indicator: ProjectIndicator, by: Person | None) -> ProjectIndicator:
    """Follows the indicator no longer. Its targets, figures and frozen figures stay, and it can be
    brought back. Refuses with NoLongerThere, ProjectArchived, ProjectDeleted.

    Records `reports.retire`.
    """
    with changing(project_indicator.project) as project:
        row = project_indicator
        reread(row)
        if row.retired_at is None:
            row.retired_at = timezone.now()
            row.save(update_fields=["retired_at"])
            record("reports.retire", on=project, by=by, part=row)
    return row


def bring_back(*, project_indicator: ProjectIndicator, by: Person | None) -> ProjectIndicator:
    """Follows again, as the last of the list, an indicator that was no longer followed.

    Refuses with AlreadyPicked, IndicatorThere, NotInClosedList, NoLongerThere, ProjectArchived,
    ProjectDeleted. Records `reports.bring_back`.
    """
    with changing(project_indicator.project) as project:
        row = project_indicator
        reread(row)
        if row.retired_at is None:
            return row
        live = ProjectIndicator.objects.live().filter(project=project)
        if row.indicator is not None:
            if live.filter(indicator=row.indicator).exists():
                raise AlreadyPicked
            _fit_closed_list(project, row.indicator)
        row.retired_at = None
        row.position = next_position(project.indicators.all())
        _fit_name(row)
        row.save(update_fields=["retired_at", "position"])
        record("reports.bring_back", on=project, by=by, part=row)
    return row


def move(*, project_indicator: ProjectIndicator, steps: int, by: Person | None) -> ProjectIndicator:
    """Moves an indicator up (negative steps) or down, as far as the list of live ones goes.

    Refuses with IndicatorRetired, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.move`.
    """
    with changing(project_indicator.project) as project:
        row = project_indicator
        reread(row)
        if row.retired_at is not None:
            raise IndicatorRetired
        changes = move_among(ProjectIndicator.objects.live().filter(project=project), row, steps)
        if changes:
            record("reports.move", on=project, by=by, part=row, changes=changes)
    return row


def _fit_programme(project: Project, indicator: Indicator) -> None:
    if project.programme is None:
        raise NotOfProgramme
    if not Indicator.objects.offered_by(project.programme).filter(pk=indicator.pk).exists():
        raise NotOfProgramme
    there = ProjectIndicator.objects.filter(project=project, indicator=indicator)
    if there.live().exists():
        raise AlreadyPicked
    if there.exists():
        raise NoLongerFollowed
    _fit_closed_list(project, indicator)


def _fit_closed_list(project: Project, indicator: Indicator) -> None:
    closed = closed_codes(decision_in_force(project))
    if closed is not None and indicator.code not in closed:
        raise NotInClosedList(code=indicator.code)


def _fit_name(row: ProjectIndicator) -> None:
    """Own indicators have a name that no other live one of the project has."""
    if row.indicator_id is not None:
        return
    if not row.names:
        raise IndicatorUnnamed
    same = ProjectIndicator.objects.live().filter(project=row.project_id, names=row.names)
    if same.exclude(pk=row.pk).exists():
        raise IndicatorThere


def _fit_counting(row: ProjectIndicator) -> None:
    if not row.measure:
        if row.part_by or row.part:
            raise IndicatorByHand
        return
    try:
        measure = measures.get(row.measure)
    except KeyError:
        raise MeasureUnknown from None
    if not can_count(measure, row.indicator):
        assert row.indicator is not None
        raise MeasureOfAnotherUnit(
            wanted=row.indicator.get_count_unit_display(), given=UNIT_WORDS[measure.unit]
        )
    if bool(row.part_by) != bool(row.part) or (row.part_by and row.part_by not in measure.split):
        raise PartUnknown


def _cents(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(CENT)


def _only_known(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of an indicator: {', '.join(sorted(unknown))}")
