"""A new event from an old one."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from talkoot.events.models import Event, HostTurn, Session
from talkoot.events.operations.events import EDITABLE, create
from talkoot.events.operations.moving import later, on_the_wall
from talkoot.events.operations.places_of_event import Places, add_all
from talkoot.history.record import record
from talkoot.kit.periods import Period
from talkoot.people.models import Person

NOT_COPIED = {
    "slug", "turn", "starts_at", "ends_at", "period", "source", "is_invented", "remote_link",
    "registration_opens_at", "registration_closes_at", "project", "organisation", "titles", "kind",
    "series", "topics",
}  # fmt: skip  # the list reads as one


def copy(
    *,
    event: Event,
    starts_at: datetime | None,
    by: Person | None,
    turn: HostTurn | None = None,
    **changes: Any,
) -> Event:
    """A draft with the same texts, places and sessions at another time; returns it.

    Sessions, the opening of registration and the queue's cut-off move as much as the start. Nobody
    who signed up, no material and no remote link goes with it: a link is often of one meeting only.
    Without `starts_at` the copy has no time yet. `changes` are fields that differ.
    Refuses as `create` does. Records `events.create` and `events.copy`.
    """
    with transaction.atomic():
        moved = (
            on_the_wall(starts_at) - on_the_wall(event.starts_at)
            if starts_at and event.starts_at
            else None
        )
        fields = {name: getattr(event, name) for name in EDITABLE - NOT_COPIED}
        fields |= _times(event, starts_at, moved) | {"topics": list(event.topics.all())}
        given = {name: changes.pop(name) for name in _OF_CREATE & changes.keys()}
        made = create(
            by=by,
            **{
                "organisation": event.organisation,
                "titles": event.titles,
                "kind": event.kind,
                "project": event.project,
                "series": event.series,
                **given,
            },
            pools=[],
            turn=turn,
            **{**fields, **changes},
        )
        add_all(made, [_places(pool, moved) for pool in event.pools.filter(session=None)])
        if moved is not None:
            for session in event.sessions.all():
                _copy_session(session, made, moved)
        record("events.copy", on=made, by=by, note=str(event))
    return made


_OF_CREATE = {"organisation", "titles", "kind", "project", "series", "slug"}


def _times(event: Event, starts_at: datetime | None, moved: timedelta | None) -> dict[str, Any]:
    if starts_at is None:
        return {"period": Period(), "minutes": event.minutes}
    length = timedelta(minutes=event.minutes or 60)
    if event.starts_at is not None and event.ends_at is not None:
        length = on_the_wall(event.ends_at) - on_the_wall(event.starts_at)
    times: dict[str, Any] = {"starts_at": starts_at, "ends_at": later(starts_at, length)}
    for name in ("registration_opens_at", "registration_closes_at"):
        moment = getattr(event, name)
        times[name] = _moved(moment, moved)
    return times


def _moved(moment: datetime | None, moved: timedelta | None) -> datetime | None:
    return None if moment is None or moved is None else later(moment, moved)


def _places(pool: Any, moved: timedelta | None) -> Places:
    return Places(
        pool.mode, pool.capacity, pool.queue, pool.offer_hours, _moved(pool.cut_off_at, moved)
    )


def _copy_session(session: Session, made: Event, moved: timedelta) -> None:
    pools = list(session.pools.all())
    copied = Session.objects.create(
        event=made,
        titles=session.titles,
        descriptions=session.descriptions,
        place=session.place,
        starts_at=later(session.starts_at, moved),
        ends_at=later(session.ends_at, moved),
    )
    for pool in pools:
        made.pools.create(session=copied, mode=pool.mode, capacity=pool.capacity, queue="off")
