"""Marking who was there: at the door, on the list, by the code on the screen, and taking a mark back."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from talkoot.events.models import Attendance, Event, Registration, Session
from talkoot.events.models.intervals import Interval, minutes_of, stored
from talkoot.events.operations import attendance_refusals as refusals
from talkoot.events.operations.at_door import at_door
from talkoot.events.operations.certificates import correct_certificate
from talkoot.events.operations.changing import same_event
from talkoot.events.operations.refusals import EventCancelled
from talkoot.events.queries import check_in
from talkoot.history import record as history
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person

How = Attendance.How
MOST_HEADS = 200


@dataclass(frozen=True)
class Marked:
    """The mark, and whether it was made now; a mark that was there before is not made again."""

    attendance: Attendance
    is_new: bool


def mark(
    *,
    event: Event,
    how: str,
    by: Person | None,
    registration: Registration | None = None,
    person: Person | None = None,
    name: str = "",
    organisation: Organisation | None = None,
    organisation_written: str = "",
    session: Session | None = None,
    on_site: bool | None = None,
    intervals: Iterable[Interval] = (),
    mark_key: UUID | None = None,
    anyway: bool = False,
) -> Marked:
    """Notes that somebody is there: of a registration, or a walk-in by name, or a head without one.

    The same `mark_key` sent again changes nothing, even after the mark was taken back; who is
    marked already is not marked twice. `anyway` lets in one who has no place. Without `intervals`
    the mark says only that the person was there.
    Refuses with EventNotBegun, EventCancelled, HasNoPlace, PartOfAnotherEvent, EventDeleted.
    Records events.mark.
    """
    with at_door(event) as locked:
        known = _known(locked, mark_key)
        if known is not None:
            return Marked(known, is_new=False)
        _refuse_closed(locked)
        same_event(locked, session)
        same_event(locked, registration)
        if registration is not None:
            person = registration.person
            if registration.state != Registration.State.CONFIRMED and not anyway:
                raise refusals.HasNoPlace
        there = _there(locked, session, registration, person)
        if there is not None:
            return Marked(there, is_new=False)
        row = Attendance(
            event=locked,
            session=session,
            registration=registration,
            person=person,
            how=how,
            mark_key=mark_key,
            marked_by=by,
            on_site=locked.on_site if on_site is None else on_site,
        )
        if registration is None:
            row.name = name.strip()[:200]
            row.organisation = organisation
            row.organisation_written = "" if organisation else organisation_written.strip()[:200]
        else:
            copy_registration(row, registration)
            row.on_site = registration.pool.mode == "on_site" if on_site is None else on_site
        whole = list(intervals)
        if whole:
            row.intervals, row.minutes = stored(whole), minutes_of(whole)
        row.save()
        history.record("events.mark", on=locked, by=by or AnonymousUser(), part=row)
        if registration is not None:
            correct_certificate(registration, by)
    return Marked(row, is_new=True)


def copy_registration(row: Attendance, registration: Registration) -> None:
    """What a mark keeps of its registration after the registration's own fields are emptied."""
    row.organisation = registration.organisation
    row.is_project_staff = registration.is_project_staff


def mark_heads(
    *,
    event: Event,
    number: int,
    by: Person | None,
    session: Session | None = None,
    organisation: Organisation | None = None,
    organisation_written: str = "",
    mark_key: UUID | None = None,
) -> list[Attendance]:
    """Notes so many who came without saying who they are, each a mark of its own. The same
    `mark_key` sent again changes nothing.

    Refuses with NameMissing (not 1–200), EventNotBegun, EventCancelled, PartOfAnotherEvent,
    EventDeleted. Records events.mark once.
    """
    if not 1 <= number <= MOST_HEADS:
        raise refusals.NameMissing
    with at_door(event) as locked:
        if _known(locked, mark_key) is not None:
            return []
        _refuse_closed(locked)
        same_event(locked, session)
        rows = [
            Attendance(
                event=locked,
                session=session,
                how=How.LIST,
                on_site=locked.on_site,
                organisation=organisation,
                organisation_written="" if organisation else organisation_written.strip()[:200],
                marked_by=by,
                mark_key=mark_key if place == 0 else None,
            )
            for place in range(number)
        ]
        Attendance.objects.bulk_create(rows)
        history.record("events.mark", on=locked, by=by, changes={"count": [None, number]})
    return rows


