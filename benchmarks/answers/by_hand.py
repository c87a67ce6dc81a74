"""What the ledger shows as hand-written SQL, and what the database does for a question."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

BY_HAND = (
    """
    SELECT w.id, e.titles, e.ends_on, w.asked_in_all, w.answered_in_all
      FROM surveys_wave w JOIN events_event e ON e.id = w.event_id
     WHERE w.project_id = %(project)s AND w.kind = 'event' ORDER BY e.ends_on, w.id
    """,
    """
    SELECT wave_id, counts_on, sum(answers) FROM surveys_batch
     WHERE project_id = %(project)s AND is_of_events GROUP BY wave_id, counts_on
    """,
    """
    SELECT b.wave_id, b.counts_on, t.item_key, t.wording, t.value, sum(t.count)
      FROM surveys_tally t JOIN surveys_batch b ON b.id = t.batch_id
     WHERE t.project_id = %(project)s AND b.project_id = %(project)s AND b.is_of_events
     GROUP BY b.wave_id, b.counts_on, t.item_key, t.wording, t.value
    """,
)


def by_hand(project: int) -> tuple[int, int]:
    """How many answered and how many answers are shown, from all the rows that the ledger needs."""
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        for statement in BY_HAND:
            cursor.execute(statement, {"project": project})
            found.append(cursor.fetchall())
    return sum(row[4] for row in found[0]), sum(row[2] for row in found[1])


def explained(ask: Callable[[], object]) -> tuple[list[str], int]:
    """The plan of each question that is asked, without its numbers, and the blocks that all read."""
    from django.db import connection

    asked: list[tuple[str, Any]] = []

    def noted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(noted))
        ask()
    plans, blocks = [], 0
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
            told = cursor.fetchone()[0]
            plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
            plans.append(_shape(plan))
            blocks += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return plans, blocks


def _shape(plan: dict[str, Any]) -> str:
    by = plan.get("Index Name") or plan.get("Relation Name") or ""
    inner = ", ".join(_shape(one) for one in plan.get("Plans", ()))
    return f"{plan['Node Type']} {by}".strip() + (f" ({inner})" if inner else "")
