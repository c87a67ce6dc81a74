"""A person's whole sign-up over HTTP as a browser makes it, beside a bare Django app's.

Each person opens a connection and asks for the event's page and the form, sends the form with its
hidden fields, and asks for the answer's page. 1, 8, 32 and 64 clients, on one event and over 100;
servers with the same settings and default durability, alternating rounds, medians. The worker runs
and writes the letters while Talkoot is measured, and is halted while the bare app is. The bare app
has the same four requests, one form, one conditional update and one insert, and no middleware at all.
"""

import asyncio
import gzip
import itertools
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import ground

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
CLIENTS = (8, 1, 32, 64)
EVENTS = 100
SCARCE = 10
SIGN_UPS = 50
BARE, OURS = 8921, 8922
GOAL_RATE, GOAL_PROCESSOR_MS, GOAL_STATEMENTS, GOAL_P99_MS, GOAL_GROWTH = 0.4, 20, 20, 1000, 1.1
PLENTY = 1_000_000
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
TYPED = {"name": "Testi Esimerkki", "role": "participant"}


# --- the people, in a process of their own ---------------------------------------------------------
@dataclass(frozen=True)
class Rush:
    """What came of one run: whole sign-ups, and each request of them."""

    rate: float
    p99_ms: float
    worst_ms: float
    sign_ups: int
    refused: int
    failed: int


class Crowd:
    """So many clients, each of whom is one new person after another until the time is up."""

    def __init__(self, address: str, slugs: list[str], clients: int, seconds: float) -> None:
        self.host, port = address.removeprefix("http://").rsplit(":", 1)
        self.port = int(port)
        self.slugs = itertools.cycle(slugs)
        self.clients, self.seconds = clients, seconds
        self.numbers = itertools.count()
        self.mark = f"{os.getpid()}.{time.time_ns()}"
        self.times: list[float] = []
        self.sign_ups = self.counted = self.refused = self.failed = 0

    async def rushed(self) -> Rush:
        self.counts_from = time.perf_counter() + ground.WARM_UP_SECONDS
        self.ends_at = self.counts_from + self.seconds
        await asyncio.gather(*(self.client() for _ in range(self.clients)))
        took = sorted(self.times)
        return Rush(
            rate=round(self.counted / self.seconds, 2),
            p99_ms=round(ground.percentile(took, 0.99) * 1000, 2),
            worst_ms=round(took[-1] * 1000, 2) if took else 0.0,
            sign_ups=self.sign_ups,
            refused=self.refused,
            failed=self.failed,
        )

    async def client(self) -> None:
        while time.perf_counter() < self.ends_at:
            try:
                done = await self.person(next(self.slugs))
            except (OSError, EOFError, asyncio.IncompleteReadError):
                self.failed += 1
                continue
            self.sign_ups += done
            self.refused += not done
            if done and self.counts_from <= time.perf_counter() < self.ends_at:
                self.counted += 1

    async def person(self, slug: str) -> bool:
        """One person from the event's page to the answer; whether there was an answer."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            page = f"/fi/events/{slug}/"
            await self.ask(reader, writer, "GET", page)
            _status, _head, form = await self.ask(reader, writer, "GET", f"{page}register/")
            sent = dict(HIDDEN.findall(gunzipped(form)))
            sent |= TYPED | {"email": f"p{next(self.numbers)}.{self.mark}@example.org"}
            body = urlencode(sent)
            status, head, _page = await self.ask(reader, writer, "POST", f"{page}register/", body)
            if status != HTTPStatus.FOUND:
                return False
            place = re.search(rb"(?i)\r\nlocation: *([^\r]+)", head)
            assert place is not None
            status, _head, _page = await self.ask(reader, writer, "GET", place.group(1).decode())
            return status == HTTPStatus.OK
        finally:
            writer.close()

    async def ask(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        method: str,
        path: str,
        body: str = "",
    ) -> tuple[int, bytes, bytes]:
        """The status, the head and the body of the answer; a fault of the server is counted."""
        host = f"{self.host}:{self.port}"
        sent = (
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"Origin: http://{host}\r\n"
        )
        began = time.perf_counter()
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n"
            f"Accept-Encoding: gzip\r\nAccept-Language: fi\r\n{sent if body else ''}\r\n"
            f"{body}".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        answer = b""
        if length := re.search(rb"(?i)\r\ncontent-length: *(\d+)", head):
            answer = await reader.readexactly(int(length.group(1)))
        elif b"chunked" in head.lower():
            while size := int(await reader.readuntil(b"\r\n"), 16):
                answer += (await reader.readexactly(size + 2))[:-2]
            await reader.readexactly(2)
        if began >= self.counts_from:
            self.times.append(time.perf_counter() - began)
        status = int(head.split(b" ", 2)[1])
        self.failed += status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return status, head, answer


def gunzipped(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def rush(address: str, slugs: Sequence[str], clients: int) -> Rush:
    asked = {"address": address, "slugs": list(slugs), "clients": clients, "seconds": SECONDS}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.registration_rush", json.dumps(asked)],
        cwd=ground.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Rush(**json.loads(done.stdout))


# --- processor time ----------------------------------------------------------------------------------
def processes() -> dict[int, list[str]]:
    """Each process's fields of /proc/<pid>/stat, from its state on."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = (folder / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue  # it has just ended
    return found


