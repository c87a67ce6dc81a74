"""Many at once: real processes against PostgreSQL, and one that is killed in the middle."""

import multiprocessing
import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from talkoot.events.models import Event, Pool, Registration, Transition
from talkoot.events.operations import refusals, registrations
from talkoot.events.operations.outcome import Outcome
from talkoot.events.queries.queue import place_in_queue
from talkoot.events.tests import factories as make
from talkoot.events.tests.test_registering import counts, sign_up
from talkoot.kit.refusals import Refused
from talkoot.notices.models import Notice
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
forking = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def tables_emptied_afterwards() -> Iterator[None]:
    """The flush after a test cannot reach what a forked process holds, so there is none left."""
    yield
    assert multiprocessing.active_children() == []


def hand_over_nothing() -> None:
    """Before a fork: what the parent holds of the database is given back and closed."""
    for one in connections.all():
        one.close()
        getattr(one, "close_pool", lambda: None)()


def begin_alone() -> None:
    """After a fork: whatever the parent still held is not ours. Processes that share a connection
    hang, and a killed one would leave it open in the other with its locks."""
    type(connections["default"])._connection_pools.clear()  # type: ignore[attr-defined]  # PostgreSQL's wrapper keeps its pools there
    del connections["default"]
    connection.ensure_connection()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Runs each in a process with a connection of its own, all released at the same moment; the
    answers in order, a refusal's name where there was one."""
    hand_over_nothing()
    barrier, answers = forking.Barrier(len(works)), forking.SimpleQueue()

    def run(number: int, work: Callable[[], Any]) -> None:
        begin_alone()
        barrier.wait(60)
        try:
            answer = work()
        except Refused as refusal:
            answer = type(refusal).__name__
        except BaseException as fault:
            answer = f"FAULT {type(fault).__name__}: {fault}"
        answers.put((number, answer))
        os._exit(0)

    processes = [forking.Process(target=run, args=item) for item in enumerate(works)]
    for process in processes:
        process.start()
    found = dict(answers.get() for _process in processes)
    for process in processes:
        process.join(30)
    return [found[number] for number in range(len(works))]


def state_after(verb: Callable[..., Outcome], *given: Any, **named: Any) -> str:
    return verb(*given, **named).state


def more_places(pool: Pool) -> int:
    registrations.set_capacity(pool=pool, capacity=3, by=None)
    return pool.pk


def numbers_are_true(event: Event) -> None:
    """What the pools count is what the rows say."""
    for pool in Pool.objects.filter(event=event, session=None):
        rows = Registration.objects.filter(pool=pool)
        assert pool.held == rows.filter(holds_place=True).count()
        assert pool.waiting == rows.in_line().count()
        above = 0 if pool.capacity is None else max(0, pool.held - pool.capacity)
        assert pool.overrides == above


def test_a_thousand_at_once_for_ten_places() -> None:
    event = make.event(capacity=10)
    processes, each = 20, 50

    def comers(number: int) -> Callable[[], list[tuple[str, int | None, int]]]:
        def come() -> list[tuple[str, int | None, int]]:
            answers = [sign_up(event, f"p{number}-{turn}@example.org") for turn in range(each)]
            return [
                (answer.state, answer.place_in_queue, answer.registration.pk)
                for answer in answers
                if answer.registration is not None
            ]

        return come

    answers = at_once(*(comers(number) for number in range(processes)))
    assert [answer for answer in answers if isinstance(answer, str)] == []
    said = [one for answer in answers for one in answer]
    said.sort(key=lambda one: one[1] or 0)
    assert [one[:2] for one in said] == [
        *[("confirmed", None)] * 10,
        *[("waiting", place) for place in range(1, 991)],
    ]
    assert counts(event) == (10, 0, 990)
    numbers_are_true(event)
    queue = Registration.objects.queue_of(event.pools.get())
    in_order = list(queue.values_list("pk", flat=True))
    assert in_order == [number for _state, _place, number in said[10:]]  # as each was told
    last = queue.last()
    assert last is not None
    assert place_in_queue(last) == 990
    assert Transition.objects.filter(registration__event=event, cause="signed_up").count() == 1000
    assert DBTaskResult.objects.filter(task_path="talkoot.events.tasks.tell").count() == 1000
    # Everybody is still to be told, and each is told once, however many workers there are.
    assert Transition.objects.untold().count() == 1000
    some = in_order[:40]
    told = at_once(*[partial(registrations.tell, registrations=some)] * 2)
    assert (sum(told), Notice.objects.count()) == (40, 40)


def test_a_double_click_in_two_processes_is_one_registration() -> None:
    event, key = make.event(capacity=1), uuid.uuid4()
    event.pools.update(queue="off")

    def click() -> tuple[str, str]:
        outcome = sign_up(event, form_key=key)
        return outcome.state, outcome.token

    first, second = at_once(click, click)
    assert first == second
    assert (first[0], counts(event)) == ("confirmed", (1, 0, 0))


def test_one_address_in_two_tabs_is_one_registration() -> None:
    event = make.event(capacity=5)

    def come() -> str:
        return sign_up(event).state

    assert sorted(at_once(come, come, come)) == ["AlreadyRegistered"] * 2 + ["confirmed"]
    assert (counts(event), Person.objects.filter(email="testi@example.org").count()) == (
        (1, 0, 0),
        1,
    )


def test_cancel_more_places_and_a_given_place_at_once() -> None:
    for _round in range(5):
        event = make.event(capacity=2)
        event.pools.update(queue="auto")
        rows = [sign_up(event, f"a{number}@example.org").registration for number in range(6)]
        pool, (first, last) = event.pools.get(), (rows[0], rows[5])
        assert first is not None
        assert last is not None
        answers = at_once(
            partial(registrations.cancel, registration=first),
            partial(more_places, pool),
            partial(state_after, registrations.give_place, registration=last, reason="x", by=None),
            partial(state_after, sign_up, event, "z@example.org"),
        )
        assert answers == [None, pool.pk, "confirmed", "waiting"]
        numbers_are_true(event)
        held, overrides, waiting = counts(event)
        assert (held - overrides, held + waiting) == (3, 6)


