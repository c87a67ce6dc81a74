"""Where somebody stands in the queue, and why the place has moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from talkoot.events.models import Pool, Registration, Transition

State = Registration.State
Cause = Transition.Cause


@dataclass(frozen=True)
class Standing:
    """One's place in the queue, and what has happened in it since one joined.

    `place` is None for who is not in the queue. The numbers are of others, and tell of nobody:
    `got_place` got a place or an offer, `left` went away, `ran_out` let an offer run out, and
    `arranger_moved` were moved by the arranger, whose reason only they see.
    """

    place: int | None
    waiting: int
    live_offers: int
    got_place: int = 0
    left: int = 0
    ran_out: int = 0
    arranger_moved: int = 0


def place_in_queue(registration: Registration) -> int | None:
    """The first in line is 1; None for who is not in the queue. A party counts as its first."""
    if registration.state != State.WAITING and not (
        registration.state == State.OFFERED and not registration.holds_place
    ):
        return None
    head = registration
    if registration.contact is not None and registration.contact.state == registration.state:
        head = registration.contact
    before = (
        Q(priority__gt=head.priority)
        | Q(priority=head.priority, queued_at__lt=head.queued_at)
        | Q(priority=head.priority, queued_at=head.queued_at, pk__lt=head.pk)
    )
    return Registration.objects.queue_of(registration.pool).filter(before).count() + 1


def standing(registration: Registration) -> Standing:
    """Where the registration stands now and what moved it; three questions to the database."""
    pool = Pool.objects.get(pk=registration.pool_id)
    live_offers = Registration.objects.filter(
        pool=pool, state=State.OFFERED, offer_expires_at__gt=timezone.now()
    ).count()
    place = place_in_queue(registration)
    if place is None or registration.queued_at is None:
        return Standing(place, pool.waiting, live_offers)
    left = (
        Cause.CANCELLED, Cause.OFFER_DECLINED, Cause.REMOVED, Cause.PERSON_ERASED, Cause.UNITED,
    )  # fmt: skip  # one list
    since = (
        Transition.objects.filter(
            registration__pool=pool, at__gte=registration.queued_at, before=State.WAITING
        )
        .exclude(registration=registration)
        .aggregate(
            got_place=Count(
                "registration",
                filter=Q(after__in=(State.CONFIRMED, State.OFFERED)),
                distinct=True,
            ),
            left=Count("pk", filter=Q(cause__in=left)),
            arranger_moved=Count("pk", filter=Q(cause__in=(Cause.MOVED, Cause.PLACE_GIVEN))),
        )
    )
    ran_out = Transition.objects.filter(
        registration__pool=pool, at__gte=registration.queued_at, cause=Cause.OFFER_RAN_OUT
    ).count()
    return Standing(place, pool.waiting, live_offers, ran_out=ran_out, **since)


def moves(registration: Registration) -> Sequence[Transition]:
    """The registration's own steps, newest first; the person may read all of them."""
    return list(registration.transitions.order_by("-at", "-pk"))
