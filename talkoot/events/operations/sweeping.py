"""What the worker's clock does to registrations: offers that ran out, names that are kept no longer."""

from datetime import timedelta

from django.db import transaction
from django.db.models import DateField, DateTimeField, ExpressionWrapper, F, Q
from django.utils import timezone

from talkoot.events.models import Attendance, Event, Pool, Registration, Transition
from talkoot.events.operations import places
from talkoot.events.operations.places import State
from talkoot.history import record as history
from talkoot.people.models import Person


def lapse_offers() -> int:
    """Ends offers that ran out and passes on what is free, a pool a transaction; returns to how many
    pools. Correctness does not wait for it: an offer that ran out holds nothing for anyone else.
    """
    now = timezone.now()
    expired = Registration.objects.filter(state=State.OFFERED, offer_expires_at__lte=now)
    room = Q(capacity=None) | Q(held__lt=F("capacity"))
    due = Pool.objects.filter(
        Q(pk__in=expired.values("pool"))
        | (Q(waiting__gt=0, is_open=True, event__starts_at__gt=now) & room),
        session=None,
    )
    return sum(places.fill(pool=pool) > 0 for pool in due.order_by("pk"))


def empty_contacts() -> int:
    """Empties the names, addresses and answers of events that ended longer ago than their contacts
    are kept; the rows stay to be counted. Returns how many registrations. Records
    events.empty_contacts for each event."""
    now = timezone.now()
    kept = F("contacts_kept_days")
    over = Event.objects.alias(
        hours_kept=ExpressionWrapper(F("ends_at") + kept * timedelta(days=1), DateTimeField()),
        days_kept=ExpressionWrapper(F("ends_on") + kept, DateField()),
    ).filter(Q(hours_kept__lt=now) | Q(ends_at=None, days_kept__lt=timezone.localdate(now)))
    full = over.filter(
        Q(registrations__emptied_at=None, registrations__isnull=False)
        | Q(attendances__registration=None, attendances__name__gt="")
    )
    return sum(_empty(event) for event in full.distinct().order_by("pk"))


@transaction.atomic
def _empty(event: Event) -> int:
    rows = Registration.objects.filter(event=event, emptied_at=None)
    Transition.objects.filter(registration__event=event).exclude(reason="").update(reason=None)
    count = rows.update(
        name="",
        email="",
        organisation_written="",
        funder_answers={},
        emptied_at=timezone.now(),
    )
    walk_ins = Attendance.objects.filter(event=event, registration=None)
    walk_ins.exclude(name="", organisation_written="").update(name="", organisation_written="")
    history.record("events.empty_contacts", on=event, by=None, changes={"count": [None, count]})
    return count


@transaction.atomic
def cancel_erased(*, person: Person, by: Person | None = None) -> None:
    """Gives up what a person who is being erased still holds of coming events, so that it goes to
    the queue. Registered with people's `before_erasure`. Records events.cancel."""
    now = timezone.now()
    coming = Q(event__ends_at__gt=now) | Q(
        event__ends_at=None, event__ends_on__gte=timezone.localdate(now)
    )
    mine = Registration.objects.live().filter(coming, person=person)
    events = mine.order_by("event_id").values_list("event_id", flat=True).distinct()
    for event_id in list(events):
        pools = places.lock(event_id)
        rows = list(mine.filter(event_id=event_id).select_related("event").order_by("pk"))
        for row in rows:
            row.pool = pools[row.pool_id]
            history.record("events.cancel", on=row.event, by=by or person, part=row)
        places.step(rows, State.CANCELLED, Transition.Cause.PERSON_ERASED, told=False)
        for pool in pools.values():
            places.promote(pool)
