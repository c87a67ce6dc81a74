"""Turns to host: taking, passing on, swapping, ticking and finishing them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from talkoot.events.models import Event, HostTurn, TurnDuty
from talkoot.events.operations import turn_refusals as refusals
from talkoot.events.operations.adding_turns import lock_series, put_turn
from talkoot.events.operations.changing import NoLongerThere
from talkoot.events.operations.events import edit
from talkoot.history.record import record, snapshot
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.operations.changing import changed, first_values, refuse_overwriting
from talkoot.terms.models import Area

State = HostTurn.State
EDITABLE = frozenset({"host", "area", "responsible", "period", "travel_km", "handover"})
AFTERWARDS = frozenset({"travel_km", "handover"})
"""What may be written of a turn that is over."""


@contextmanager
def locked(*turns: HostTurn) -> Iterator[None]:
    """One transaction in which nobody else changes the turns, which are read anew.

    However many there are, they are locked in the order of their ids, so that two who change the
    same ones never wait for each other in a circle. Refuses with NoLongerThere.
    """
    with transaction.atomic():
        rows = HostTurn.objects.filter(pk__in={turn.pk for turn in turns})
        found = set(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        if any(turn.pk not in found for turn in turns):
            raise NoLongerThere
        for turn in turns:
            turn.refresh_from_db()
        yield


def edit_turn(
    *, turn: HostTurn, by: Person | None, seen: int | None = None, **changes: Any
) -> HostTurn:
    """Changes who hosts, who is responsible, when, or how far people travelled. Of a turn that is
    over only the kilometres and the words for the next host. `seen` is as in `edit`.

    Refuses with HostMissing, TurnOver, ChangedMeanwhile. Records `events.edit_turn`.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a turn: {', '.join(sorted(unknown))}")
    with locked(turn):
        before = snapshot(turn)
        for name, value in changes.items():
            setattr(turn, name, value)
        differing = changed(turn, before)
        if not differing:
            return turn
        if not turn.is_open and differing.keys() - AFTERWARDS:
            raise refusals.TurnOver
        if turn.host is None and turn.area is None:
            raise refusals.HostMissing
        refuse_overwriting(turn.series, differing, seen, part=turn)
        turn.save()
        record("events.edit_turn", on=turn.series, by=by, part=turn, changes=differing)
    return turn


def remove_turn(*, turn: HostTurn, by: Person | None) -> None:
    """Removes a turn that was added by mistake, with its checklist.

    Refuses with TurnOver, TurnHasMeeting. Records `events.remove_turn`.
    """
    with locked(turn):
        _refuse_over(turn)
        if Event.objects.filter(turn=turn).exists():
            raise refusals.TurnHasMeeting
        record(
            "events.remove_turn", on=turn.series, by=by, part=turn,
            changes={name: [new, old] for name, (old, new) in first_values(turn).items()},
        )  # fmt: skip  # one entry in one line of thought
        turn.delete()


def accept_turn(*, turn: HostTurn, by: Person | None) -> None:
    """The host takes the turn. Taking it twice changes nothing.

    Refuses with TurnOver. Records `events.accept_turn`.
    """
    with locked(turn):
        _refuse_over(turn)
        if turn.state == State.PLANNED:
            _step(turn, State.ACCEPTED, "events.accept_turn", by)


def pass_turn(
    *,
    turn: HostTurn,
    reason: str,
    by: Person | None,
    to: Organisation | None = None,
    to_area: Area | None = None,
) -> HostTurn | None:
    """The host passes the turn on. The day, and the meeting that was begun, go to `to` as a proposed
    turn right after this one; without `to` the day has no host. The turn does not count as hosted,
    so the one who passed comes first when the next ones are proposed. Returns the new turn.

    Refuses with ReasonMissing, TurnOver. Records `events.pass_turn`, and `events.add_turn`.
    """
    said = _said(reason)
    with transaction.atomic():
        lock_series(turn.series)
        # Later turns move by one: all are locked in the order of their ids, as in `locked`.
        list(turn.series.turns.order_by("pk").select_for_update(no_key=True))
        with locked(turn):
            _refuse_over(turn)
            turn.reason = said
            _step(turn, State.PASSED, "events.pass_turn", by, said)
            if to is None and to_area is None:
                return None
            later = turn.series.turns.filter(position__gt=turn.position)
            later.update(position=F("position") + 1)
            new = HostTurn(series=turn.series, position=turn.position + 1, host=to, area=to_area)
            put_turn(new, turn.period, by)
            meeting = Event.objects.live().filter(turn=turn).first()
            if meeting is not None:
                edit(event=meeting, by=by, turn=new)
            return new