def test_two_change_places_between_two_pools_at_once_without_a_deadlock() -> None:
    event = make.event(on_site=True, remote=True, capacity=3)
    for _round in range(5):
        here = sign_up(event, f"h{_round}@example.org", mode="on_site").registration
        there = sign_up(event, f"t{_round}@example.org", mode="remote").registration
        assert here is not None
        assert there is not None
        answers = at_once(
            partial(state_after, registrations.change_mode, registration=here, mode="remote"),
            partial(state_after, registrations.change_mode, registration=there, mode="on_site"),
        )
        assert answers == ["confirmed", "confirmed"]
        numbers_are_true(event)
        for row in (here, there):
            registrations.cancel(registration=row)


def test_an_offer_that_runs_out_while_it_is_accepted_goes_to_one() -> None:
    for moment in (-1, 1):
        event = make.event(capacity=1)
        rows = [sign_up(event, f"a{number}@example.org").registration for number in range(3)]
        assert rows[0] is not None
        registrations.cancel(registration=rows[0])
        Registration.objects.filter(pk=rows[1].pk).update(  # type: ignore[union-attr]  # signed up above
            offer_expires_at=timezone.now() + timedelta(hours=moment)
        )
        answers = at_once(
            partial(state_after, registrations.accept_offer, registration=rows[1]),
            registrations.lapse_offers,
            registrations.lapse_offers,
        )
        states = sorted(Registration.objects.filter(event=event).values_list("state", flat=True))
        if moment < 0:
            assert answers[0] == "OfferRanOut"
            assert states == ["cancelled", "lapsed", "offered"]
        else:
            assert answers[0] == "confirmed"
            assert states == ["cancelled", "confirmed", "waiting"]
        assert counts(event)[0] == 1
        numbers_are_true(event)


def test_the_first_of_all_who_are_asked_has_the_place() -> None:
    event = make.event(capacity=1)
    rows = [sign_up(event, f"a{number}@example.org").registration for number in range(5)]
    event.pools.update(cut_off_at=timezone.now() - timedelta(minutes=1))
    assert rows[0] is not None
    registrations.cancel(registration=rows[0])
    answers = at_once(
        *(partial(state_after, registrations.accept_offer, registration=row) for row in rows[1:])
    )
    assert answers.count("confirmed") == 1
    assert set(answers) <= {"confirmed", "NothingOffered"}
    assert counts(event) == (1, 0, 3)
    numbers_are_true(event)


def test_cancelling_the_event_and_signing_up_at_once_leaves_nobody_in() -> None:
    for _round in range(5):
        event = make.event(capacity=50)
        stale = Event.objects.get(pk=event.pk)
        answers = at_once(
            partial(registrations.cancel_all, event=event, reason="Lakko", by=None),
            *(
                partial(state_after, sign_up, stale, f"c{number}@example.org")
                for number in range(4)
            ),
        )
        assert set(answers[1:]) <= {"confirmed", "EventCancelled"}
        assert answers[0] == answers[1:].count("confirmed")
        assert Registration.objects.live().filter(event=event).count() == 0


# --- killed -------------------------------------------------------------------------------------------
def killed_while(work: Callable[[], Any], ready: Callable[[], bool]) -> None:
    """Runs work in a process and kills it with SIGKILL once `ready`, in the middle of its
    transaction."""
    hand_over_nothing()

    def alone() -> None:
        begin_alone()
        work()

    process = forking.Process(target=alone)
    process.start()
    for _look in range(200):
        if ready():
            break
        time.sleep(0.05)  # another process must get to where it is killed
    else:
        pytest.fail("the process never came to where it was to be killed")
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(30)


def test_a_process_killed_in_the_middle_of_a_sign_up_leaves_nothing_half() -> None:
    event = make.event(capacity=1)
    reached = forking.Event()

    def half() -> None:
        with transaction.atomic():
            sign_up(event, "half@example.org")
            reached.set()
            time.sleep(60)  # killed here, before the commit

    killed_while(half, reached.is_set)
    # The server notices at once that the process is gone; the next comer waits for its lock no longer.
    assert sign_up(event, "next@example.org").state == "confirmed"
    assert counts(event) == (1, 0, 0)
    assert list(Registration.objects.values_list("email", flat=True)) == ["next@example.org"]
    assert not Person.objects.filter(email="half@example.org").exists()


def test_a_worker_killed_while_it_tells_tells_once() -> None:
    event = make.event()
    row = sign_up(event).registration
    assert row is not None
    reached = forking.Event()

    def half() -> None:
        with transaction.atomic():
            registrations.tell(registrations=[row.pk])
            reached.set()
            time.sleep(60)  # killed here, before the commit

    killed_while(half, reached.is_set)
    assert Notice.objects.count() == 0
    assert at_once(registrations.tell_due, registrations.tell_due) in ([0, 1], [1, 0])
    assert list(Notice.objects.values_list("kind", flat=True)) == ["events.place"]


def test_the_check_stops_whoever_forgets_the_conditional_update() -> None:
    from django.db import IntegrityError

    event = make.event(capacity=1)
    sign_up(event)
    with pytest.raises(IntegrityError, match="events_pool_never_overbooked"):
        Pool.objects.filter(event=event).update(held=F("held") + 1)
    with pytest.raises(refusals.NoSuchMode):
        sign_up(event, "x@example.org", mode="on_site")
