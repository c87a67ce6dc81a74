"""What the arranger does to places and to the queue, each with a reason that the person sees."""

from datetime import datetime

from talkoot.events.models import Pool, Registration, Transition
from talkoot.events.operations import places, refusals
from talkoot.events.operations.outcome import Outcome, outcome_of
from talkoot.events.operations.own import anew, changing
from talkoot.events.operations.places import State, pool_changing
from talkoot.history import record as history
from talkoot.kit.refusals import refused_by
from talkoot.people.models import Person

Cause = Transition.Cause
ANOTHER = {"events_registration_one_per_address": refusals.AnotherInForce}


def _said(reason: str) -> str:
    if not reason.strip():
        raise refusals.ReasonMissing
    return reason.strip()[:300]


def give_place(*, registration: Registration, reason: str, by: Person | None) -> Outcome:
    """Gives a place past the queue and, if need be, beyond the limit: to the whole party, from
    whatever state. Who has a place keeps it.

    Refuses with ReasonMissing, AlreadyHasPlace, EventCancelled, AnotherInForce. Records
    events.give_place.
    """
    said = _said(reason)
    with changing(registration) as (_pools, row):
        if row.state == State.CONFIRMED:
            raise refusals.AlreadyHasPlace
        if not row.pool.is_open:
            raise refusals.EventCancelled
        with refused_by(ANOTHER):
            places.step(
                places.unit_of(row, row.state),
                State.CONFIRMED,
                Cause.PLACE_GIVEN,
                by=by,
                reason=said,
            )
        places.save(row.pool)
        history.record("events.give_place", on=row.event, by=by, part=row, note=said)
    return outcome_of(anew(row))


def remove(*, registration: Registration, reason: str, by: Person | None) -> None:
    """Takes somebody from the event or from its queue; what becomes free goes to the queue.

    Refuses with ReasonMissing, RegistrationEnded. Records events.remove.
    """
    said = _said(reason)
    with changing(registration) as (_pools, row):
        if row.state not in Registration.LIVE:
            raise refusals.RegistrationEnded
        places.step([row], State.REMOVED, Cause.REMOVED, by=by, reason=said)
        history.record("events.remove", on=row.event, by=by, part=row, note=said)


def return_to_queue(*, registration: Registration, reason: str, by: Person | None) -> Outcome:
    """Puts somebody at the end of the queue, from a place or from whatever ended their registration.

    Refuses with ReasonMissing, EventCancelled, AnotherInForce. Records events.return_to_queue.
    """
    said = _said(reason)
    with changing(registration) as (_pools, row):
        if not row.pool.is_open:
            raise refusals.EventCancelled
        moment = places.next_queued_at(row.pool)
        with refused_by(ANOTHER):
            places.step([row], State.WAITING, Cause.RETURNED, by=by, reason=said, queued_at=moment)
        Registration.objects.filter(pk=row.pk).update(priority=0)
        history.record("events.return_to_queue", on=row.event, by=by, part=row, note=said)
    return outcome_of(anew(row))


def move_in_queue(
    *, registration: Registration, priority: int, reason: str, by: Person | None
) -> Outcome:
    """Moves somebody, with their party, before all of a lower priority (0 is everyone's own).

    Refuses with ReasonMissing, NotInQueue. Records events.move_in_queue.
    """
    said = _said(reason)
    with changing(registration) as (_pools, row):
        if row.state != State.WAITING:
            raise refusals.NotInQueue
        unit = places.unit_of(row, State.WAITING)
        before = row.priority
        Registration.objects.filter(pk__in=[one.pk for one in unit]).update(priority=priority)
        places.step(unit, State.WAITING, Cause.MOVED, by=by, reason=said)
        history.record(
            "events.move_in_queue", on=row.event, by=by, part=row, note=said,
            changes={"priority": [before, priority]},
        )  # fmt: skip  # one entry in one line of thought
    return outcome_of(anew(row))


def set_capacity(*, pool: Pool, capacity: int | None, by: Person | None) -> Pool:
    """Sets how many places there are (None: no limit). More places go to the queue in the same
    transaction; fewer evict nobody. The same number changes nothing.

    Records events.set_capacity.
    """
    with pool_changing(pool) as locked:
        before = locked.capacity
        if before != capacity:
            locked.capacity = capacity
            places.save(locked)
            history.record(
                "events.set_capacity", on=locked.event, by=by, part=locked,
                changes={"capacity": [before, capacity]},
            )  # fmt: skip  # one entry in one line of thought
    return locked


def set_queue(
    *,
    pool: Pool,
    queue: str,
    offer_hours: int,
    cut_off_at: datetime | None,
    by: Person | None,
) -> Pool:
    """Sets how a freed place goes on: at once, by offers that last so many hours, or to nobody, and
    from when it goes to whoever is first. Those who wait already are not forgotten when a queue is
    closed. Nothing different records nothing. Records events.set_queue.
    """
    with pool_changing(pool) as locked:
        before = history.snapshot(locked)
        locked.queue, locked.offer_hours = Pool.Queue(queue), offer_hours
        locked.cut_off_at = cut_off_at
        changes = history.differences(locked, before)
        if changes:
            locked.save(update_fields=["queue", "offer_hours", "cut_off_at"])
            history.record("events.set_queue", on=locked.event, by=by, part=locked, changes=changes)
    return locked
