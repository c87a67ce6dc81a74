"""What follows an event that is moved to another time: its sessions, its reminder, its needs."""

from datetime import datetime, timedelta

from django.utils import timezone

from talkoot.events.models import Event, Need, Registration, Session
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations import places
from talkoot.events.operations.needs import needs_kept_until
from talkoot.history.record import record, snapshot
from talkoot.people.models import Person
from talkoot.projects.operations.changing import Changes, changed


def follow(event: Event, was: datetime | None, differing: Changes, by: Person | None) -> None:
    """Called in the transaction that saved `differing` of an event which began at `was`.

    Sessions that the event no longer holds move, all together, as much as its start; needs are kept
    until its new end; whoever was reminded of the old day is reminded of the new one, if that is
    far enough. Refuses with SessionOutsideEvent. Records `events.edit_session` for each moved.
    """
    if differing.keys() & {"starts_at", "ends_at"}:
        _move_sessions(event, was, by)
    if differing.keys() & {"ends_at", "ends_on", "needs_kept_days"}:
        needs = Need.objects.filter(registration__event=event)
        needs.update(delete_after=needs_kept_until(event))
    if "starts_at" in differing and event.starts_at is not None:
        _remind_again(event, event.starts_at)


def _move_sessions(event: Event, was: datetime | None, by: Person | None) -> None:
    sessions = list(event.sessions.all())
    if all(holds(event, session) for session in sessions):
        return
    if was is None or event.starts_at is None:
        raise refusals.SessionOutsideEvent
    moved = on_the_wall(event.starts_at) - on_the_wall(was)
    for session in sessions:
        before = snapshot(session)
        session.starts_at = later(session.starts_at, moved)
        session.ends_at = later(session.ends_at, moved)
        if not holds(event, session):
            raise refusals.SessionOutsideEvent
        session.save(update_fields=["starts_at", "ends_at"])
        if changes := changed(session, before):
            record("events.edit_session", on=event, by=by, part=session, changes=changes)


def holds(event: Event, session: Session) -> bool:
    """Whether the session is inside the event's hours, where those are known."""
    begins = event.starts_at is None or event.starts_at <= session.starts_at
    return begins and (event.ends_at is None or session.ends_at <= event.ends_at)


def on_the_wall(moment: datetime) -> datetime:
    """What the clock on the wall shows: days later it shows the same, whether or not it is summer."""
    return timezone.localtime(moment).replace(tzinfo=None)


def later(moment: datetime, moved: timedelta) -> datetime:
    """So much later by the clock on the wall."""
    return timezone.make_aware(on_the_wall(moment) + moved)


def _remind_again(event: Event, starts_at: datetime) -> None:
    if starts_at - timedelta(hours=event.remind_hours_before) <= timezone.now():
        return
    # Whoever changes several registrations at once holds the event's places.
    places.lock(event.pk)
    Registration.objects.filter(event=event).update(reminded_at=None)
