"""What the event's own changes do to all its registrations; called in the transaction that makes them."""

from django.db import transaction

from talkoot.events.models import Event, Pool, Registration, Transition
from talkoot.events.operations import places
from talkoot.events.operations.places import State
from talkoot.events.operations.telling import wake
from talkoot.people.models import Person

Cause = Transition.Cause


@transaction.atomic
def cancel_all(*, event: Event, reason: str, by: Person | None) -> int:
    """Ends every registration of an event that is cancelled or deleted, tells each with the reason
    and takes the event from their calendars; nobody signs up any more, even at this very moment.
    Returns how many. Records nothing: the event's own operation does.
    """
    pools = places.lock(event.pk)
    Pool.objects.filter(event=event).update(is_open=False)
    rows = list(Registration.objects.live().filter(event=event).order_by("pk"))
    for row in rows:
        row.pool = pools[row.pool_id]
    for pool in pools.values():
        pool.is_open = False
    places.step(rows, State.CANCELLED, Cause.EVENT_CANCELLED, by=by, reason=reason[:300])
    for pool in pools.values():
        places.save(pool)
    return len(rows)


@transaction.atomic
def open_again(*, event: Event) -> None:
    """Lets people sign up again for an event that was brought back. Those whose registration ended
    sign up anew. Records nothing: the event's own operation does."""
    places.lock(event.pk)
    Pool.objects.filter(event=event).update(is_open=True)


@transaction.atomic
def tell_change(*, event: Event, what: str, by: Person | None) -> int:
    """Tells everybody with a live registration what changed (time, place, link), and their calendars
    with a higher sequence. Returns how many. Records nothing: the event's own operation does.
    """
    rows = list(Registration.objects.live().filter(event=event).only("pk", "state"))
    Transition.objects.bulk_create(
        Transition(
            registration=row,
            before=row.state,
            after=row.state,
            cause=Cause.EVENT_CHANGED,
            reason=what[:300],
            by=by,
            told_at=None,
        )
        for row in rows
    )
    if rows:
        wake(rows)
    return len(rows)
