"""What becomes of the registrations and marks of two persons who turn out to be one."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from talkoot.events.models import Attendance, Event, Registration, ReportedPerson, Transition
from talkoot.events.models.intervals import minutes_of, restored, stored
from talkoot.events.operations import places
from talkoot.events.operations.certificates import move_certificate
from talkoot.history import record as history
from talkoot.people.models import Person

State = Registration.State
STRENGTH = (State.WAITING, State.OFFERED, State.CONFIRMED)


def settle_two_participants(*, duplicate: Person, into: Person, by: Person | None) -> None:
    """Registered with people's `before_merge`: at an event where both had signed up or been, one
    registration and one mark of each part remain.

    The registration that stands better stays and the other ends, so that its place goes to the
    queue; nobody is written to, for the merge itself is told. Marks become one, with the time of
    both. Records `events.unite` for each event.
    """
    shared = _events_of(duplicate) & _events_of(into)
    for event in Event.objects.filter(pk__in=shared).order_by("pk"):
        _settle(event, (duplicate, into), into, by)


def _events_of(person: Person) -> set[int]:
    signed_up = Registration.objects.filter(person=person).values_list("event", flat=True)
    was_there = _marks(Q(person=person) | Q(registration__person=person))
    return {*signed_up, *was_there.values_list("event", flat=True)}


def _marks(whose: Q) -> QuerySet[Attendance]:
    return Attendance.objects.live().filter(whose)


def _settle(event: Event, persons: Sequence[Person], into: Person, by: Person | None) -> None:
    # Nobody marks anybody of the event, nor changes its places, meanwhile.
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    pools = places.lock(event.pk)
    rows = list(Registration.objects.filter(event=event, person__in=persons).order_by("pk"))
    for row in rows:
        row.event, row.pool = event, pools[row.pool_id]
    kept = max(rows, key=lambda row: _strength(row, into), default=None)
    ended = [row for row in rows if row is not kept]
    marks = _marks(Q(person__in=persons) | Q(registration__in=rows)).filter(event=event)
    united = _unite(list(marks.order_by("session_id", "pk")), kept)
    leaving = [row for row in ended if row.state in Registration.LIVE]
    if not united and not leaving:
        return
    places.step(leaving, State.CANCELLED, Transition.Cause.UNITED, by=by, told=False)
    for pool in pools.values():
        if event.is_over:
            places.save(pool)
        else:
            places.promote(pool)
    if kept is not None:
        ReportedPerson.objects.filter(registration__in=ended).update(registration=kept)
        for row in ended:
            move_certificate(row, kept, by)
    history.record("events.unite", on=event, by=by, part=kept)


def _strength(row: Registration, into: Person) -> tuple[object, ...]:
    """A place before an offer before the queue before what has ended; of two alike the one further
    on in the queue, then the one of the address that stays."""
    rank = STRENGTH.index(State(row.state)) if row.state in STRENGTH else -1
    waited = -row.queued_at.timestamp() if rank == 0 and row.queued_at else 0.0
    return rank, row.holds_place, row.priority, waited, row.person_id == into.pk, -row.pk


def _unite(marks: Iterable[Attendance], kept: Registration | None) -> bool:
    """Makes the marks of each part one, of the registration that stays; tells whether any changed."""
    parts: dict[int | None, list[Attendance]] = {}
    for mark in marks:
        parts.setdefault(mark.session_id, []).append(mark)
    changed = False
    for same in parts.values():
        # One that was made by hand stays before one that a report made.
        same.sort(key=lambda mark: (mark.how == Attendance.How.REPORT, mark.pk))
        first, *others = same
        moves = kept is not None and first.registration_id != kept.pk
        if not others and not moves:
            continue
        changed = True
        Attendance.objects.filter(pk__in=[mark.pk for mark in others]).update(
            withdrawn_at=timezone.now()
        )
        if kept is not None:
            first.registration, first.name = kept, ""
        _add_up(first, others)
        first.save()
    return changed


def _add_up(first: Attendance, others: Sequence[Attendance]) -> None:
    """What is known of all: the time of all their intervals, else the longest that anybody wrote."""
    every = [first, *others]
    known = [mark.minutes for mark in every if mark.minutes is not None]
    whole = [interval for mark in every for interval in restored(mark.intervals)]
    first.intervals = stored(whole)
    first.minutes = max([minutes_of(whole), *known]) if known else None
    first.is_project_staff = any(mark.is_project_staff for mark in every)
    first.on_site = any(mark.on_site for mark in every)
    if first.organisation is None:
        first.organisation = next(
            (mark.organisation for mark in others if mark.organisation is not None), None
        )
