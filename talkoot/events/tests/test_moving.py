"""An event that is put off: what follows it, and what is asked to be looked at first."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from talkoot.events import operations
from talkoot.events.models import Event, Need, Session
from talkoot.events.operations import event_refusals, registrations
from talkoot.events.tests import factories as make
from talkoot.events.tests.test_registering import sign_up
from talkoot.history.models import Entry

pytestmark = pytest.mark.django_db

HELSINKI = ZoneInfo("Europe/Helsinki")


def put_off(event: Event, days: int, **more: Any) -> datetime:
    """Puts the event off by so many days at the same hour; returns when it begins."""
    assert event.starts_at is not None
    begins = event.starts_at + timedelta(days=days)
    operations.edit(
        event=event, by=None, starts_at=begins, ends_at=begins + timedelta(hours=2), **more
    )
    return begins


def test_needs_are_kept_until_the_new_day() -> None:
    event = make.event(asks_diet=True)
    sign_up(event, needs={"diet": "Keliakia"})
    begins = put_off(event, 60)
    assert Need.objects.get().delete_after == timezone.localdate(begins) + timedelta(days=14)
    operations.edit(event=event, by=None, needs_kept_days=3)
    assert Need.objects.get().delete_after == timezone.localdate(begins) + timedelta(days=3)


def test_who_was_reminded_of_the_old_day_is_reminded_of_the_new_one() -> None:
    event = make.event()
    sign_up(event)
    assert event.starts_at is not None
    with time_machine.travel(event.starts_at - timedelta(hours=3)):
        assert registrations.remind() == 1
        begins = put_off(event, 60)
        assert registrations.remind() == 0
    with time_machine.travel(begins - timedelta(hours=3)):
        assert registrations.remind() == 1
        # So near the letter about the change is enough.
        operations.edit(
            event=event,
            by=None,
            starts_at=begins + timedelta(hours=1),
            ends_at=begins + timedelta(hours=2),
        )
        assert registrations.remind() == 0


def test_sessions_go_with_their_event() -> None:
    event = make.event(starts_at=datetime(2027, 3, 15, 9, tzinfo=HELSINKI))
    first = make.session(event)
    begins = datetime(2027, 4, 12, 9, tzinfo=HELSINKI)  # in summer time
    operations.edit(event=event, by=None, starts_at=begins, ends_at=begins + timedelta(hours=2))
    first.refresh_from_db()
    assert (first.starts_at, first.ends_at) == (begins, begins + timedelta(hours=1))
    verbs = Entry.objects.of(event).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["events.edit", "events.edit_session"]


def test_sessions_that_still_fit_stay_where_they_are() -> None:
    event = make.event()
    assert event.starts_at is not None
    assert event.ends_at is not None
    session = make.session(event)
    operations.edit(
        event=event,
        by=None,
        starts_at=event.starts_at - timedelta(minutes=30),
        ends_at=event.ends_at,
    )
    assert Session.objects.get().starts_at == session.starts_at


def test_an_event_is_not_made_too_short_for_its_sessions() -> None:
    event = make.event()
    session = make.session(event)
    with pytest.raises(event_refusals.SessionOutsideEvent):
        operations.edit(
            event=event,
            by=None,
            starts_at=event.starts_at,
            ends_at=session.starts_at + timedelta(minutes=10),
        )


def test_the_night_when_clocks_are_turned_is_as_long_as_it_is() -> None:
    event = make.event()
    operations.edit(
        event=event,
        by=None,
        starts_at=datetime(2027, 3, 27, 22, tzinfo=HELSINKI),
        ends_at=datetime(2027, 3, 28, 6, tzinfo=HELSINKI),
    )
    event.refresh_from_db()
    assert event.minutes == 7 * 60
    copied = operations.copy(
        event=event, starts_at=datetime(2027, 4, 10, 22, tzinfo=HELSINKI), by=None
    )
    assert copied.ends_at == datetime(2027, 4, 11, 6, tzinfo=HELSINKI)
