"""Who was at an event, for the arranger's page after it."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from talkoot.events.models import (
    Attendance,
    AttendanceReport,
    Certificate,
    Event,
    ReportedPerson,
)


def marks_of(event: Event) -> QuerySet[Attendance]:
    """All marks in force, by name; those without a name last."""
    rows = Attendance.objects.live().filter(event=event)
    return rows.select_related(
        "registration__organisation", "organisation", "session", "person"
    ).order_by(F("registration__name").asc(nulls_last=True), "name", "pk")


@dataclass(frozen=True)
class Numbers:
    """Those with a place, marked of them, marked without a registration, and without a mark."""

    signed_up: int
    came: int
    walk_ins: int
    absent: int


def numbers_of(event: Event) -> Numbers:
    confirmed = event.registrations.filter(state="confirmed")
    here = Attendance.objects.live().filter(event=event)
    came = here.exclude(registration=None).values("registration").distinct().count()
    absent = confirmed.exclude(pk__in=here.exclude(registration=None).values("registration"))
    return Numbers(
        signed_up=confirmed.count(),
        came=came,
        walk_ins=here.filter(registration=None).count(),
        absent=absent.count(),
    )


def reports_of(event: Event) -> list[tuple[AttendanceReport, int, int]]:
    """Each report with its people and those of them that wait for a decision."""
    return [
        (
            report,
            report.people.count(),
            report.people.filter(settled_at=None).count(),
        )
        for report in event.attendance_reports.select_related("by").order_by("pk")
    ]


def certificates_of(event: Event) -> dict[int, Certificate]:
    """The certificate in force of each registration."""
    rows = Certificate.objects.filter(registration__event=event, revoked_at=None)
    return {row.registration_id: row for row in rows}


def waiting_first(report: AttendanceReport) -> QuerySet[ReportedPerson]:
    """The people of a report: those who wait, those with a proposal first."""
    return report.people.select_related("proposed", "registration").order_by(
        F("settled_at").desc(nulls_first=True), F("proposed").asc(nulls_last=True), "name", "pk"
    )
