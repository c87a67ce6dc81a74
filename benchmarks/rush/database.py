"""What one sign-up asks of the database, and a database full of earlier ones."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from benchmarks.rush.crowd import HIDDEN, TYPED

SIGN_UPS = 50
FILLED = "benchmark"


def sign_up(event: Any, email: str) -> None:
    """The four requests by Django's own test client, in this process."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    page = f"/fi/events/{event.slug}/"
    client.get(page)
    form = client.get(f"{page}register/").content.decode()
    sent = dict(HIDDEN.findall(form)) | TYPED | {"email": email}
    answer = client.post(f"{page}register/", sent)
    assert answer.status_code == HTTPStatus.FOUND, answer.status_code
    assert client.get(answer["Location"]).status_code == HTTPStatus.OK


def statements(event: Any, email: str) -> list[str]:
    """The questions of one sign-up, without those that begin and end transactions."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        sign_up(event, email)
    words = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
    return [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(words)]


def blocks(event: Any, mark: str) -> float:
    """Blocks that the database looks at for one sign-up, in memory or not, all statements together."""
    from django.db import connection

    def so_far() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_force_next_flush()")
            cursor.execute(
                "SELECT sum(coalesce(hits, 0) + coalesce(reads, 0)) FROM pg_stat_io"
                " WHERE backend_type = 'client backend' AND object = 'relation'"
            )
            (number,) = cursor.fetchone()
        return int(number)

    for turn in range(SIGN_UPS // 5):
        sign_up(event, f"warm{turn}.{mark}@example.org")
    before = so_far()
    for turn in range(SIGN_UPS):
        sign_up(event, f"b{turn}.{mark}@example.org")
    return (so_far() - before) / SIGN_UPS


def plans(asked: Sequence[str]) -> tuple[list[str], list[str]]:
    """The claim's plan without its numbers, and whatever reads a filled table from end to end."""
    from django.db import connection

    claim: list[str] = []
    whole: list[str] = []
    filled = r"Seq Scan on (events_registration|events_transition|people_person|history_entry)\b"
    with connection.cursor() as cursor:
        for sql in asked:
            if not sql.startswith(("SELECT", "INSERT", "UPDATE", "\nWITH", "WITH")):
                continue
            # A prepared question's values travel beside it; its plan is the one that stays.
            cursor.execute(f"EXPLAIN (GENERIC_PLAN) {sql}" if "$1" in sql else f"EXPLAIN {sql}")
            lines = [re.sub(r" +\(cost=.*\)$", "", line) for (line,) in cursor.fetchall()]
            whole += [f"{line.strip()}: {sql[:200]}" for line in lines if re.search(filled, line)]
            if "events_pool SET" in sql and "INSERT" in sql:
                claim = [line for line in lines if "Scan" in line or "Insert" in line]
    return claim, whole


def copies(template: Any, number: int, first: int, **said: str) -> None:
    """So many rows like `template` from the number `first` on, some columns `said` in SQL of n."""
    from django.db import connection

    fields = template._meta.concrete_fields
    table = template._meta.db_table
    pk = template._meta.pk.column
    said = {pk: f"{first} + n", **said}
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(said.get(field.column, f't."{field.column}"') for field in fields)
    with connection.cursor() as cursor:
        # Names of our own models and numbers; nothing comes from outside.
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values}"  # noqa: S608 # our own names
            f" FROM {table} t, generate_series(1, {number}) n WHERE t.{pk} = {template.pk}"
        )
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{pk}'), max({pk})) FROM {table}"  # noqa: S608 # our own names
        )


def fill(rows: int) -> None:
    """So many more registrations of earlier events, each with its person, its step and its history."""
    from django.db import connection, transaction

    from talkoot.events.models import Event, Transition
    from talkoot.events.tests import factories
    from talkoot.history.models import Entry

    with transaction.atomic():
        events = list(Event.objects.filter(source=FILLED)) or [
            factories.event(f"Täytetty {n}", capacity=None, source=FILLED) for n in range(200)
        ]
        first = factories.registration(events[0], "Täyte Esimerkki")
        step = Transition.objects.get(registration=first)
        entry = Entry.objects.create(
            verb="events.register", subject="events.event", subject_id=events[0].pk,
            part="events.registration", part_id=first.pk,
        )  # fmt: skip  # one entry in one line of thought
        base, people = first.pk, first.person
        assert people is not None
        ids = ", ".join(str(event.pk) for event in events)
        pools = ", ".join(str(event.pools.get().pk) for event in events)
        copies(people, rows, people.pk, email=f"'tayte{base}.' || n || '@example.org'")
        copies(
            first,
            rows,
            base,
            event_id=f"(ARRAY[{ids}])[1 + n % {len(events)}]",
            pool_id=f"(ARRAY[{pools}])[1 + n % {len(events)}]",
            person_id=f"{people.pk} + n",
            email=f"'tayte{base}.' || n || '@example.org'",
            token_hash="md5(gen_random_uuid()::text) || md5(n::text)",  # noqa: S106 # nobody's
            calendar_uid="gen_random_uuid()",
            form_key="gen_random_uuid()",
        )
        copies(step, rows, step.pk, registration_id=f"{base} + n")
        copies(
            entry,
            rows,
            entry.pk,
            subject_id=f"(ARRAY[{ids}])[1 + n % {len(events)}]",
            part_id=f"{base} + n",
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE events_pool SET held = (SELECT count(*) FROM events_registration r"
                " WHERE r.pool_id = events_pool.id AND r.holds_place)"
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def overbooked() -> int:
    """How many more hold a place than there are places, over all of Talkoot's events."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(greatest(0, n - capacity)), 0) FROM ("
            " SELECT p.capacity, count(*) n FROM events_pool p JOIN events_registration r"
            " ON r.pool_id = p.id AND r.holds_place WHERE p.capacity IS NOT NULL GROUP BY p.id) x"
        )
        (number,) = cursor.fetchone()
    return int(number)
