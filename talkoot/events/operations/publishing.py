"""Publishing an event, taking it back, cancelling and deleting it, and the ways back."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from talkoot.events.models import (
    Attendance,
    AttendanceReport,
    Certificate,
    Event,
    Message,
    Need,
    Pool,
    Registration,
    SessionPlace,
    Transition,
)
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations.changing import changing
from talkoot.events.operations.events import missing_for_publishing
from talkoot.events.operations.registrations import cancel_all
from talkoot.history.record import record
from talkoot.people.models import Person

KEPT_AFTER_DELETION = timedelta(days=90)


def publish(*, event: Event, by: Person | None) -> Event:
    """Lets anyone see the event, if its project is public too. A second time changes nothing.

    Refuses with TitleMissing, TimeMissing, WayMissing, PlaceMissing, EventDeleted. Records
    `events.publish`.
    """
    with changing(event):
        if event.published_at is None:
            for missing in missing_for_publishing(event):
                raise missing
            _mark(event, by, "events.publish", "published_at", on=True)
    return event


def take_back(*, event: Event, by: Person | None) -> Event:
    """Makes a public event a draft again; its address answers outsiders with 404.

    Refuses with PeopleSignedUp, EventDeleted. Records `events.take_back`.
    """
    with changing(event):
        if event.published_at is not None:
            _refuse_signed_up(event)
            _mark(event, by, "events.take_back", "published_at", on=False)
    return event


def cancel(*, event: Event, reason: str, by: Person | None) -> Event:
    """Cancels the event. Everyone who has a place or waits is told with the reason and the event is
    taken from their calendars; nobody signs up any more. Its page stays and says so.

    A second time changes nothing. Refuses with CancelReasonMissing, EventHasBeenHeld, EventDeleted.
    Records `events.cancel`.
    """
    said = reason.strip()[:300]
    with changing(event):
        if event.cancelled_at is not None:
            return event
        if not said:
            raise refusals.CancelReasonMissing
        if event.is_over:
            raise refusals.EventHasBeenHeld
        event.cancelled_at, event.cancelled_reason = timezone.now(), said
        event.calendar_sequence += 1
        event.save(update_fields=["cancelled_at", "cancelled_reason", "calendar_sequence"])
        told = cancel_all(event=event, reason=said, by=by)
        record("events.cancel_event", on=event, by=by, note=said, changes={"told": [None, told]})
    return event


def delete(*, event: Event, by: Person | None) -> Event:
    """Hides the event from everyone. It can be brought back for 90 days; then it is gone.

    Its address stays taken. Refuses with PeopleSignedUp while somebody has a place or waits for an
    event that is still to come. Records `events.delete`.
    """
    with changing(event, deleted_too=True):
        if event.deleted_at is None:
            if not event.is_over:
                _refuse_signed_up(event)
            # Nobody signs up at this very moment either.
            Pool.objects.filter(event=event).update(is_open=False)
            _mark(event, by, "events.delete", "deleted_at", on=True)
    return event


def bring_back(*, event: Event, by: Person | None) -> Event:
    """Brings a deleted event back as it was, public or not. Records `events.bring_back`."""
    with changing(event, deleted_too=True):
        if event.deleted_at is not None:
            if event.cancelled_at is None:
                Pool.objects.filter(event=event).update(is_open=True)
            _mark(event, by, "events.bring_back", "deleted_at", on=False)
    return event


def forget_deleted(*, now: datetime | None = None) -> int:
    """Removes for good the events that were deleted more than 90 days ago; returns how many.

    Each goes in a transaction of its own with its files and everything that was known of those who
    came. Its history stays, and names no one by itself. Of one that a higher area keeps (its
    feedback) only those who came are forgotten, and it stays hidden. Records nothing: there is no
    row left.
    """
    before = (now or timezone.now()) - KEPT_AFTER_DELETION
    due = Event.objects.filter(deleted_at__lt=before).order_by("pk")
    return sum(_forget(key, before) for key in due.values_list("pk", flat=True))


def _forget(key: int, before: datetime) -> bool:
    with transaction.atomic():
        # Somebody may bring it back at this very moment.
        event = Event.objects.select_for_update().filter(pk=key, deleted_at__lt=before).first()
        if event is None:
            return False
        # What protects others is taken away from its end.
        Attendance.objects.filter(event=event).delete()
        Message.objects.filter(event=event).delete()
        for model in (Certificate, Need, SessionPlace, Transition):
            model._default_manager.filter(registration__event=event).delete()
        Registration.objects.filter(event=event).delete()
        AttendanceReport.objects.filter(event=event).delete()
        try:
            _remove(event)
        except ProtectedError:
            return False
    return True


@transaction.atomic
def _remove(event: Event) -> None:
    """Removes the row, its files after the commit."""
    for attachment in event.attachments.exclude(file=""):
        transaction.on_commit(partial(attachment.file.storage.delete, str(attachment.file.name)))
    for headcount in event.headcounts.exclude(proof=""):
        transaction.on_commit(partial(headcount.proof.storage.delete, str(headcount.proof.name)))
    event.delete()


def _refuse_signed_up(event: Event) -> None:
    if Registration.objects.live().filter(event=event).exists() and event.cancelled_at is None:
        raise refusals.PeopleSignedUp


def _mark(event: Event, by: Person | None, verb: str, field: str, *, on: bool) -> None:
    setattr(event, field, timezone.now() if on else None)
    event.save(update_fields=[field])
    record(verb, on=event, by=by)
