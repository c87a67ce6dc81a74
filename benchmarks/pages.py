"""How many public pages a second, beside a bare Django view with one query and one small template.

Kept pages (correct to the second) should reach 60 % of the bare view's rate, pages rendered anew
25 % with at most 6 queries; with 5 000 projects the list keeps its number of queries, and its p95
over 4 connections stays under 100 ms. Servers run with the same settings and take turns.
"""

import os
import random
from datetime import UTC, datetime
from typing import Any

from benchmarks import ground
from benchmarks.ground import Load

PROJECTS = 5_000
CONNECTIONS = 16
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
BARE, KEPT, ANEW = 8911, 8912, 8913
MOST_QUERIES = 6
LIST = "/fi/projects/"


def fill(number: int) -> None:
    """Adds published projects of many times, owners, areas and topics."""
    from talkoot.projects.tests import factories

    chance = random.Random(number)  # noqa: S311 # the same projects each time, nothing secret
    owners = [factories.organisation(f"Esimerkkikunta {n}") for n in range(40)]
    areas = [factories.area(f"Esimerkkiseutu {n}") for n in range(20)]
    topics = [factories.topic(f"Esimerkkiteema {n}") for n in range(20)]
    programmes = [factories.programme(f"Esimerkkiohjelma {n}") for n in range(5)]
    for n in range(number):
        begins = chance.randint(2007, 2027)
        project = factories.project(
            f"{chance.choice('ABCDEFGHIJKLMNOPRSTUVYÄÖ')}-hanke {n}",
            owner=chance.choice(owners),
            period=factories.period(
                f"1.{chance.randint(1, 12)}.{begins}", str(begins + chance.randint(0, 4))
            ),
            published=datetime(2026, 1, 1, tzinfo=UTC),
            programme=chance.choice([*programmes, None]),
            areas=chance.sample(areas, 2),
            topics=chance.sample(topics, 2),
        )
        factories.partnership(project, project.owner, role="coordinator")


def queries(path: str) -> int:
    """How many questions a page asks of the database, for a visitor without cookies."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(asked)


def list_plan() -> list[str]:
    """How the database finds the list's first page: the scans of the slowest of its questions."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        Client(headers={"host": "127.0.0.1"}).get(LIST)
    plans: list[tuple[float, list[str]]] = []
    with connection.cursor() as cursor:
        for one in asked.captured_queries:
            if "projects_project" in one["sql"]:
                # The very question that the page asked, with its values filled in by the driver.
                cursor.execute("EXPLAIN ANALYZE " + one["sql"])
                lines = [line for (line,) in cursor.fetchall()]
                took = float(lines[-1].split()[-2])
                plans.append((took, [line.strip() for line in lines if "Scan" in line]))
    return max(plans)[1] if plans else []


def measured(bare: str, kept: str, anew: str, page: str) -> dict[str, Load]:
    """Runs each kind of page in turn, `ROUNDS` times, and returns the middle of each."""
    turns = {
        "bare view": ([bare + page], CONNECTIONS),
        "project page, kept": ([kept + page], CONNECTIONS),
        "project page, rendered anew": ([anew + page], CONNECTIONS),
        "list, kept": ([kept + LIST], CONNECTIONS),
        "list, rendered anew": ([anew + LIST], CONNECTIONS),
        "list, rendered anew, 4 connections": (
            [anew + LIST + words for words in ("", "?page=2", "?page=40")],
            4,
        ),
    }
    runs: dict[str, list[Load]] = {name: [] for name in turns}
    for number in range(ROUNDS):
        for name, (addresses, connections) in turns.items():
            runs[name].append(ground.load(addresses, connections=connections, seconds=SECONDS))
            print(f"round {number + 1}  {name:36} {runs[name][-1]}", flush=True)
    return {name: Load.middle_of(loads) for name, loads in runs.items()}


def run(facts: dict[str, Any]) -> None:
    """The benchmark itself, once there is a database."""
    from django.db import connection, transaction

    from talkoot.kit import setting_up
    from talkoot.projects.tests import factories

    setting_up.bring_up()
    with transaction.atomic():
        project = factories.everything("Mitattu hanke")
        fill(50)
    page = f"{LIST}{project.slug}/"
    few = queries(LIST)
    print(f"{PROJECTS} projects are being made …", flush=True)
    with transaction.atomic():
        fill(PROJECTS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked = {"page": queries(page), "list": queries(LIST)}
    print(f"queries: {asked}; the list of 51 projects asked {few}")
    print("the list's plan:", *list_plan(), sep="\n  ")
    with (
        ground.served("benchmarks.bare.wsgi:application", BARE, page) as bare,
        ground.served("talkoot.wsgi:application", KEPT, page, TALKOOT_KEEP="1") as kept,
        ground.served("talkoot.wsgi:application", ANEW, page, TALKOOT_KEEP="0") as anew,
    ):
        found = measured(bare, kept, anew, page)
    for name, load in found.items():
        print(f"middle   {name:36} {load}")
    reference = found["bare view"].rate
    ground.finish(
        facts,
        ground.compared(
            "pages", ours=found["project page, kept"].rate, reference=reference, goal=0.6
        ),
        *(
            ground.compared(f"pages: {name}", ours=found[name].rate, reference=reference, goal=goal)
            for name, goal in (
                ("list, kept", 0.6),
                ("project page, rendered anew", 0.25),
                ("list, rendered anew", 0.25),
            )
        ),
        *(
            ground.compared(
                f"pages: queries of the {what}",
                ours=number,
                reference=MOST_QUERIES,
                goal=1,
                at_most=True,
            )
            for what, number in asked.items()
        ),
        ground.compared(
            f"pages: queries of the list with {PROJECTS} projects beside 51",
            ours=asked["list"],
            reference=few,
            goal=1,
            at_most=True,
        ),
        ground.compared(
            f"pages: p95 in ms of the list with {PROJECTS} projects, 4 connections",
            ours=found["list, rendered anew, 4 connections"].p95_ms,
            reference=100,
            goal=1,
            at_most=True,
        ),
        ground.compared(
            "pages: requests that failed",
            ours=sum(load.failed for load in found.values()),
            reference=1,
            goal=0,
            at_most=True,
        ),
    )


def main() -> None:
    ground.in_a_database_of_its_own(run)


if __name__ == "__main__":
    main()
