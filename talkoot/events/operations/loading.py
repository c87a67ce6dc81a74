"""Bringing in who was at an event that is over, from a register that was kept elsewhere."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from talkoot.events.models import Attendance, Event, Pool, Registration, Transition
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations import places
from talkoot.events.operations.changing import changing
from talkoot.events.operations.telling import token_for
from talkoot.history.record import record
from talkoot.organisations.models import Organisation
from talkoot.people import operations as people
from talkoot.people.models import Person, hash_of

AT_ONCE = 1000


@dataclass(frozen=True)
class Listed:
    """One line of a register: who signed up, and whether and how long they were there."""

    name: str
    email: str
    organisation: Organisation | None = None
    organisation_written: str = ""
    mode: str = Pool.Mode.REMOTE
    was_there: bool = True
    minutes: int | None = None
    is_project_staff: bool = False


def load_register(
    *,
    event: Event,
    lines: Sequence[Listed],
    by: Person | None,
    is_invented: bool = False,
) -> int:
    """Brings in the register of an event that is over; returns how many signed up. Nobody is told
    anything. An address that stands in it twice is one line. `is_invented`: so are its people, and
    the event's page says it.

    Refuses with EventNotOverYet, RegisterThere, NoPlacesForRegister, EventDeleted and people's
    AddressNotAnEmail. Records `events.load_register`, one entry for all of it.
    """
    once = {line.email.strip().lower(): line for line in lines}
    with changing(event):
        if not event.is_over:
            raise refusals.EventNotOverYet
        if event.registrations.exists() or event.attendances.exists():
            raise refusals.RegisterThere
        pools = {pool.mode: pool for pool in places.lock(event.pk).values()}
        if not {line.mode for line in once.values()} <= pools.keys():
            raise refusals.NoPlacesForRegister
        persons = people.persons_of_addresses(
            names={address: line.name for address, line in once.items()},
            by=by,
            is_invented=is_invented,
        )
        rows = [
            _row(event, pools[line.mode], line, persons[address]) for address, line in once.items()
        ]
        _write(event, rows, list(once.values()), by)
        for pool in pools.values():
            pool.held = sum(row.pool_id == pool.pk for row in rows)
            places.save(pool)
        if is_invented and not event.is_invented:
            event.is_invented = True
            event.save(update_fields=["is_invented"])
        there = sum(line.was_there for line in once.values())
        record(
            "events.load_register",
            on=event,
            by=by,
            changes={"count": [None, len(rows)], "present": [None, there]},
        )
    return len(rows)


def _row(event: Event, pool: Pool, line: Listed, person: Person) -> Registration:
    row = Registration(
        event=event,
        pool=pool,
        person=person,
        name=line.name.strip()[:200],
        email=person.email,
        organisation=line.organisation,
        organisation_written=line.organisation_written.strip()[:200],
        is_project_staff=line.is_project_staff,
        state=Registration.State.CONFIRMED,
        holds_place=True,
        notice_version=event.notice_version,
        calendar_uid=uuid.uuid4(),
    )
    row.token_hash = hash_of(token_for(row))
    return row


def _write(event: Event, rows: list[Registration], lines: list[Listed], by: Person | None) -> None:
    Registration.objects.bulk_create(rows, batch_size=AT_ONCE)
    Transition.objects.bulk_create(
        (
            Transition(
                registration=row,
                after=row.state,
                cause=Transition.Cause.SIGNED_UP,
                by=by,
                told_at=timezone.now(),
            )
            for row in rows
        ),
        batch_size=AT_ONCE,
    )
    Attendance.objects.bulk_create(
        (
            Attendance(
                event=event,
                registration=row,
                person=row.person,
                organisation=row.organisation,
                is_project_staff=row.is_project_staff,
                how=Attendance.How.LOADED,
                on_site=line.mode == Pool.Mode.ON_SITE,
                minutes=line.minutes,
                marked_by=by,
            )
            for row, line in zip(rows, lines, strict=True)
            if line.was_there
        ),
        batch_size=AT_ONCE,
    )
