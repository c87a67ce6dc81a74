"""The places of an event and of its sessions: how many, by which way, and how the queue moves on."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import ProtectedError

from talkoot.events.models import Event, Pool, Session
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations import places
from talkoot.events.operations.arranging import set_capacity, set_queue
from talkoot.events.operations.changing import changing, reread, same_event
from talkoot.history.record import record
from talkoot.kit.refusals import refused_by
from talkoot.people.models import Person
from talkoot.projects.operations.changing import first_values, last_values

REFUSALS = {"events_pool_one_per_mode": refusals.PlacesThere}


class Places(NamedTuple):
    """What is asked for: places by one way of taking part; `capacity` None is no limit."""

    mode: str
    capacity: int | None = None
    queue: str = Pool.Queue.OFFER
    offer_hours: int = 24
    cut_off_at: datetime | None = None


def add_places(
    *, event: Event, asked: Places, by: Person | None, session: Session | None = None
) -> Pool:
    """Adds places by one way of taking part, of the event or of one of its sessions. The event is
    then said to be on site or remote too. A session's places have no queue.

    Refuses with PlacesThere, PartOfAnotherEvent, EventDeleted. Records `events.add_places`.
    """
    with changing(event):
        same_event(event, session)
        with refused_by(REFUSALS):
            pool = add_one(event, asked, session)
        if session is None:
            _say_mode(event, pool.mode)
        record("events.add_places", on=event, by=by, part=pool, changes=first_values(pool))
    return pool


def edit_places(
    *,
    pool: Pool,
    by: Person | None,
    capacity: int | None,
    queue: str,
    offer_hours: int,
    cut_off_at: datetime | None,
) -> Pool:
    """Changes the limit and how the queue moves on. More places go to the queue at once; fewer evict
    nobody. Records `events.set_queue` and `events.set_capacity`, each if it differs."""
    with transaction.atomic():
        if pool.session_id is None:
            set_queue(pool=pool, queue=queue, offer_hours=offer_hours, cut_off_at=cut_off_at, by=by)
        return set_capacity(pool=pool, capacity=capacity, by=by)


def remove_places(*, pool: Pool, by: Person | None) -> None:
    """Removes places that nobody has signed up for.

    Refuses with PlacesInUse, NoLongerThere, EventDeleted. Records `events.remove_places`.
    """
    with changing(pool.event) as event:
        reread(pool)
        record("events.remove_places", on=event, by=by, part=pool, changes=last_values(pool))
        try:
            pool.delete()
        except ProtectedError:
            raise refusals.PlacesInUse from None


def add_all(event: Event, asked: Sequence[Places] | None) -> None:
    """The first places of an event that is being made: those asked for, or without a limit for each
    way of taking part. Inside `create` and `copy`, which record it."""
    if asked is None:
        modes = [mode for mode in Pool.Mode.values if getattr(event, mode)]
        asked = [Places(mode) for mode in modes] if event.takes_registrations else []
    for one in asked:
        add_one(event, Places(*one), None)
        _say_mode(event, one[0])


def keep_modes(event: Event) -> None:
    """The places follow the ways of taking part: one that was switched on gets places without a
    limit, one that was switched off loses places that nobody uses. Inside `edit`.

    Refuses with PlacesInUse.
    """
    there = places.lock(event.pk)
    modes = {pool.mode: pool for pool in there.values()}
    for mode in Pool.Mode.values:
        is_on, pool = getattr(event, mode), modes.get(mode)
        if is_on and pool is None and event.takes_registrations:
            add_one(event, Places(mode), None)
        if not is_on and pool is not None:
            if pool.registrations.exists():
                raise refusals.PlacesInUse
            pool.delete()


def add_one(event: Event, asked: Places, session: Session | None) -> Pool:
    """One row of places, inside an operation that records it."""
    return Pool.objects.create(
        event=event,
        session=session,
        mode=asked.mode,
        capacity=asked.capacity,
        queue=asked.queue if session is None else Pool.Queue.OFF,
        offer_hours=asked.offer_hours,
        cut_off_at=asked.cut_off_at,
        is_open=event.cancelled_at is None,
    )


def _say_mode(event: Event, mode: str) -> None:
    if not getattr(event, mode):
        setattr(event, mode, True)
        event.save(update_fields=[mode])
