"""A person's whole sign-up over HTTP as a browser makes it, beside a bare Django app's.

Each person opens a connection and asks for the event's page and the form, sends the form with its
hidden fields, and asks for the answer's page. 1, 8, 32 and 64 clients, on one event and over 100;
servers with the same settings and default durability, alternating rounds, medians. The worker runs
and writes the letters while Talkoot is measured, and is halted while the bare app is. The bare app
has the same four requests, one form, one conditional update and one insert, and no middleware at all.

Blocks are compared between an ordinary number of registrations and a million: in an empty database
every index is one block, which no installation's is for longer than a day.
"""

import os
import signal
import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks import ground
from benchmarks.rush.crowd import Rush, rush
from benchmarks.rush.database import FILLED, blocks, fill, overbooked, plans, statements
from benchmarks.rush.processor import Clock, leader_at, working

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
ORDINARY = 10_000
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
CLIENTS = (8, 1, 32, 64)
EVENTS = 100
SCARCE = 10
PLENTY = 1_000_000
BARE, OURS = 8921, 8922
GOAL_RATE, GOAL_PROCESSOR_MS, GOAL_STATEMENTS, GOAL_P99_MS, GOAL_GROWTH = 0.4, 20, 20, 1000, 1.1


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
                run = rush(addresses[name], slugs[:events], clients=clients, seconds=SECONDS)
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
    empty = blocks(first, "tyhja")
    fill(ORDINARY)
    (ordinary,) = made(1, PLENTY, "Tavallinen kanta")
    few = blocks(ordinary, "tavallinen")
    claim_before, _whole = plans(asked)
    print(f"statements of a sign-up, nothing kept: {len(asked)}")

    events = made(EVENTS, PLENTY, "Ryntäys")
    slugs = [event.slug for event in events]
    (warm,) = made(1, PLENTY, "Lämmin palvelin")
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
        for address in (bare, ours):
            # The first sign-ups read templates and translations; they are nobody's measure.
            rush(address, [warm.slug], clients=8, seconds=SECONDS)
        found, clocks = measured({"ours": ours, "bare": bare}, slugs, leader_at(OURS), worker)
        last = rush(ours, [scarce.slug], clients=64, seconds=SECONDS)
        print(f"64 for {SCARCE} places: {last}", flush=True)
        due = Registration.objects.exclude(event__source=FILLED).count()
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
    fill(ROWS - ORDINARY)
    (second,) = made(1, PLENTY, "Täysi kanta")
    many = blocks(second, "taysi")
    claim_after, whole = plans(statements(second, "suunnitelma@example.org"))
    print("the claim's plan:", *claim_after, sep="\n  ")
    if claim_before != claim_after:
        print("the claim's plan with fewer:", *claim_before, sep="\n  ")
    print("tables read from end to end:", *(whole or ["none"]), sep="\n  ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events_registration")
        (rows,) = cursor.fetchone()
    print(
        f"blocks a sign-up: {empty:.1f} empty, {few:.1f} with {ORDINARY} registrations,"
        f" {many:.1f} with {rows}"
    )

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
        at_most("plans of the claim that changed", int(claim_before != claim_after), 1, 0),
    )


if __name__ == "__main__":
    ground.in_a_database_of_its_own(run)
