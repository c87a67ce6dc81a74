"""What a person does to their own registration, by its personal link or signed in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from talkoot.events.models import Pool, Registration, SessionPlace, Transition
from talkoot.events.operations import places, refusals
from talkoot.events.operations.needs import change_needs
from talkoot.events.operations.outcome import Outcome, outcome_of
from talkoot.events.operations.places import State
from talkoot.history import record as history
from talkoot.kit.refusals import Refused
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person

Cause = Transition.Cause


@contextmanager
def changing(registration: Registration) -> Iterator[tuple[dict[int, Pool], Registration]]:
    """One transaction in which nobody else changes the event's places; the row is read anew and its
    pool is the locked one. What it leaves free goes to the queue at the end."""
    with transaction.atomic():
        pools = places.lock(registration.event_id)
        row = Registration.objects.select_related("event", "contact").get(pk=registration.pk)
        row.pool = pools[row.pool_id]
        yield pools, row
        for pool in pools.values():
            places.promote(pool)


def _refuse_ended(row: Registration) -> None:
    if row.state not in Registration.LIVE:
        raise refusals.RegistrationEnded


def edit_own(
    *,
    registration: Registration,
    by: Person | None = None,
    name: str | None = None,
    organisation: Organisation | None = None,
    organisation_written: str | None = None,
    role: str | None = None,
    needs: Mapping[str, str] | None = None,
    wants_news: bool | None = None,
) -> Registration:
    """Changes what the person told of themselves; what is None stays as it was, and a written
    organisation takes the place of a chosen one. Nothing different records nothing.

    Refuses with RegistrationEnded, EventOver. Records events.edit_own.
    """
    with transaction.atomic():
        row = (
            Registration.objects.select_for_update(of=("self",), no_key=True)
            .select_related("event", "pool")
            .get(pk=registration.pk)
        )
        _refuse_ended(row)
        if row.event.is_over:
            raise refusals.EventOver
        before = history.snapshot(row)
        given: dict[str, Any] = {"name": name, "role": role, "wants_news": wants_news}
        if organisation is not None or organisation_written is not None:
            row.organisation = organisation
            given["organisation_written"] = "" if organisation else organisation_written
        for field, value in given.items():
            if value is not None:
                setattr(row, field, value.strip() if isinstance(value, str) else value)
        changes = history.differences(row, before)
        if changes:
            row.save(update_fields=list(changes))
        if needs is not None and change_needs(row, needs):
            changes["needs"] = [history.CHANGED, history.CHANGED]
        if changes:
            history.record(
                "events.edit_own", on=row.event, by=by or AnonymousUser(), part=row, changes=changes
            )
    return row


def cancel(
    *,
    registration: Registration,
    by: Person | None = None,
    reason: str = "",
    whole_party: bool = False,
) -> None:
    """Gives up the place, the offer or the place in the queue, at the person's own wish; the freed
    place goes to the queue in the same transaction. `whole_party`: all who were signed up together,
    when their contact asks it; another gives up their own only. A second time changes nothing.

    Refuses with EventOver, and RegistrationEnded when it ended otherwise. Records events.cancel.
    """
    with changing(registration) as (_pools, row):
        if row.state == State.CANCELLED:
            return
        _refuse_ended(row)
        if row.event.is_over:
            raise refusals.EventOver
        everybody = whole_party and row.contact_id is None
        rows = places.unit_of(row, *Registration.LIVE) if everybody else [row]
        places.step(rows, State.CANCELLED, Cause.CANCELLED, by=by, reason=reason[:300])
        history.record(
            "events.cancel", on=row.event, by=by or AnonymousUser(), part=row,
            changes={"count": [None, len(rows)]},
        )  # fmt: skip  # one entry in one line of thought


def accept_offer(*, registration: Registration, by: Person | None = None) -> Outcome:
    """Takes the place that is offered, for the whole party. A second yes changes nothing.

    Refuses with OfferRanOut (whether or not anybody has ended the offer yet), PlaceTaken (an offer
    to all, and somebody was faster), NothingOffered, RegistrationEnded. Records
    events.accept_offer.
    """
    refusal: Refused | None = None
    with changing(registration) as (_pools, row):
        if row.state != State.CONFIRMED:
            refusal = _accept(row, by)
    if refusal is not None:
        # Outside, so that what the refusal found out stays: the offer ended, the next was offered it.
        raise refusal
    return outcome_of(anew(row))


def _accept(row: Registration, by: Person | None) -> Refused | None:
    if row.state == State.LAPSED:
        return refusals.OfferRanOut()
    _refuse_ended(row)
    if row.state != State.OFFERED:
        return refusals.NothingOffered()
    pool = row.pool
    if row.offer_expires_at is not None and row.offer_expires_at <= timezone.now():
        return refusals.OfferRanOut()
    if not pool.is_open:
        return refusals.EventCancelled()
    unit = places.unit_of(row, State.OFFERED)
    unit = [one for one in unit if one.holds_place == row.holds_place]
    if not row.holds_place and pool.free is not None and len(unit) > pool.free:
        return refusals.PlaceTaken()
    places.step(unit, State.CONFIRMED, Cause.OFFER_ACCEPTED, by=by)
    history.record("events.accept_offer", on=row.event, by=by or AnonymousUser(), part=row)
    return None


def decline_offer(*, registration: Registration, by: Person | None = None) -> None:
    """Lets the offered place go to the next in the queue: the contact for the whole party, another
    for themselves. A second no changes nothing.

    Refuses with NothingOffered, RegistrationEnded. Records events.decline_offer.
    """
    with changing(registration) as (_pools, row):
        if row.state in (State.DECLINED, State.LAPSED):
            return
        _refuse_ended(row)
        if row.state != State.OFFERED:
            raise refusals.NothingOffered
        unit = places.unit_of(row, State.OFFERED) if row.contact_id is None else [row]
        places.step(unit, State.DECLINED, Cause.OFFER_DECLINED, by=by)
        history.record("events.decline_offer", on=row.event, by=by or AnonymousUser(), part=row)


def change_mode(*, registration: Registration, mode: str, by: Person | None = None) -> Outcome:
    """Moves to the other way of taking part. Who has a place moves only to a free one, and else keeps
    it; who waits gets a free place or goes to the end of the other queue. The same way changes
    nothing.

    Refuses with ModeFull, NoSuchMode, RegistrationEnded, EventOver. Records events.change_mode.
    """
    with changing(registration) as (pools, row):
        _refuse_ended(row)
        if row.event.is_over:
            raise refusals.EventOver
        target = next((pool for pool in pools.values() if pool.mode == mode), None)
        if target is None or not target.is_open:
            raise refusals.NoSuchMode
        if target.pk != row.pool_id:
            _move(row, target, by)
            history.record(
                "events.change_mode", on=row.event, by=by or AnonymousUser(), part=row,
                changes={"mode": [registration.pool.mode, mode]},
            )  # fmt: skip  # one entry in one line of thought
    return outcome_of(anew(row))


def _move(row: Registration, target: Pool, by: Person | None) -> None:
    places.lapse(target, timezone.now())
    free = not target.waiting and (target.free is None or target.free > 0)
    if row.holds_place and not free:
        raise refusals.ModeFull
    if not free and target.queue == Pool.Queue.OFF:
        raise refusals.ModeFull
    _leave_sessions(row, target.mode)
    # Out of one pool's counts and into the other's, both locked.
    row.pool.held -= row.holds_place
    row.pool.waiting -= not row.holds_place
    target.held += row.holds_place
    target.waiting += not row.holds_place
    row.pool = target
    Registration.objects.filter(pk=row.pk).update(pool=target, priority=0)
    if free:
        places.step([row], State.CONFIRMED, Cause.MODE_CHANGED, by=by)
    else:
        queued_at = places.next_queued_at(target)
        places.step([row], State.WAITING, Cause.MODE_CHANGED, by=by, queued_at=queued_at)


def _leave_sessions(row: Registration, mode: str) -> None:
    others = SessionPlace.objects.filter(registration=row).exclude(pool__mode=mode)
    for place in others.order_by("pool_id"):
        if place.holds_place:
            places.leave_session_place(place.pool_id)
        place.delete()


def anew(row: Registration) -> Registration:
    return Registration.objects.select_related("event", "pool", "contact").get(pk=row.pk)