def session(leader: int) -> list[int]:
    """The processes of a session: a server or the worker with all that it started."""
    return [pid for pid, fields in processes().items() if fields[3] == str(leader)]


def spent_ms(pids: Sequence[int], *, with_ended: bool = False) -> float:
    """Processor time of these; with what their ended children had used, if asked."""
    all_of = processes()
    ticks = sum(
        int(ticks)
        for pid in pids
        if pid in all_of
        for ticks in all_of[pid][11 : 15 if with_ended else 13]
    )
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def leader_at(port: int) -> int:
    """The web server that this process started for a port."""
    for pid, fields in processes().items():
        if fields[1] == str(os.getpid()):
            told = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if str(port).encode() in told:
                return pid
    raise SystemExit(f"No server was started for port {port}.")


@dataclass(frozen=True)
class Clock:
    """The processor time so far of the server, of the database that works for it, and of the worker
    with the database's processes that work for the worker."""

    server: float
    database: float
    worker: float

    @classmethod
    def now(cls, server: int, worker: int) -> "Clock":
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE application_name IN ('worker', 'bare') OR pid = pg_backend_pid()"
            )
            others = [pid for (pid,) in cursor.fetchall()]
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'worker'")
            workers = [pid for (pid,) in cursor.fetchall()]
            cursor.execute("SELECT pg_backend_pid()")
            (own,) = cursor.fetchone()
        everything = processes()
        postmaster = int(everything[own][1])
        database = [pid for pid, fields in everything.items() if fields[1] == str(postmaster)]
        return cls(
            server=spent_ms(session(server)),
            database=spent_ms([pid for pid in database if pid not in others])
            + spent_ms([postmaster], with_ended=True),
            worker=spent_ms(session(worker)) + spent_ms(workers),
        )

    def since(self, before: "Clock", sign_ups: int) -> "Clock":
        number = max(1, sign_ups)
        return Clock(
            (self.server - before.server) / number,
            (self.database - before.database) / number,
            (self.worker - before.worker) / number,
        )


