"""Work that comes round again is enqueued once a time, however many workers look."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from talkoot.kit import clock
from talkoot.kit.models import Clock

NOW = datetime(2027, 3, 5, 12, tzinfo=UTC)


class Counted:
    """Stands where a task stands, and counts."""

    def __init__(self) -> None:
        self.times = 0

    def enqueue(self) -> None:
        self.times += 1


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Counted:
    monkeypatch.setattr(clock, "_rounds", {})
    task = Counted()
    clock.every("kit.test", 3600, task)
    return task


@pytest.mark.django_db
def test_new_work_is_due_at_once_and_then_after_its_time(rounds: Counted) -> None:
    Clock.objects.create(name="kit.test", next_at=NOW)
    assert clock.tick(NOW - timedelta(seconds=1)) == []
    assert clock.tick(NOW) == ["kit.test"]
    assert clock.tick(NOW + timedelta(minutes=59)) == []
    assert clock.tick(NOW + timedelta(minutes=60)) == ["kit.test"]
    assert rounds.times == 2


@pytest.mark.django_db
def test_what_was_missed_is_not_made_up_for(rounds: Counted) -> None:
    Clock.objects.create(name="kit.test", next_at=NOW - timedelta(days=30))
    assert clock.tick(NOW) == ["kit.test"]
    assert clock.tick(NOW) == []
    assert rounds.times == 1


@pytest.mark.django_db
def test_winding_up_keeps_the_moments_that_are_known(rounds: Counted) -> None:
    Clock.objects.create(name="kit.test", next_at=NOW)
    clock.every("kit.other", 60, Counted())
    clock.wind_up()
    assert Clock.objects.get(name="kit.test").next_at == NOW
    assert set(Clock.objects.values_list("name", flat=True)) == {"kit.other", "kit.test"}


@pytest.mark.django_db
def test_a_clock_of_work_that_is_gone_is_left_alone(rounds: Counted) -> None:
    Clock.objects.create(name="kit.gone", next_at=NOW)
    assert clock.tick(NOW) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_enqueues(rounds: Counted) -> None:
    Clock.objects.create(name="kit.test", next_at=NOW)
    took: list[bool] = []

    def other_worker() -> None:
        # Has seen the row due as the first one did, and waits for the first one's transaction.
        took.append(clock._taken("kit.test", NOW))
        connection.close()

    with transaction.atomic():
        assert clock._taken("kit.test", NOW)
        thread = Thread(target=other_worker)
        thread.start()
    thread.join()
    assert took == [False]
    assert rounds.times == 1


@pytest.mark.django_db
def test_when_enqueueing_fails_the_work_is_still_due(
    rounds: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def enqueue(self) -> None:
            raise RuntimeError

    clock.every("kit.test", 3600, Broken())
    Clock.objects.create(name="kit.test", next_at=NOW)
    with pytest.raises(RuntimeError):
        clock.tick(NOW)
    assert Clock.objects.get(name="kit.test").next_at == NOW
