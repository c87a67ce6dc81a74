"""A deleted event that has feedback: those who came are forgotten, and the others are too."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from talkoot.events import operations
from talkoot.events.models import Attendance, Event, Registration
from talkoot.events.tests import factories as events
from talkoot.surveys.models import Wave
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db


def test_feedback_keeps_its_event_but_nobody_who_was_there() -> None:
    wave = make.wave()
    kept = wave.event
    assert kept is not None
    row = events.registration(kept)
    events.attendance(row)
    other = events.event()
    for event in (kept, other):
        Event.objects.filter(pk=event.pk).update(deleted_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert operations.forget_deleted() == 1
    assert list(Event.objects.all()) == [kept]
    assert list(Wave.objects.all()) == [wave]
    assert (Registration.objects.count(), Attendance.objects.count()) == (0, 0)
