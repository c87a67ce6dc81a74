"""Claiming a place: the pool, the registration and its first step in one statement."""

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from talkoot.events.models import Pool, Registration, Transition
from talkoot.events.operations import places, refusals
from talkoot.kit import prepared
from talkoot.people.models import Person

State = Registration.State
_COLUMNS = Registration._meta.concrete_fields

# This is the last statement before the commit, so that the pool's row is locked as short a time as can be: two
# round trips fewer let half as many people more through. Whoever waited for the lock is judged by the row as
# it is then. An offer that has run out holds nothing: where there is one, the long way looks after it first.
CLAIM = """
WITH place AS (
    UPDATE events_pool SET
        held = held + CASE WHEN {free} THEN %(number)s ELSE 0 END,
        waiting = waiting + CASE WHEN {free} THEN 0 ELSE %(number)s END,
        last_queued_at = CASE WHEN {free} THEN last_queued_at
                              ELSE GREATEST(last_queued_at + interval '1 microsecond',
                                            %(now)s) END
     WHERE id = %(pool)s AND is_open
       AND ({free} OR (queue <> 'off' AND NOT EXISTS (
               SELECT 1 FROM events_registration offered
                WHERE offered.pool_id = %(pool)s AND offered.state = 'offered'
                  AND offered.offer_expires_at <= %(now)s)))
    RETURNING waiting = 0 AS placed,
              capacity IS NULL OR held < capacity AS is_room,
              waiting, last_queued_at
), signed_up AS (
    INSERT INTO events_registration ({columns})
    SELECT {values} FROM place
    RETURNING id, state, holds_place, queued_at
), first_step AS (
    INSERT INTO events_transition
           (registration_id, at, before, after, cause, reason, by_id, told_at)
    SELECT id, %(now)s, '', state, %(cause)s, '', %(by)s, NULL FROM signed_up
)
SELECT signed_up.*, place.is_room, place.waiting FROM signed_up, place
"""
FREE = "(waiting = 0 AND (capacity IS NULL OR held + %(number)s <= capacity))"
# By its name: to look up whose sequence it is costs more than to take a number from it.
NUMBERS = "SELECT nextval('events_registration_id_seq') FROM generate_series(1, %s::integer)"
DECIDED = {
    "state": "CASE WHEN placed THEN 'confirmed' ELSE 'waiting' END",
    "holds_place": "placed",
    "queued_at": "CASE WHEN placed THEN NULL ELSE last_queued_at END",
}

_GIVEN = [field for field in _COLUMNS if field.name not in DECIDED]
_CLAIM = CLAIM.format(
    free=FREE,
    columns=", ".join(f'"{field.column}"' for field in _COLUMNS),
    values=", ".join(DECIDED.get(field.name, f"%({field.column})s") for field in _COLUMNS),
)


@dataclass(frozen=True)
class Claimed:
    """Whether there is still room after the claim, and the place in the queue if it came to that."""

    is_room: bool
    place_in_queue: int | None


def numbers(count: int) -> list[int]:
    """Numbers of registrations that are about to be made, so that what tells of them is written
    before their places are claimed."""
    with prepared.cursor() as cursor:
        cursor.execute(NUMBERS, [count])
        return [number for (number,) in cursor.fetchall()]


def claim(*, pool: Pool, head: Registration, number: int, by: Person | None) -> Claimed:
    """Takes `number` places for `head` and its party, or as many places in the queue, and writes
    `head` with what it got. The pool's row stays locked until the commit.

    Refuses with EventCancelled (the event was cancelled this very moment) and EventFull.
    """
    claimed = _try(pool, head, number, by)
    if claimed is not None:
        return claimed
    locked = places.lock(pool.event_id)[pool.pk]
    if not locked.is_open:
        raise refusals.EventCancelled
    places.promote(locked)
    claimed = _try(pool, head, number, by)
    if claimed is None:
        raise refusals.EventFull
    return claimed


def _try(pool: Pool, head: Registration, number: int, by: Person | None) -> Claimed | None:
    now = timezone.now()
    head.created_at = now
    given: dict[str, Any] = {
        "number": number,
        "now": now,
        "pool": pool.pk,
        "cause": str(Transition.Cause.SIGNED_UP),
        "by": by.pk if by is not None else None,
    }
    connection = connections[DEFAULT_DB_ALIAS]
    for field in _GIVEN:
        value = getattr(head, field.attname)
        given[str(field.column)] = field.get_db_prep_save(value, connection)
    with prepared.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    if row is None:
        return None
    _number, head.state, head.holds_place, head.queued_at, is_room, waiting = row
    head._state.adding = False
    # Nobody's priority is below a newcomer's, so those who were there before are all ahead.
    return Claimed(is_room, None if head.holds_place else waiting - number + 1)
