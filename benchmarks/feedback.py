"""The ledger of a project with 200 events and 50 000 answers, beside its numbers as hand-written SQL; and
what more is read of it when 3 000 000 answers are in the database.

The page should take at most 300 ms at the 95th percentile, whose reference is that goal; what the ledger
asks of the database and adds up, at most three times the time of the SQL alone. With 60 times as many
answers the plan must stay and the blocks that are read grow by less than a tenth. The first database
holds the project and nine more of its size: an installation with one project has no need of indexes.
`--small` is for trying.
"""

import sys
from typing import Any

from benchmarks import ground
from benchmarks.answers.by_hand import by_hand, explained
from benchmarks.answers.rows import make

PAGES = 25
EVENTS, AT_EVENT, BEFORE, AFTER = 200, 250, 10, 60
GOAL_MS, GOAL_TIMES, GOAL_GROWTH = 300, 3, 1.1


def measured(project: Any, client: Any, name: str) -> dict[str, float]:
    """The page, the ledger alone and the SQL alone, in milliseconds."""
    from talkoot.surveys.queries.ledger import ledger_of

    def page() -> None:
        answer = client.get(f"/fi/feedback/project/{project.slug}/")
        assert answer.status_code == 200, answer.status_code

    found = ledger_of(project)
    assert (found.answered, found.answers) == by_hand(project.pk)
    told = {
        "page": ground.percentile(ground.milliseconds(page, PAGES), 0.95),
        "ledger": ground.percentile(ground.milliseconds(lambda: ledger_of(project), PAGES), 0.5),
        "sql": ground.percentile(ground.milliseconds(lambda: by_hand(project.pk), PAGES), 0.5),
    }
    print(
        f"{name:28} page p95 {told['page']:7.1f} ms   ledger {told['ledger']:7.1f} ms"
        f"   by hand {told['sql']:7.1f} ms",
        flush=True,
    )
    return told


def run(facts: dict[str, Any]) -> None:
    from django.test import Client

    from talkoot.kit import setting_up
    from talkoot.projects.tests import factories
    from talkoot.surveys.models import Response
    from talkoot.surveys.queries.ledger import ledger_of

    setting_up.bring_up()
    small = "--small" in sys.argv
    events, at_event = (20, 50) if small else (EVENTS, AT_EVENT)
    client = Client(headers={"host": "localhost"})
    client.force_login(factories.person(is_staff=True))
    project = make(BEFORE, events, at_event)
    few = measured(project, client, f"{Response.objects.count()} answers")
    plans, blocks = explained(lambda: ledger_of(project))
    make(AFTER - BEFORE, events, at_event)
    answers = Response.objects.count()
    many = measured(project, client, f"{answers} answers")
    plans_then, blocks_then = explained(lambda: ledger_of(project))
    changed = [pair for pair in zip(plans, plans_then, strict=True) if pair[0] != pair[1]]
    for before, after in changed:
        print(f"a plan changed:\n  {before}\n  {after}", flush=True)
    print(f"blocks read: {blocks}, then {blocks_then}", flush=True)
    parts = [
        ground.compared(
            "ledger_page_p95_ms", ours=max(few["page"], many["page"]), reference=GOAL_MS, goal=1,
            at_most=True,
        ),
        ground.compared(
            "ledger_ms", ours=many["ledger"], reference=many["sql"], goal=GOAL_TIMES, at_most=True
        ),
        ground.compared(
            "blocks_read", ours=blocks_then, reference=blocks, goal=GOAL_GROWTH, at_most=True
        ),
        ground.compared("plans_changed", ours=len(changed), reference=0, goal=1, at_most=True),
    ]  # fmt: skip  # one line each
    facts = {**facts, "data": {"events": events, "answers": answers}}
    ground.finish(facts, parts[0] | {"name": "feedback"}, *parts)


def main() -> None:
    ground.in_a_database_of_its_own(run, may_be_small=True)


if __name__ == "__main__":
    main()
