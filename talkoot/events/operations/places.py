"""Places and the queue: the one row that sign-ups meet at, and who gets what becomes free."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from talkoot.events.models import Event, Pool, Registration, SessionPlace, Transition
from talkoot.events.operations.telling import wake
from talkoot.history import record as history
from talkoot.people.models import Person

State = Registration.State
Cause = Transition.Cause
Unit = list[Registration]
"""A person alone, or a party, who get their places together."""


def lock(event_id: int) -> dict[int, Pool]:
    """All the places of an event itself, locked in the order of their numbers, so that two who
    wait for each other's never meet; a session's places are locked after these."""
    rows = (
        Pool.objects.select_for_update(of=("self",), no_key=True)
        .select_related("event")
        .filter(event_id=event_id, session=None)
        .order_by("pk")
    )
    return {pool.pk: pool for pool in rows}


def save(pool: Pool) -> None:
    """Writes the counts of a locked pool. What is above the limit is an override, no more."""
    above = 0 if pool.capacity is None else max(0, pool.held - pool.capacity)
    pool.overrides = above
    Pool.objects.filter(pk=pool.pk).update(
        held=pool.held,
        waiting=pool.waiting,
        overrides=above,
        capacity=pool.capacity,
        last_queued_at=pool.last_queued_at,
    )


def next_queued_at(pool: Pool) -> datetime:
    """The moment of whoever joins the queue of a locked pool now: later than every earlier one's,
    whatever the clocks of several machines say."""
    now = timezone.now()
    last = pool.last_queued_at
    pool.last_queued_at = now if last is None else max(now, last + timedelta(microseconds=1))
    return pool.last_queued_at


def step(
    registrations: Iterable[Registration],
    after: str,
    cause: str,
    *,
    by: Person | None = None,
    reason: str = "",
    told: bool = True,
    offer_expires_at: datetime | None = None,
    holds: bool | None = None,
    queued_at: datetime | None = None,
) -> None:
    """Takes registrations of a locked pool to a state, counts its places and adds their steps.

    `holds` says whether an offer holds a place; a confirmed one always does, others never.
    The caller saves the pool. The person is told by mail unless `told` is False.
    """
    rows = list(registrations)
    if not rows:
        return
    now = timezone.now()
    holds_place = after == State.CONFIRMED or (after == State.OFFERED and bool(holds))
    steps = [
        Transition(
            registration=row,
            before=row.state,
            after=after,
            cause=cause,
            reason=reason,
            by=by,
            told_at=None if told else now,
        )
        for row in rows
    ]
    for row in rows:
        pool = row.pool
        pool.held += holds_place - row.holds_place
        pool.waiting += _in_line(after, holds_place) - _in_line(row.state, row.holds_place)
        row.state, row.holds_place = after, holds_place
        row.offer_expires_at = offer_expires_at if after == State.OFFERED else None
        if queued_at is not None:
            row.queued_at = queued_at
    changed = {"state": after, "holds_place": holds_place}
    changed["offer_expires_at"] = rows[0].offer_expires_at
    if queued_at is not None:
        changed["queued_at"] = queued_at
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(**changed)
    Transition.objects.bulk_create(steps)
    _settle_sessions(rows, holds=after == State.CONFIRMED)
    if told:
        wake(rows)


def _in_line(state: str, holds_place: bool) -> bool:
    return state == State.WAITING or (state == State.OFFERED and not holds_place)


def _settle_sessions(rows: Sequence[Registration], *, holds: bool) -> None:
    """Sessions' places follow the event's: those who got one take theirs if there is room, others
    leave theirs. Pools are taken in the order of their numbers."""
    wishes = SessionPlace.objects.filter(registration__in=rows, holds_place=not holds)
    for pool_id, members in groupby(wishes.order_by("pool_id", "pk"), lambda wish: wish.pool_id):
        wished = [wish.pk for wish in members]
        if holds:
            wished = [number for number in wished if take_session_place(pool_id)]
        else:
            leave_session_place(pool_id, len(wished))
        SessionPlace.objects.filter(pk__in=wished).update(holds_place=holds)


def take_session_place(pool_id: int, number: int = 1) -> bool:
    """One conditional update takes the places of a session, or none of them."""
    free = Q(capacity=None) | Q(held__lte=F("capacity") - number)
    return bool(Pool.objects.filter(free, pk=pool_id, is_open=True).update(held=F("held") + number))


def leave_session_place(pool_id: int, number: int = 1) -> None:
    """Gives places of a session back; places beyond the limit go first."""
    pool = Pool.objects.select_for_update(no_key=True).get(pk=pool_id)
    pool.held = max(0, pool.held - number)
    save(pool)


def unit_of(registration: Registration, *states: str) -> Unit:
    """The registration and those of its party who are in the same states, in order."""
    head = registration.contact_id or registration.pk
    rows = Registration.objects.filter(
        Q(pk=head) | Q(contact=head), pool=registration.pool_id, state__in=states
    ).order_by("pk")
    unit = list(rows)
    for row in unit:
        row.pool = registration.pool
    return unit


def units(pool: Pool, *states: str) -> Iterator[Unit]:
    """The queue of a locked pool in its order, parties together; only those in the states."""
    rows = Registration.objects.queue_of(pool).filter(state__in=states or (State.WAITING,))
    for _head, members in groupby(
        rows.iterator(chunk_size=200), lambda row: row.contact_id or row.pk
    ):
        unit = list(members)
        for row in unit:
            row.pool = pool
        yield unit


def lapse(pool: Pool, now: datetime) -> int:
    """Ends the offers of a locked pool that have run out; the caller saves it. Returns how many."""
    expired = list(
        Registration.objects.filter(pool=pool, state=State.OFFERED, offer_expires_at__lte=now)
        .order_by("pk")
        .select_for_update()
    )
    for row in expired:
        row.pool = pool
    step(expired, State.LAPSED, Cause.OFFER_RAN_OUT)
    return len(expired)


def promote(pool: Pool) -> int:
    """Gives or offers the free places of a locked pool to its queue, in its order; returns to how
    many. Nothing free or nobody waiting changes nothing, so it may be called as often as one likes.
    The caller is in a transaction and saves nothing more.
    """
    now = timezone.now()
    given = lapse(pool, now)
    event = pool.event
    begun = event.starts_at is not None and event.starts_at <= now
    if pool.waiting and pool.is_open and not begun:
        if pool.cut_off_at is not None and pool.cut_off_at <= now:
            given += _offer_to_all(pool, event, now)
        else:
            given += _offer_in_order(pool, event, now)
    save(pool)
    if given:
        history.record(
            "events.promote", on=event, by=None, part=pool, changes={"count": [None, given]}
        )
    return given


def _offer_in_order(pool: Pool, event: Event, now: datetime) -> int:
    back = [row for unit in units(pool, State.OFFERED) for row in unit]
    step(back, State.WAITING, Cause.TAKEN_BY_ANOTHER, told=False)
    if pool.free == 0:
        return 0
    at_once = pool.queue == Pool.Queue.AUTO or pool.capacity is None
    passed: list[Unit] = []
    chosen: Unit = []
    free = pool.free
    for unit in units(pool):
        if free is not None and len(unit) > free:
            passed.append(unit)
            continue
        for skipped in passed:
            step(skipped, State.WAITING, Cause.SKIPPED, told=False)
        passed = []
        chosen += unit
        if free is not None:
            free -= len(unit)
            if free == 0:
                break
    if at_once:
        step(chosen, State.CONFIRMED, Cause.PLACE_FREED)
    else:
        expires = now + timedelta(hours=pool.offer_hours)
        ends = [moment for moment in (pool.cut_off_at, event.starts_at) if moment]
        step(
            chosen,
            State.OFFERED,
            Cause.OFFER_MADE,
            holds=True,
            offer_expires_at=min([expires, *ends]),
        )
    return len(chosen)


def _offer_to_all(pool: Pool, event: Event, now: datetime) -> int:
    """After the cut-off everybody in the queue is told of a free place; the first to say yes has it."""
    if pool.free == 0:
        back = [row for unit in units(pool, State.OFFERED) for row in unit]
        step(back, State.WAITING, Cause.TAKEN_BY_ANOTHER)
        return 0
    asked = [
        row for unit in units(pool) if pool.free is None or len(unit) <= pool.free for row in unit
    ]
    until = event.starts_at or now + timedelta(hours=pool.offer_hours)
    step(asked, State.OFFERED, Cause.FIRST_COME, holds=False, offer_expires_at=until)
    return len(asked)


def fill(*, pool: Pool) -> int:
    """Gives what is free in a pool to its queue; returns to how many. Calling it again changes
    nothing. Records events.promote when somebody was given or offered a place."""
    with transaction.atomic():
        return promote(lock(pool.event_id)[pool.pk])


@contextmanager
def pool_changing(pool: Pool) -> Iterator[Pool]:
    """One transaction in which nobody else changes a pool; a session's pool has no queue to fill."""
    with transaction.atomic():
        if pool.session_id is not None:
            yield (
                Pool.objects.select_for_update(of=("self",)).select_related("event").get(pk=pool.pk)
            )
            return
        locked = lock(pool.event_id)[pool.pk]
        yield locked
        promote(locked)