def swap_turns(*, a: HostTurn, b: HostTurn, reason: str, by: Person | None) -> None:
    """Two hosts change days: each keeps its own checklist, responsible person and words, and a draft
    of the meeting moves to the other day at the same hour. Both turns point to each other.

    Refuses with ReasonMissing, SwapsWithItself, TurnOver, MeetingIsPublic. Records
    `events.swap_turns` for both.
    """
    said = _said(reason)
    with locked(a, b):
        if a.pk == b.pk or a.series_id != b.series_id:
            raise refusals.SwapsWithItself
        _refuse_over(a)
        _refuse_over(b)
        meetings = list(Event.objects.live().filter(turn__in=(a, b), cancelled_at=None))
        if any(meeting.published_at is not None for meeting in meetings):
            raise refusals.MeetingIsPublic
        before = {turn.pk: snapshot(turn) for turn in (a, b)}
        a.position, b.position = b.position, a.position
        a.period, b.period = b.period, a.period
        a.swapped_with, b.swapped_with = b, a
        a.reason = b.reason = said
        for turn in (a, b):
            turn.save()
            changes = changed(turn, before[turn.pk])
            record(
                "events.swap_turns", on=turn.series, by=by, part=turn, changes=changes, note=said
            )
        for meeting in meetings:
            _move(meeting, a if meeting.turn_id == a.pk else b, by)


def finish_turn(*, turn: HostTurn, by: Person | None, travel_km: int | None = None) -> None:
    """The meeting was held. `travel_km` is what all travelled together, if it is known.

    Refuses with TurnOver, TurnAhead. Records `events.finish_turn`.
    """
    with locked(turn):
        _refuse_over(turn)
        if turn.starts_on is not None and not turn.period.has_started():
            raise refusals.TurnAhead
        if travel_km is not None:
            turn.travel_km = travel_km
        _step(turn, State.DONE, "events.finish_turn", by)


def tick_duty(*, duty: TurnDuty, by: Person | None, is_done: bool = True) -> None:
    """Marks a duty as done today, or as not done after all. The same again changes nothing.

    Refuses with TurnOver, NoLongerThere. Records `events.tick_duty` or `events.untick_duty`.
    """
    with locked(duty.turn):
        row = TurnDuty.objects.filter(pk=duty.pk).first()
        if row is None:
            raise NoLongerThere
        if duty.turn.state == State.PASSED:
            raise refusals.TurnOver
        if (row.done_on is not None) != is_done:
            duty.done_on = timezone.localdate() if is_done else None
            duty.save(update_fields=["done_on"])
            verb = "events.tick_duty" if is_done else "events.untick_duty"
            record(verb, on=duty.turn.series, by=by, part=duty.turn, note=str(duty))


def write_handover(
    *, turn: HostTurn, text: str, by: Person | None, seen: int | None = None
) -> HostTurn:
    """Writes what the next host should know; also after the turn. As `edit_turn`."""
    return edit_turn(turn=turn, by=by, seen=seen, handover=text.strip())


def _step(turn: HostTurn, state: str, verb: str, by: Person | None, note: str = "") -> None:
    before = snapshot(turn)
    turn.state = state
    turn.save()
    record(verb, on=turn.series, by=by, part=turn, changes=changed(turn, before), note=note)


def _said(reason: str) -> str:
    if not reason.strip():
        raise refusals.ReasonMissing
    return reason.strip()[:300]


def _refuse_over(turn: HostTurn) -> None:
    if not turn.is_open:
        raise refusals.TurnOver


def _move(meeting: Event, turn: HostTurn, by: Person | None) -> None:
    """Takes a draft to the turn's day at the same hour of the clock."""
    day, precision = turn.starts_on, turn.starts_precision
    if meeting.starts_at is None or meeting.ends_at is None or day is None or precision != "day":
        edit(event=meeting, by=by, starts_at=None, ends_at=None, period=turn.period)
        return
    start, end = (
        timezone.localtime(at).replace(tzinfo=None) for at in (meeting.starts_at, meeting.ends_at)
    )
    moved = timedelta(days=(day - start.date()).days)
    edit(
        event=meeting, by=by, starts_at=timezone.make_aware(start + moved),
        ends_at=timezone.make_aware(end + moved),
    )  # fmt: skip  # both ends in one thought
