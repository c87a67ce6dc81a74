"""The meeting of a turn, made of the last one."""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.events.models import Event, HostTurn, Series
from talkoot.events.operations import turn_refusals as refusals
from talkoot.events.operations.copying import copy
from talkoot.events.operations.events import create
from talkoot.events.operations.turns import locked
from talkoot.events.queries.handover import last_meeting
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Precision
from talkoot.people.models import Person
from talkoot.projects.models import Partnership

KINDS = {
    Series.Kind.WEBINARS: Event.Kind.WEBINAR,
    Series.Kind.COACHINGS: Event.Kind.COACHING,
    Series.Kind.MEETINGS: Event.Kind.MEETING,
    Series.Kind.TRAININGS: Event.Kind.TRAINING,
    Series.Kind.CONFERENCES: Event.Kind.CONFERENCE,
}


def begin_meeting(*, turn: HostTurn, by: Person | None) -> Event:
    """A draft of the turn's meeting: a copy of the last one's programme and places on the turn's day
    at the same hour, or, for the first, an event with the series's name. Another host's place is
    not copied. Pressing twice gives the same draft.

    Refuses with TurnOver, TurnWithoutDay, TurnHasMeeting if its meeting was deleted, and as `create`
    does. Records as `copy` and `create` do.
    """
    with locked(turn):
        there = Event.objects.filter(turn=turn).first()
        if there is not None:
            if there.deleted_at is not None:
                raise refusals.TurnHasMeeting
            return there
        if not turn.is_open:
            raise refusals.TurnOver
        if turn.starts_on is None:
            raise refusals.TurnWithoutDay
        last = last_meeting(turn)
        return _first(turn, by) if last is None else _next(turn, last, by)


def _first(turn: HostTurn, by: Person | None) -> Event:
    series = turn.series
    return create(
        organisation=turn.host or series.organisation,
        titles=series.titles,
        kind=KINDS.get(Series.Kind(series.kind), Event.Kind.OTHER),
        by=by,
        project=series.project,
        series=series,
        turn=turn,
        period=turn.period,
        area=turn.area,
        summaries=series.summaries,
        on_site=True,
    )


def _next(turn: HostTurn, last: Event, by: Person | None) -> Event:
    changes: dict[str, Any] = {
        "organisation": turn.host or last.organisation,
        "area": turn.area or last.area,
        "counting_partnership": _share(turn),
    }
    if _host(turn) != _host(last.turn):
        changes |= {"place": "", "address": "", "accessibility": Texts()}
    starts_at = None
    if turn.starts_on is not None and turn.starts_precision == Precision.DAY:
        hour = timezone.localtime(last.starts_at).time() if last.starts_at else time(9)
        starts_at = timezone.make_aware(datetime.combine(turn.starts_on, hour))
    else:
        changes["period"] = turn.period
    with transaction.atomic():
        return copy(event=last, starts_at=starts_at, by=by, turn=turn, **changes)


def _host(turn: HostTurn | None) -> tuple[int | None, int | None] | None:
    return (turn.host_id, turn.area_id) if turn is not None else None


def _share(turn: HostTurn) -> Partnership | None:
    """The share that the meeting counts in: the host's, if it is a partner of the project."""
    if turn.series.project is None or turn.host is None:
        return None
    return turn.series.project.partnerships.filter(organisation=turn.host).first()
