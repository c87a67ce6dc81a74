"""How long somebody was at an event, from all marks of them."""

from collections.abc import Iterable

from talkoot.events.models import Attendance, Event, Registration


def whole_minutes(event: Event) -> int | None:
    """The length of the event; None when it is not known."""
    if event.minutes is not None:
        return event.minutes
    if event.starts_at is not None and event.ends_at is not None:
        return round((event.ends_at - event.starts_at).total_seconds() / 60)
    return None


def minutes_of_marks(event: Event, marks: Iterable[Attendance]) -> int | None:
    """Minutes of one person's live marks; None when they say nothing of it.

    A mark made by hand says that the person was there: it is worth the whole event, or the whole
    session. A mark of the event counts instead of those of its sessions.
    """
    marks = list(marks)
    of_event = [mark for mark in marks if mark.session_id is None]
    if of_event:
        known = [mark.minutes for mark in of_event if mark.minutes is not None]
        return max(known) if known else whole_minutes(event)
    lengths = [
        mark.minutes
        if mark.minutes is not None
        else round((mark.session.ends_at - mark.session.starts_at).total_seconds() / 60)
        for mark in marks
        if mark.session is not None
    ]
    return sum(lengths) if lengths else None


def minutes_present(registration: Registration) -> int | None:
    """Minutes of one registration; None when there is no mark, or its length is not known."""
    marks = Attendance.objects.live().filter(registration=registration).select_related("session")
    return minutes_of_marks(registration.event, marks)
