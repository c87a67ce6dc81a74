"""When the project reports: periods, final report and their due dates."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.refusals import Refused, refused_by
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import (
    Changes,
    changed,
    changing,
    first_values,
    last_values,
    refuse_overwriting,
    reread,
)
from talkoot.reports.models import Report, ReportingPeriod


class PeriodEndsBeforeStart(Refused):
    sentence = _("The last day is before the first.")
    field = "last_on"


class PeriodsOverlap(Refused):
    sentence = _("Another reporting period of the project has some of the same days.")
    next_step = _("Choose days that no other period has, so that nothing is reported twice.")
    field = "first_on"


class FinalReportThere(Refused):
    sentence = _("The project has a period for its final report already.")
    next_step = _("Edit that period.")
    field = "kind"


class PeriodFrozen(Refused):
    sentence = _("A report of this period has been frozen, so its days and kind stay as they are.")
    next_step = _("The due date and the note can still be changed.")
    field = "first_on"


class PeriodReported(Refused):
    sentence = _("This period has a report already, so it cannot be removed.")
    next_step = _("Throw away the draft first. What has been frozen stays.")


BREACHES: dict[str, type[Refused]] = {
    "reports_reportingperiod_no_overlap": PeriodsOverlap,
    "reports_reportingperiod_one_final": FinalReportThere,
    "reports_reportingperiod_ends_after_start": PeriodEndsBeforeStart,
}


def plan_period(
    *,
    project: Project,
    kind: str,
    first_on: date,
    last_on: date,
    due_on: date | None,
    by: Person | None,
    note: str = "",
) -> ReportingPeriod:
    """Plans a period, its first and last day included, and when its report is due.

    Refuses with PeriodEndsBeforeStart, PeriodsOverlap, FinalReportThere, ProjectArchived,
    ProjectDeleted. Records `reports.plan_period`.
    """
    with changing(project):
        row = ReportingPeriod(
            project=project,
            kind=kind,
            first_on=first_on,
            last_on=last_on,
            due_on=due_on,
            note=note.strip(),
        )
        if last_on < first_on:
            raise PeriodEndsBeforeStart
        with refused_by(BREACHES):
            row.save()
        record("reports.plan_period", on=project, by=by, part=row, changes=first_values(row))
    return row


def edit_period(
    *,
    period: ReportingPeriod,
    first_on: date,
    last_on: date,
    due_on: date | None,
    by: Person | None,
    kind: str | None = None,
    note: str = "",
    seen: int | None = None,
) -> ReportingPeriod:
    """Changes a period; of one whose report was frozen only the due date and the note.

    Refuses with PeriodFrozen, PeriodEndsBeforeStart, PeriodsOverlap, FinalReportThere,
    ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.edit_period`.
    """
    with changing(period.project) as project:
        reread(period)
        before = snapshot(period)
        period.kind = kind or period.kind
        period.first_on, period.last_on, period.due_on = first_on, last_on, due_on
        period.note = note.strip()
        changes = changed(period, before)
        if changes:
            _refuse_changing_frozen(period, changes)
            refuse_overwriting(project, changes, seen, period)
            if last_on < first_on:
                raise PeriodEndsBeforeStart
            with refused_by(BREACHES):
                period.save()
            record("reports.edit_period", on=project, by=by, part=period, changes=changes)
    return period


def _refuse_changing_frozen(period: ReportingPeriod, changes: Changes) -> None:
    frozen = Report.objects.filter(period=period, frozen_at__isnull=False)
    if {"kind", "first_on", "last_on"} & set(changes) and frozen.exists():
        raise PeriodFrozen


def remove_period(*, period: ReportingPeriod, by: Person | None) -> None:
    """Removes a period that nothing has been reported of.

    Refuses with PeriodReported, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.remove_period`.
    """
    with changing(period.project) as project:
        reread(period)
        if period.reports.exists():
            raise PeriodReported
        record("reports.remove_period", on=project, by=by, part=period, changes=last_values(period))
        period.delete()