@contextmanager
def working() -> Iterator[int]:
    """The worker, sending letters to files; its session's number."""
    from talkoot.kit import supervisor

    process = subprocess.Popen(
        supervisor.worker().arguments,
        cwd=ground.ROOT,
        env=os.environ | {"MALLOC_ARENA_MAX": "2", "MAIL": "files", "PGAPPNAME": "worker"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process.pid
        if process.poll() is not None:
            raise SystemExit("The worker ended by itself; what it wrote is above.")
    finally:
        os.killpg(process.pid, signal.SIGCONT)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


# --- the database's work -----------------------------------------------------------------------------
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
            try:
                cursor.execute("EXPLAIN " + sql)
            except Exception as error:
                # A question whose values travel beside it cannot be explained from its words alone.
                print(f"not explained: {sql[:60]!r}: {str(error).splitlines()[0]}")
                continue
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
            f"SELECT setval(pg_get_serial_sequence('{table}', '{pk}'), max({pk})) FROM {table}"  # noqa: S608
        )


def fill(rows: int) -> None:
    """So many registrations of earlier events, each with its person, its step and its history."""
    from django.db import connection, transaction

    from talkoot.events.models import Transition
    from talkoot.events.tests import factories
    from talkoot.history.models import Entry

    with transaction.atomic():
        events = [factories.event(f"Täytetty {n}", capacity=None) for n in range(200)]
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
        copies(people, rows, people.pk, email="'tayte' || n || '@example.org'")
        copies(
            first,
            rows,
            base,
            event_id=f"(ARRAY[{ids}])[1 + n % {len(events)}]",
            pool_id=f"(ARRAY[{pools}])[1 + n % {len(events)}]",
            person_id=f"{people.pk} + n",
            email="'tayte' || n || '@example.org'",
            token_hash="md5(n::text) || md5((-n)::text)",  # noqa: S106 # nobody's
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
    """How many more hold a place than there are places, over all events, ours and the bare ones."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(greatest(0, n - capacity)), 0) FROM ("
            " SELECT p.capacity, count(*) n FROM events_pool p JOIN events_registration r"
            " ON r.pool_id = p.id AND r.holds_place WHERE p.capacity IS NOT NULL GROUP BY p.id) x"
        )
        (number,) = cursor.fetchone()
    return int(number)


# --- the benchmark itself ------------------------------------------------------------------------------
def made(number: int, capacity: int, name: str) -> list[Any]:
    """Events with remote places, and the bare app's twins of the same address."""
    from django.db import connection

    from talkoot.events.tests import factories

    events = [factories.event(f"{name} {n}", capacity=capacity) for n in range(number)]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO bare_event (slug, title, capacity, held) VALUES (%s, %s, %s, 0)",
            [(event.slug, f"{name} {n}", capacity) for n, event in enumerate(events)],
        )
    return events


def bare_tables() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare_event (id bigserial PRIMARY KEY, slug text NOT NULL UNIQUE,"
            " title text NOT NULL, capacity integer NOT NULL, held integer NOT NULL)"
        )
        cursor.execute(
            "CREATE TABLE bare_sign_up (id bigserial PRIMARY KEY,"
            " event_id bigint NOT NULL REFERENCES bare_event, name text NOT NULL,"
            " email text NOT NULL, role text NOT NULL, at timestamptz NOT NULL)"
        )
        cursor.execute("CREATE INDEX ON bare_sign_up (event_id)")


Shape = tuple[int, int]


def measured(
    addresses: dict[str, str], slugs: Sequence[str], server: int, worker: int
) -> tuple[dict[Shape, dict[str, list[Rush]]], dict[Shape, list[Clock]]]:
    """Each number of clients, on one event and over all, ours and bare in turn."""
    shapes = [(clients, number) for number in (1, len(slugs)) for clients in CLIENTS]
    found: dict[Shape, dict[str, list[Rush]]] = {
        shape: {"ours": [], "bare": []} for shape in shapes
    }
    clocks: dict[Shape, list[Clock]] = {shape: [] for shape in shapes}
    for number in range(ROUNDS):
        for shape in shapes:
            clients, events = shape
            for name in ("ours", "bare") if number % 2 else ("bare", "ours"):
                # The letters are Talkoot's own work and must not slow the bare app down.
                os.killpg(worker, signal.SIGSTOP if name == "bare" else signal.SIGCONT)
                before = Clock.now(server, worker)
                run = rush(addresses[name], slugs[:events], clients)
                found[shape][name].append(run)
                if name == "ours":
                    clocks[shape].append(Clock.now(server, worker).since(before, run.sign_ups))
                print(f"round {number + 1}  {clients:2} on {events:3}  {name}  {run}", flush=True)
    os.killpg(worker, signal.SIGCONT)
    return found, clocks


def run(facts: dict[str, Any]) -> None:
    from django.db import connection

    from talkoot.events.models import Registration
    from talkoot.kit import setting_up
    from talkoot.notices.models import Notice

    setting_up.bring_up()
    bare_tables()
    (first,) = made(1, PLENTY, "Tyhjä kanta")
    statements(first, "lampimaan@example.org")
    asked = statements(first, "laskettu@example.org")
    few = blocks(first, "tyhja")
    claim_before, _whole = plans(asked)
    print(f"statements of a sign-up, nothing kept: {len(asked)}")

    events = made(EVENTS, PLENTY, "Ryntäys")
    slugs = [event.slug for event in events]
    (scarce,) = made(1, SCARCE, "Kymmenen paikkaa")
    page = f"/fi/events/{slugs[0]}/"
    ours_settings = {"SIGN_UP_LIMIT": "0", "MAIL": "files", "TALKOOT_KEEP": "1"}
    with (
        ground.served("benchmarks.bare.wsgi:application", BARE, page, PGAPPNAME="bare") as bare,
        ground.served(
            "talkoot.wsgi:application", OURS, page, PGAPPNAME="ours", **ours_settings
        ) as ours,
        working() as worker,
    ):
        found, clocks = measured({"ours": ours, "bare": bare}, slugs, leader_at(OURS), worker)
        last = rush(ours, [scarce.slug], 64)
        print(f"64 for {SCARCE} places: {last}", flush=True)
        due = Registration.objects.count()
        told = Notice.objects.count()
        sent = Notice.objects.exclude(sent_at=None).count()
    print(f"letters when the rush ended: {told} written, {sent} sent, of {due} registrations")
    over = overbooked()
    placed = Registration.objects.filter(event=scarce, holds_place=True).count()
    rows = Registration.objects.filter(event=scarce).count()
    print(f"{SCARCE} places: {placed} with a place, {rows - placed} in the queue")
    # Neither an answer without a row nor a row fewer than answers.
    everyone = last.sign_ups + sum(
        one.sign_ups for shape in found.values() for one in shape["ours"]
    )
    lost = max(0, everyone - Registration.objects.filter(event__in=[*events, scarce]).count())

    print(f"{ROWS} registrations are being made …", flush=True)
    fill(ROWS)
    (second,) = made(1, PLENTY, "Täysi kanta")
    many = blocks(second, "taysi")
    claim_after, whole = plans(statements(second, "suunnitelma@example.org"))
    print("the claim's plan:", *claim_after, sep="\n  ")
    if claim_before != claim_after:
        print("the claim's plan in the empty database:", *claim_before, sep="\n  ")
    print("tables read from end to end:", *(whole or ["none"]), sep="\n  ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events_registration")
        print(f"blocks a sign-up: {few:.1f} empty, {many:.1f} with {cursor.fetchone()[0]} rows")

    def middle(shape: Shape, name: str, measure: str) -> float:
        return float(statistics.median(getattr(one, measure) for one in found[shape][name]))

    def spent(shape: Shape, *parts: str) -> float:
        sums = [sum(getattr(one, part) for part in parts) for one in clocks[shape]]
        return float(statistics.median(sums))

    for shape in found:
        mine, plain = (middle(shape, name, "rate") for name in ("ours", "bare"))
        print(
            f"{shape[0]:2} clients on {shape[1]:3} events: {mine:7.1f} sign-ups/s,"
            f" bare {plain:7.1f}, ratio {mine / plain if plain else 0:.3f};"
            f" p99 {middle(shape, 'ours', 'p99_ms'):.0f} ms, bare"
            f" {middle(shape, 'bare', 'p99_ms'):.0f} ms;"
            f" processor ms a sign-up: server {spent(shape, 'server'):.1f},"
            f" database {spent(shape, 'database'):.1f}, worker {spent(shape, 'worker'):.1f}"
        )

    def rates(shape: Shape) -> dict[str, Any]:
        return ground.compared(
            f"whole sign-ups a second, {shape[0]} at once on {shape[1]} events",
            ours=middle(shape, "ours", "rate"),
            reference=middle(shape, "bare", "rate"),
            goal=GOAL_RATE if shape[0] == 8 else 0,
        )

    def at_most(name: str, ours: float, reference: float, goal: float = 1) -> dict[str, Any]:
        return ground.compared(name, ours=ours, reference=reference, goal=goal, at_most=True)

    faults = last.failed + sum(one.failed for shape in found.values() for one in shape["ours"])
    refused = sum(one.refused for shape in found.values() for name in shape for one in shape[name])
    others = [
        at_most(
            f"processor ms a sign-up, server and database, 8 at once on {number} events",
            spent((8, number), "server", "database"),
            GOAL_PROCESSOR_MS,
        )
        for number in (1, EVENTS)
    ]
    others += [
        at_most(
            f"p99 in ms of one request, 64 at once on {number} events",
            middle((64, number), "ours", "p99_ms"),
            GOAL_P99_MS,
        )
        for number in (1, EVENTS)
    ]
    ground.finish(
        facts,
        *(rates(shape) for shape in found),
        *others,
        at_most("SQL statements of a sign-up", len(asked), GOAL_STATEMENTS),
        at_most("overbooked", over + max(0, placed - SCARCE), 1, 0),
        at_most("answers without a row", lost, 1, 0),
        at_most("faults of the server or the connection", faults, 1, 0),
        at_most("forms refused though there was room", refused, 1, 0),
        at_most(f"blocks a sign-up with {ROWS} registrations", many, few, GOAL_GROWTH),
        at_most(f"filled tables read whole with {ROWS} registrations", len(whole), 1, 0),
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(asdict(asyncio.run(Crowd(**json.loads(sys.argv[1])).rushed()))))
    else:
        ground.in_a_database_of_its_own(run)
