"""Bringing in attendance reports: people proposed, settled by a person, and taken back whole."""

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from talkoot.events.models import (
    AttendanceReport,
    Event,
    Registration,
    ReportedPerson,
)
from talkoot.events.models.intervals import Interval, stored
from talkoot.events.operations import attendance_refusals as refusals
from talkoot.events.operations.at_door import at_door
from talkoot.events.operations.changing import NoLongerThere, same_event
from talkoot.events.operations.report_marks import (
    mark_from_reports,
    mark_walk_in,
    withdraw_walk_ins,
)
from talkoot.events.queries.matching import Matcher
from talkoot.events.queries.reports_in import Read, read_report
from talkoot.history import record as history
from talkoot.kit.sheets import LARGEST_MB
from talkoot.people.models import Person

NEAR = timedelta(days=2)


@dataclass(frozen=True)
class Brought:
    """The report, whether it is new here, and how many of its rows could not be read."""

    report: AttendanceReport
    is_new: bool
    unread: int = 0


def bring_report(
    *,
    event: Event,
    file: BinaryIO,
    by: Person | None,
    name: str = "",
    zone: str = "Europe/Helsinki",
) -> Brought:
    """Brings in what a meeting program wrote: each person once with all their joins, and whom they
    may be. Nobody is marked yet. The same file again changes nothing.

    Times without a zone of their own are those of `zone`. Refuses with NotAReport,
    ReportOfAnotherDay, EventDeleted, and the refusals of kit.sheets. Records events.bring_report.
    """
    content = file.read(LARGEST_MB * 1024 * 1024 + 1)
    digest = hashlib.sha256(content).hexdigest()
    known = AttendanceReport.objects.filter(event=event, sha256=digest).first()
    if known is not None:
        return Brought(known, is_new=False)
    # Read before the row is locked: a long file keeps nobody from marking.
    read = read_report(
        io.BytesIO(content),
        zone=ZoneInfo(zone),
        near=timezone.localdate(event.starts_at) if event.starts_at else None,
        begins=event.starts_at,
        ends=event.ends_at,
    )
    if read is None or not read.people:
        raise refusals.NotAReport
    _refuse_another_day(event, read)
    rows = Registration.objects.filter(event=event).only("pk", "name", "email", "state")
    matcher = Matcher(rows)
    with at_door(event) as locked:
        report, is_new = AttendanceReport.objects.get_or_create(
            event=locked,
            sha256=digest,
            defaults={
                "program": read.program,
                "file_name": name.replace("\\", "/").split("/")[-1][-200:],
                "by": by,
            },
        )
        if not is_new:
            return Brought(report, is_new=False)
        people = []
        for one in read.people:
            match = matcher.match(one.name, one.email)
            people.append(
                ReportedPerson(
                    report=report,
                    name=one.name,
                    email=one.email,
                    intervals=stored_or_moment(one.intervals),
                    proposed_id=match.registration if match else None,
                )
            )
        ReportedPerson.objects.bulk_create(people, batch_size=2000)
        history.record(
            "events.bring_report", on=locked, by=by, part=report,
            changes={"count": [None, len(people)]},
        )  # fmt: skip  # one entry in one line of thought
    return Brought(report, is_new=True, unread=read.unread)


def stored_or_moment(intervals: list[Interval]) -> list[list[str]]:
    """What the row keeps; who was there for no time at all keeps the moment."""
    return stored(intervals) or [[start.isoformat(), end.isoformat()] for start, end in intervals]