def withdraw_mark(*, attendance: Attendance, by: Person | None) -> Attendance:
    """Takes back a wrong mark; the row stays, out of every count, and a certificate that no longer
    holds is revoked. A second time changes nothing.

    Refuses with EventDeleted. Records events.withdraw_mark.
    """
    with at_door(attendance.event) as event:
        attendance.refresh_from_db()
        if attendance.withdrawn_at is None:
            attendance.withdrawn_at = timezone.now()
            attendance.save(update_fields=["withdrawn_at"])
            history.record("events.withdraw_mark", on=event, by=by, part=attendance)
            if attendance.registration is not None:
                correct_certificate(attendance.registration, by)
    return attendance


def open_check_in(*, event: Event, by: Person | None) -> Event:
    """Lets people mark themselves by the code on the screen. A second time changes nothing.

    Refuses with EventNotBegun, EventCancelled, EventDeleted. Records events.open_check_in.
    """
    with at_door(event) as locked:
        _refuse_closed(locked)
        if not locked.check_in_hash:
            locked.check_in_hash = secrets.token_hex(32)
            locked.save(update_fields=["check_in_hash"])
            history.record("events.open_check_in", on=locked, by=by)
    return locked


def close_check_in(*, event: Event, by: Person | None) -> Event:
    """Ends it; the codes that were shown are worth nothing any more. A second time changes nothing.

    Refuses with EventDeleted. Records events.close_check_in.
    """
    with at_door(event) as locked:
        if locked.check_in_hash:
            locked.check_in_hash = ""
            locked.save(update_fields=["check_in_hash"])
            history.record("events.close_check_in", on=locked, by=by)
    return locked


def check_self_in(
    *,
    code: str,
    name: str,
    email: str = "",
    organisation: Organisation | None = None,
    organisation_written: str = "",
    mark_key: UUID | None = None,
    by: Person | None = None,
) -> Marked:
    """Marks whoever reads the code on the screen: the registration of the address, else the one of
    exactly that name, else a walk-in. What is answered does not tell which.

    Refuses with CodeNotValid, NameMissing, EventCancelled, EventDeleted. Records events.mark.
    """
    event = check_in.event_of_code(code)
    if event is None or check_in.self_check_in_is_late(event):
        raise refusals.CodeNotValid
    if not name.strip():
        raise refusals.NameMissing
    registration = _own_registration(event, name, email)
    return mark(
        event=event,
        how=How.SELF,
        by=by,
        registration=registration,
        name=name,
        organisation=organisation,
        organisation_written=organisation_written,
        mark_key=mark_key,
    )


def _own_registration(event: Event, name: str, email: str) -> Registration | None:
    confirmed = Registration.objects.filter(event=event, state="confirmed")
    if email.strip():
        mine = Registration.objects.of_address(event, email).filter(state="confirmed").first()
        if mine is not None:
            return mine
    wanted = " ".join(name.split())
    namesakes = list(confirmed.filter(name__iexact=wanted).select_related("pool", "person")[:2])
    return namesakes[0] if len(namesakes) == 1 else None


def _known(event: Event, mark_key: UUID | None) -> Attendance | None:
    if mark_key is None:
        return None
    known = Attendance.objects.filter(mark_key=mark_key).first()
    same_event(event, known)
    return known


def _refuse_closed(event: Event) -> None:
    if event.cancelled_at is not None:
        raise EventCancelled
    if not check_in.is_day_of(event):
        raise refusals.EventNotBegun


def _there(
    event: Event,
    session: Session | None,
    registration: Registration | None,
    person: Person | None,
) -> Attendance | None:
    marks = Attendance.objects.live().filter(event=event, session=session)
    if registration is not None:
        mine = marks.filter(registration=registration).first()
        if mine is not None:
            return mine
    return marks.filter(person=person).first() if person is not None else None
