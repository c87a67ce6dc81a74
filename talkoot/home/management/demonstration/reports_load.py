"""Brings in the demonstration's reports, through the same operations as anybody's own."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils import timezone

from talkoot.events import operations as events
from talkoot.events.models import Attendance, Event
from talkoot.home.management.demonstration.counts import Counts
from talkoot.home.management.demonstration.reports import DRAFTED, REPORTED
from talkoot.home.management.demonstration.reports_shape import Drafted, Reported
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.reports import operations as reports
from talkoot.reports.models import Report

DUE_AFTER = timedelta(days=60)


def load_reports(counts: Counts) -> None:
    """Brings in the periods, headings and reports of the projects that have none. What is frozen is
    frozen at the moment when the demonstration is loaded."""
    for one in REPORTED:
        project = Project.objects.get(slug=one.project)
        if project.reporting_periods.exists():
            counts.kept += 1
            continue
        by = Person.objects.get(email=one.by)
        _headings(project, one.sets, by)
        for reported in one.reports:
            _report(project, reported, by)
            counts.one("reports")
    for drafted in DRAFTED:
        project = Project.objects.get(slug=drafted.project)
        if project.reporting_periods.exists():
            counts.kept += 1
        elif not project.period.has_ended(timezone.localdate()):
            _draft(project, drafted)
            counts.one("reports")


def _headings(project: Project, sets: Iterable[str], by: Person) -> None:
    for form in sets:
        reports.set_up_headings(project=project, form=form, by=by)


def _report(project: Project, reported: Reported, by: Person) -> None:
    period = reports.plan_period(
        project=project,
        kind=reported.kind,
        first_on=reported.first_on,
        last_on=reported.last_on,
        due_on=reported.due_on,
        note=reported.note,
        by=by,
    )
    report = reports.begin(period=period, by=by)
    _write(project, report, reported.texts, by)
    if reported.returned:
        _take(report, "submitted", by)
        reports.return_(report=report, reason=reported.returned, by=by)
        report = reports.answer_returned(report=report, by=by)
        _write(project, report, reported.mended, by)
    _take(report, reported.state, by)
    if reported.late_row:
        _mark_late(Event.objects.get(slug=reported.late_row), by)


def _write(project: Project, report: Report, texts: Mapping[str, str], by: Person) -> None:
    for heading in project.report_headings.filter(code__in=texts):
        reports.write_text(report=report, heading=heading, text=texts[heading.code], by=by)


def _take(report: Report, state: str, by: Person) -> None:
    """Takes a draft as far as it went."""
    reports.check(report=report, by=by)
    reports.freeze(report=report, by=by)
    if state in ("submitted", "accepted"):
        reports.submit(report=report, on=timezone.localdate(), by=by)
    if state == "accepted":
        reports.accept(report=report, by=by)


def _mark_late(event: Event, by: Person) -> None:
    """Somebody who had signed up, and who was not marked, is marked after all."""
    there = Attendance.objects.filter(event=event, registration__isnull=False)
    absent = event.registrations.exclude(pk__in=there.values("registration")).order_by("pk").first()
    if absent is not None:
        events.mark(event=event, how="list", registration=absent, by=by)


def _draft(project: Project, drafted: Drafted) -> None:
    by = Person.objects.get(email=drafted.by)
    year = timezone.localdate().year
    _headings(project, ["monitoring"], by)
    period = reports.plan_period(
        project=project,
        kind="period",
        first_on=date(year, 1, 1),
        last_on=date(year, 12, 31),
        due_on=date(year, 12, 31) + DUE_AFTER,
        note=drafted.note,
        by=by,
    )
    _write(project, reports.begin(period=period, by=by), drafted.texts, by)
