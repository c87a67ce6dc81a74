"""The sessions of an event."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError

from talkoot.events.models import Attendance, Event, Session
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations.changing import changing, reread
from talkoot.events.operations.moving import holds
from talkoot.events.operations.places_of_event import REFUSALS, Places, add_one
from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import refused_by
from talkoot.people.models import Person
from talkoot.projects.operations.changing import (
    changed,
    first_values,
    last_values,
    refuse_overwriting,
)


def add_session(
    *,
    event: Event,
    titles: Texts,
    starts_at: datetime,
    ends_at: datetime,
    by: Person | None,
    descriptions: Texts | None = None,
    place: str = "",
    places: Iterable[Places] = (),
) -> Session:
    """Adds a part of the event with its own time, and with places of its own if it has a limit.

    Refuses with TitleMissing, EndsBeforeStart, SessionOutsideEvent, SessionThere, EventDeleted.
    Records `events.add_session`.
    """
    with changing(event):
        session = Session(
            event=event,
            titles=titles,
            descriptions=descriptions or Texts(),
            starts_at=starts_at,
            ends_at=ends_at,
            place=place.strip(),
        )
        _refuse_unfit(event, session)
        if event.sessions.filter(titles=titles, starts_at=starts_at, place=session.place).exists():
            raise refusals.SessionThere
        session.save()
        for asked in places:
            with refused_by(REFUSALS):
                add_one(event, asked, session)
        record("events.add_session", on=event, by=by, part=session, changes=first_values(session))
    return session


def edit_session(
    *, session: Session, by: Person | None, seen: int | None = None, **changes: Any
) -> Session:
    """Changes the title, description, time or place of a session.

    Refuses with ChangedMeanwhile, NoLongerThere and the refusals of `add_session`.
    Records `events.edit_session`.
    """
    with changing(session.event) as event:
        reread(session)
        before = snapshot(session)
        for name, value in changes.items():
            if name not in ("titles", "descriptions", "starts_at", "ends_at", "place"):
                raise TypeError(f"not a field of a session: {name}")
            setattr(session, name, value)
        _refuse_unfit(event, session)
        differing = changed(session, before)
        if differing:
            refuse_overwriting(event, differing, seen, session)
            session.save()
            record("events.edit_session", on=event, by=by, part=session, changes=differing)
    return session


def remove_session(*, session: Session, by: Person | None) -> None:
    """Removes a session that nobody has chosen or been at.

    Refuses with PlacesInUse, NoLongerThere, EventDeleted. Records `events.remove_session`.
    """
    with changing(session.event) as event:
        reread(session)
        record("events.remove_session", on=event, by=by, part=session, changes=last_values(session))
        if Attendance.objects.filter(session=session).exists():
            raise refusals.PlacesInUse
        try:
            session.delete()
        except ProtectedError:
            raise refusals.PlacesInUse from None


def _refuse_unfit(event: Event, session: Session) -> None:
    if not session.titles:
        raise refusals.TitleMissing
    if session.ends_at <= session.starts_at:
        raise refusals.EndsBeforeStart
    if not holds(event, session):
        raise refusals.SessionOutsideEvent