def settle_match(
    *,
    reported: ReportedPerson,
    registration: Registration | None,
    by: Person | None,
    walk_in: bool = False,
) -> ReportedPerson:
    """Says whose the name is: a registration's, with `walk_in` one of nobody who signed up, and with
    neither one who is not counted (the same person twice, a recording device).

    The person's minutes are the union of all reports. A mark made by hand stays as it is.
    Refuses with MatchSettled, NoLongerThere, PartOfAnotherEvent, EventDeleted.
    Records events.settle_match.
    """
    with at_door(reported.report.event) as event:
        _reread(reported)
        if reported.settled_at is not None:
            raise refusals.MatchSettled
        same_event(event, registration)
        reported.registration = registration
        reported.settled_at = timezone.now()
        reported.save(update_fields=["registration", "settled_at"])
        if registration is not None:
            mark_from_reports(event, [registration], reported.report, by)
        elif walk_in:
            mark_walk_in(event, reported, by)
        history.record("events.settle_match", on=event, by=by, part=reported.report)
    return reported


def settle_sure(*, report: AttendanceReport, by: Person | None) -> int:
    """Settles all whose address is that of the proposed registration; returns how many.

    Refuses with EventDeleted. Records events.settle_match once.
    """
    with at_door(report.event) as event:
        sure = list(
            sure_ones(report).select_related(
                "proposed__pool", "proposed__person", "proposed__event"
            )
        )
        now = timezone.now()
        for one in sure:
            one.registration, one.settled_at = one.proposed, now
        ReportedPerson.objects.bulk_update(sure, ["registration", "settled_at"], batch_size=1000)
        rows = {one.proposed.pk: one.proposed for one in sure if one.proposed is not None}
        mark_from_reports(event, rows.values(), report, by)
        if sure:
            history.record(
                "events.settle_match", on=event, by=by, part=report,
                changes={"count": [None, len(sure)]},
            )  # fmt: skip  # one entry in one line of thought
    return len(sure)


def sure_ones(report: AttendanceReport) -> QuerySet[ReportedPerson]:
    """Those who wait and whose address is that of the proposed registration."""
    waiting = report.people.filter(settled_at=None).exclude(email="")
    return waiting.alias(mine=Lower("proposed__email"), theirs=Lower("email")).filter(
        mine=F("theirs")
    )


def open_match(*, reported: ReportedPerson, by: Person | None) -> ReportedPerson:
    """Takes back what was settled; what was marked by it goes, unless another report says the same.
    A second time changes nothing.

    Refuses with NoLongerThere, EventDeleted. Records events.open_match.
    """
    with at_door(reported.report.event) as event:
        _reread(reported)
        if reported.settled_at is None:
            return reported
        was = reported.registration
        reported.registration, reported.settled_at = None, None
        reported.save(update_fields=["registration", "settled_at"])
        withdraw_walk_ins(reported.report, [reported])
        if was is not None:
            mark_from_reports(event, [was], reported.report, by)
        history.record("events.open_match", on=event, by=by, part=reported.report)
    return reported


def take_back_report(*, report: AttendanceReport, by: Person | None) -> None:
    """Takes a whole report back, with every mark that only it made; the same file may then be
    brought in again, for instance with another zone. Marks made by hand stay.

    Refuses with NoLongerThere, EventDeleted. Records events.take_back_report.
    """
    with at_door(report.event) as event:
        people = list(report.people.select_related("registration__event"))
        history.record(
            "events.take_back_report", on=event, by=by, part=report,
            changes={"count": [len(people), None]},
        )  # fmt: skip  # one entry in one line of thought
        withdraw_walk_ins(report, people)
        rows = {one.registration.pk: one.registration for one in people if one.registration}
        report.people.all().delete()
        mark_from_reports(event, rows.values(), None, by)
        report.delete()


def _reread(reported: ReportedPerson) -> None:
    try:
        reported.refresh_from_db()
    except ReportedPerson.DoesNotExist:
        raise NoLongerThere from None


def _refuse_another_day(event: Event, read: Read) -> None:
    """A report whose every time is far from the event's hours is of another meeting."""
    if event.starts_at is None or event.ends_at is None or read.first is None:
        return
    near = any(
        start < event.ends_at + NEAR and end > event.starts_at - NEAR
        for one in read.people
        for start, end in one.intervals
    )
    if not near:
        first = timezone.localtime(read.first)
        raise refusals.ReportOfAnotherDay(first=f"{first.day}.{first.month}.{first.year}")
