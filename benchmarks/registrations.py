"""Signing up to one event from 1 and 8 processes at once, beside the plain way: lock the row, count, insert.

Ours is the whole operation: the person, the claim, the first step, the history and the letter's task.
The reference is a plain application through Django's models: it locks the event's row, counts who has
a place and inserts one bare row, and keeps its limit as honestly as ours. Rounds alternate on one
server with its default durability, and the median is told. At least 40 % of the reference at 8 at
once, and nobody overbooked in either.
"""

import multiprocessing
import os
import statistics
import time
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from benchmarks import ground

EACH = int(os.environ.get("BENCH_EACH", "60"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
GOAL = 0.4
forking = multiprocessing.get_context("fork")


def ours(event: Any, name: str) -> None:
    from talkoot.events.operations import registrations

    registrations.register(
        event=event,
        mode="remote",
        name="Testi Esimerkki",
        email=f"{name}@example.org",
        language="fi",
        form_key=uuid.uuid4(),
        notice_version="1",
    )


@cache
def plain_models() -> tuple[Any, Any]:
    """The reference's two tables, with no more than it needs."""
    from django.db import models

    class PlainEvent(models.Model):
        places = models.IntegerField()

        class Meta:
            app_label = "plain"
            db_table = "plain_event"

        def __str__(self) -> str:
            return str(self.pk)

    class PlainSignUp(models.Model):
        event = models.ForeignKey(PlainEvent, on_delete=models.CASCADE)
        name = models.TextField()
        email = models.TextField()
        has_place = models.BooleanField()
        at = models.DateTimeField(auto_now_add=True)

        class Meta:
            app_label = "plain"
            db_table = "plain_sign_up"

        def __str__(self) -> str:
            return self.name

    return PlainEvent, PlainSignUp


def reference(event: Any, name: str) -> None:
    """What a plain application does: the event's row locked, those with a place counted, one row."""
    from django.db import transaction

    plain_event, plain_sign_up = plain_models()
    with transaction.atomic():
        plain = plain_event.objects.select_for_update().get(pk=event.pk)
        taken = plain_sign_up.objects.filter(event=plain, has_place=True).count()
        plain_sign_up.objects.create(
            event=plain,
            name="Testi Esimerkki",
            email=f"{name}@example.org",
            has_place=taken < plain.places,
        )


def rate(work: Callable[[Any, str], None], event: Any, clients: int) -> float:
    """Sign-ups a second of so many processes, each with a connection of its own."""
    from django.db import connection, connections

    for one in connections.all():
        one.close()
        getattr(one, "close_pool", lambda: None)()
    ready, begin = forking.Barrier(clients + 1), forking.Barrier(clients + 1)

    def run(number: int) -> None:
        connection.ensure_connection()
        ready.wait(60)
        begin.wait(60)
        for turn in range(EACH):
            work(event, f"p{number}-{turn}")
        os._exit(0)

    processes = [forking.Process(target=run, args=(number,)) for number in range(clients)]
    for process in processes:
        process.start()
    ready.wait(60)
    began = time.perf_counter()
    begin.wait(60)
    for process in processes:
        process.join()
    took = time.perf_counter() - began
    assert [process.exitcode for process in processes] == [0] * clients
    return clients * EACH / took


def run(facts: dict[str, Any]) -> None:
    from django.db import connection

    from talkoot.events.models import Registration
    from talkoot.events.tests import factories
    from talkoot.kit import setting_up

    setting_up.bring_up()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain_event (id bigint PRIMARY KEY, places integer)")
        cursor.execute(
            "CREATE TABLE plain_sign_up (id bigserial PRIMARY KEY, event_id bigint NOT NULL,"
            " name text NOT NULL, email text NOT NULL, has_place boolean NOT NULL,"
            " at timestamptz NOT NULL, UNIQUE (event_id, email))"
        )
    comparisons = []
    for clients in (8, 1):
        places = clients * EACH // 2
        rates: dict[str, list[float]] = {"ours": [], "reference": []}
        for number in range(ROUNDS):
            event = factories.event(f"Kierros {number}", capacity=places)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO plain_event VALUES (%s, %s)", [event.pk, places])
            ways = [("ours", ours), ("reference", reference)]
            for name, work in ways if number % 2 else reversed(ways):
                rates[name].append(rate(work, event, clients))
            rows = Registration.objects.filter(event=event)
            assert rows.count() == clients * EACH
            assert rows.filter(state="confirmed").count() == places
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM plain_sign_up WHERE event_id = %s AND has_place",
                    [event.pk],
                )
                assert cursor.fetchone() == (places,)
        mine, plain = (statistics.median(rates[name]) for name in ("ours", "reference"))
        print(f"{clients} at once: ours {mine:7.1f} sign-ups/s, reference {plain:7.1f} sign-ups/s")
        comparisons.append(
            ground.compared(
                f"sign-ups a second, {clients} at once",
                ours=mine,
                reference=plain,
                goal=GOAL if clients > 1 else 0,
            )
        )
    ground.finish(facts, *comparisons)


if __name__ == "__main__":
    ground.in_a_database_of_its_own(run)
