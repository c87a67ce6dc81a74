"""What settled names of reports say of who was there, written as marks."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID, uuid5

from django.utils import timezone

from talkoot.events.models import Attendance, AttendanceReport, Event, Registration, ReportedPerson
from talkoot.events.models.intervals import Interval, minutes_of, restored, stored
from talkoot.events.operations.attendance import copy_registration
from talkoot.events.operations.certificates import correct_certificate
from talkoot.people.models import Person

How = Attendance.How
WALK_INS = UUID("6f2c8f52-5d3f-4f2e-9c70-6a3f0d6b7d11")
"""The space of the keys by which a report's walk-in is marked once."""


def mark_from_reports(
    event: Event,
    registrations: Iterable[Registration],
    report: AttendanceReport | None,
    by: Person | None,
) -> None:
    """Makes each one's mark what all the settled reports together say. Marks made otherwise stay."""
    rows = {row.pk: row for row in registrations}
    if not rows:
        return
    told: dict[int, list[Interval]] = defaultdict(list)
    settled = ReportedPerson.objects.filter(report__event=event, registration__in=rows)
    for number, intervals in settled.values_list("registration", "intervals"):
        assert number is not None
        told[number].extend(restored(intervals))
    live = Attendance.objects.live().filter(event=event, session=None)
    marks = {mark.registration_id: mark for mark in live.filter(registration__in=rows)}
    persons = dict(live.exclude(person=None).values_list("person", "pk"))
    new, changed, gone = [], [], []
    for number, row in rows.items():
        mark = marks.get(number)
        if mark is not None and mark.how != How.REPORT:
            continue
        if number not in told:
            if mark is not None:
                mark.withdrawn_at = timezone.now()
                gone.append(mark)
            continue
        if mark is None:
            if row.person_id is not None and row.person_id in persons:
                continue  # the same person is marked already by another registration
            mark = Attendance(
                event=event, registration=row, person_id=row.person_id, how=How.REPORT,
                on_site=False, report=report, marked_by=by,
            )  # fmt: skip  # one row in one line of thought
            copy_registration(mark, row)
            new.append(mark)
            if row.person_id is not None:
                persons[row.person_id] = 0
        else:
            changed.append(mark)
        mark.intervals = stored(told[number])
        mark.minutes = minutes_of(told[number])
    Attendance.objects.bulk_create(new, batch_size=1000)
    Attendance.objects.bulk_update(changed, ["intervals", "minutes"], batch_size=1000)
    Attendance.objects.bulk_update(gone, ["withdrawn_at"], batch_size=1000)
    certified = Registration.objects.filter(
        pk__in=[mark.registration_id for mark in (*new, *changed, *gone)],
        certificates__revoked_at=None, certificates__isnull=False,
    ).select_related("event")  # fmt: skip  # one question
    for row in certified:
        correct_certificate(row, by)


def mark_walk_in(event: Event, reported: ReportedPerson, by: Person | None) -> None:
    """Marks one who was there without a registration; an address that is known is its person's."""
    key = _key_of(reported)
    intervals = restored(reported.intervals)
    person = Person.objects.with_address(reported.email).first() if reported.email else None
    live = Attendance.objects.live().filter(event=event, session=None)
    if person is not None and live.filter(person=person).exists():
        person = None
    Attendance.objects.update_or_create(
        mark_key=key,
        defaults={
            "event": event,
            "person": person,
            "name": reported.name,
            "how": How.REPORT,
            "on_site": False,
            "intervals": stored(intervals),
            "minutes": minutes_of(intervals),
            "report": reported.report,
            "marked_by": by,
            "withdrawn_at": None,
        },
    )


def withdraw_walk_ins(report: AttendanceReport, people: Iterable[ReportedPerson]) -> None:
    """Takes back what `mark_walk_in` made of these."""
    keys = [_key_of(one) for one in people]
    live = Attendance.objects.live().filter(event=report.event, mark_key__in=keys)
    live.update(withdrawn_at=timezone.now())


def counted_walk_ins(people: Iterable[ReportedPerson]) -> set[int]:
    """Those of them who count as having been there without signing up."""
    keys = {_key_of(one): one.pk for one in people}
    live = Attendance.objects.live().filter(mark_key__in=keys)
    return {keys[key] for key in live.values_list("mark_key", flat=True) if key}


def _key_of(reported: ReportedPerson) -> UUID:
    return uuid5(WALK_INS, f"{reported.report_id}/{reported.pk}")
