"""A large project's evidence page, freezing a large report, the page over all projects and the count
behind it, on a national data set; each single figure beside the same question as hand-written SQL.

5 000 projects, 100 000 events and 5 000 000 registrations with attendance are generated at the start,
which takes minutes; `--small` is for trying. The page should take at most 300 ms at the 95th
percentile, freezing 100 000 rows 10 s, the page over all projects 100 ms and its count 10 s; a figure at
most twice the time of its SQL. References of the pages are their own goals.
"""

import sys
import time
from typing import Any

from benchmarks import ground
from benchmarks.nation.by_hand import BY_HAND
from benchmarks.nation.rows import SMALL, Sizes, make

PAGES = 25
FIGURES = 9


def page(client: Any, address: str) -> float:
    """The 95th percentile of a page, made anew each time."""

    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    taken = ground.milliseconds(ask, PAGES)
    p50, p95 = ground.percentile(taken, 0.5), ground.percentile(taken, 0.95)
    print(f"{address:32} p50 {p50:8.1f} ms   p95 {p95:8.1f} ms", flush=True)
    return p95


def figures(project: int) -> list[dict[str, Any]]:
    """Each measure of one project beside the same question by hand; both must give the same number."""
    from django.db import connection

    from talkoot.measures import measure as measures
    from talkoot.measures.measure import Scope

    found = []
    for code, sql in BY_HAND.items():
        measure, scope = measures.get(code), Scope((project,))

        def by_hand(sql: str = sql) -> int:
            with connection.cursor() as cursor:
                cursor.execute(sql, {"project": project})
                return int(cursor.fetchone()[0])

        assert measure.total(scope) == by_hand(), code
        ours: list[float] = []
        reference: list[float] = []
        # In turn, so that both meet the same machine.
        for _turn in range(FIGURES):
            ours += ground.milliseconds(lambda one=measure, of=scope: one.total(of), 1)  # type: ignore[misc]  # a lambda's defaults have no types
            reference += ground.milliseconds(by_hand, 1)
        middle = [sorted(taken)[len(taken) // 2] for taken in (ours, reference)]
        found.append(
            ground.compared(code, ours=middle[0], reference=middle[1], goal=2, at_most=True)
        )
        print(f"{code:32} ours {middle[0]:8.1f} ms   by hand {middle[1]:8.1f} ms", flush=True)
    return found


def freeze(project: Any, by: Any) -> float:
    """Seconds for freezing a report of the project with all its rows."""
    from datetime import date

    from talkoot.reports import operations

    operations.plan_period(
        project=project, kind="period", first_on=date(2000, 1, 1), last_on=date(2024, 12, 31),
        due_on=None, by=by,
    )  # fmt: skip  # one period
    report = operations.begin(period=project.reporting_periods.get(), by=by, language="fi")
    operations.check(report=report, by=by)
    began = time.perf_counter()
    frozen = operations.freeze(report=report, by=by)
    seconds = time.perf_counter() - began
    rows = sum(len(figure.row_ids) for figure in frozen.figures.all())
    print(f"a report frozen with {rows} rows: {seconds:.2f} s", flush=True)
    return seconds


def within(name: str, taken: float, goal: float) -> dict[str, Any]:
    """A comparison with a goal in its own unit."""
    return ground.compared(name, ours=taken, reference=goal, goal=1, at_most=True)


def run(facts: dict[str, Any]) -> None:
    from django.test import Client

    from talkoot.kit import setting_up
    from talkoot.projects.models import Project
    from talkoot.projects.tests import factories
    from talkoot.reports import operations

    setting_up.bring_up()
    sizes = SMALL if "--small" in sys.argv else Sizes()
    make(sizes)
    keeper = factories.person(is_staff=True)
    client = Client(headers={"host": "localhost"})
    client.force_login(keeper)
    large, huge = Project.objects.get(slug="p2"), Project.objects.get(slug="p1")
    seconds = [operations.recount().milliseconds / 1000 for _turn in range(2)]
    print(f"everything counted anew: {', '.join(f'{one:.1f} s' for one in seconds)}", flush=True)
    parts = [
        within("evidence_page_ms", page(client, f"/en/reports/{large.slug}/"), 300),
        within("network_page_ms", page(client, "/en/reports/network/"), 100),
        within("network_page_public_ms", page(client, "/en/reports/network/?public=1"), 100),
        within("recount_s", min(seconds), 10),
        *figures(large.pk),
        within("freezing_s", freeze(huge, keeper), 10),
    ]
    facts = {**facts, "data": {**vars(sizes)}}
    ground.finish(facts, parts[0] | {"name": "evidence"}, *parts)


def main() -> None:
    ground.in_a_database_of_its_own(run, may_be_small=True)


if __name__ == "__main__":
    main()
