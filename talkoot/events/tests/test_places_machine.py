"""Random people do random things to places and queues, and what must always hold is held against it."""

import uuid
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from talkoot.events.models import Pool, Registration, Transition
from talkoot.events.operations import registrations
from talkoot.events.tests import factories as make
from talkoot.kit.refusals import Refused

MODES = st.sampled_from(["on_site", "remote"])
ANY = st.integers(0, 10_000)


class Places(RuleBasedStateMachine):
    """One event with two ways of taking part; the clock moves between steps and never back."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False)
        self.traveller = self.clock.start()
        self.event = make.event(
            starts_at=datetime(2027, 3, 20, 9, tzinfo=UTC), on_site=True, remote=True, capacity=2
        )
        self.people = 0

    def teardown(self) -> None:
        self.clock.stop()
        # The machine's own rows go, so that the next run begins from nothing.
        Transition.objects.all().delete()
        Registration.objects.all().delete()
        Pool.objects.all().delete()

    def one(self, number: int, *states: str) -> Registration | None:
        rows = Registration.objects.filter(event=self.event).order_by("pk")
        rows = rows.filter(state__in=states) if states else rows
        count = rows.count()
        return rows.select_related("pool", "event")[number % count] if count else None

    @staticmethod
    def do(verb: Any, **given: Any) -> None:
        # A refusal is an answer; what holds must hold after it too.
        with suppress(Refused):
            verb(**given)

    @rule(mode=MODES, size=st.integers(1, 3))
    def sign_up(self, mode: str, size: int) -> None:
        self.people += 1
        queue = Pool.objects.get(event=self.event, mode=mode)
        before = queue.waiting
        try:
            outcome = registrations.register(
                event=self.event,
                mode=mode,
                name="Testi Esimerkki",
                email=f"p{self.people}@example.org",
                language="fi",
                form_key=uuid.uuid4(),
                notice_version="1",
                party=[{"name": "Seuralainen"}] * (size - 1),
            )
        except Refused:
            return
        row = outcome.registration
        assert row is not None
        live_queue = Registration.objects.queue_of(queue).exclude(contact=row).exclude(pk=row.pk)
        if before and live_queue.count() >= before and outcome.state == "confirmed":
            # R2: nobody passes a queue that stays, but parties for which there was no room.
            queue.refresh_from_db()
            assert queue.free is not None
            parties = Counter(one.contact_id or one.pk for one in live_queue)
            assert min(parties.values()) > queue.free + size

    @rule(number=ANY, whole=st.booleans())
    def cancel(self, number: int, whole: bool) -> None:
        if row := self.one(number):
            self.do(registrations.cancel, registration=row, whole_party=whole)

    @rule(number=ANY)
    def accept(self, number: int) -> None:
        if row := self.one(number, "offered", "lapsed"):
            self.do(registrations.accept_offer, registration=row)

    @rule(number=ANY)
    def decline(self, number: int) -> None:
        if row := self.one(number, "offered"):
            self.do(registrations.decline_offer, registration=row)

    @rule(number=ANY, mode=MODES)
    def change_mode(self, number: int, mode: str) -> None:
        if row := self.one(number):
            self.do(registrations.change_mode, registration=row, mode=mode)

    @rule(number=ANY)
    def give_place(self, number: int) -> None:
        if row := self.one(number):
            self.do(registrations.give_place, registration=row, reason="Syy", by=None)

    @rule(number=ANY)
    def remove(self, number: int) -> None:
        if row := self.one(number):
            self.do(registrations.remove, registration=row, reason="Syy", by=None)

    @rule(number=ANY)
    def return_to_queue(self, number: int) -> None:
        if row := self.one(number):
            self.do(registrations.return_to_queue, registration=row, reason="Syy", by=None)

    @rule(number=ANY, priority=st.integers(0, 3))
    def move(self, number: int, priority: int) -> None:
        if row := self.one(number, "waiting"):
            self.do(
                registrations.move_in_queue,
                registration=row,
                priority=priority,
                reason="Syy",
                by=None,
            )

    @rule(mode=MODES, capacity=st.one_of(st.none(), st.integers(0, 5)))
    def set_capacity(self, mode: str, capacity: int | None) -> None:
        pool = Pool.objects.get(event=self.event, mode=mode)
        held = pool.held
        registrations.set_capacity(pool=pool, capacity=capacity, by=None)
        pool.refresh_from_db()
        assert pool.held >= held or capacity is None  # R6: a lowered limit evicts nobody

    @rule(mode=MODES, queue=st.sampled_from(Pool.Queue.values), late=st.booleans())
    def set_queue(self, mode: str, queue: str, late: bool) -> None:
        pool = Pool.objects.get(event=self.event, mode=mode)
        registrations.set_queue(
            pool=pool,
            queue=queue,
            offer_hours=24,
            cut_off_at=datetime.now(UTC) - timedelta(minutes=1) if late else None,
            by=None,
        )

    @precondition(lambda self: datetime.now(UTC) < datetime(2027, 3, 15, tzinfo=UTC))
    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.traveller.shift(timedelta(hours=hours))

    @rule()
    def sweep(self) -> None:
        registrations.lapse_offers()
        assert not Registration.objects.filter(
            state="offered", offer_expires_at__lte=datetime.now(UTC)
        ).exists()
        assert registrations.lapse_offers() == 0  # sweeping again finds nothing

    @invariant()
    def counts_are_true(self) -> None:
        """R1: what is held is what the rows hold, and above the limit only by overrides."""
        for pool in Pool.objects.filter(event=self.event):
            rows = Registration.objects.filter(pool=pool)
            assert pool.held == rows.filter(holds_place=True).count()
            assert pool.waiting == rows.in_line().count()
            above = 0 if pool.capacity is None else max(0, pool.held - pool.capacity)
            assert pool.overrides == above

    @invariant()
    def the_queue_is_served_in_order(self) -> None:
        """R4: with free places and no offer that ran out, whoever is first in line does not fit, or
        has been asked to take one."""
        for pool in Pool.objects.filter(event=self.event):
            first = Registration.objects.queue_of(pool).first()
            if first is None or first.state == "offered" or pool.free == 0:
                continue
            head = first.contact_id or first.pk
            unit = Registration.objects.filter(pool=pool, state="waiting").filter(
                pk__in=[
                    head,
                    *Registration.objects.filter(contact=head).values_list("pk", flat=True),
                ]
            )
            late = pool.cut_off_at is not None and pool.cut_off_at <= datetime.now(UTC)
            assert late or (pool.free is not None and unit.count() > pool.free)

    @invariant()
    def every_step_has_its_row(self) -> None:
        """R8: each registration's steps lead without a gap to the state that it is in."""
        state: dict[int, str] = {}
        for step in Transition.objects.order_by("pk").values("registration_id", "before", "after"):
            assert step["before"] == state.get(step["registration_id"], "")
            state[step["registration_id"]] = step["after"]
        rows = Registration.objects.filter(event=self.event)
        assert dict(rows.values_list("pk", "state")) == state


@pytest.mark.django_db
def test_one_behind_a_party_that_does_not_fit_is_confirmed_at_once_where_places_are_given() -> None:
    machine = Places()
    try:
        machine.set_queue("remote", "auto", False)
        for size in (1, 2, 1):
            machine.sign_up("remote", size)
            machine.the_queue_is_served_in_order()
        states = Registration.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["confirmed", "waiting", "waiting", "confirmed"]
    finally:
        machine.teardown()


@pytest.mark.django_db
def test_what_must_hold_holds_whatever_people_do() -> None:
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
