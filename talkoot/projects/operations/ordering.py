"""Lists that people put in order: the place of a new row, and moving one, under the lock of whose list
it is."""

from typing import Any

from django.db.models import Max, QuerySet

from talkoot.projects.operations.changing import Changes


def next_position(rows: QuerySet[Any]) -> int:
    """The place after the last of the rows; 0 where there is none."""
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def move_among(rows: QuerySet[Any], row: Any, steps: int) -> Changes:
    """Moves the row down among the rows, up when `steps` is negative, as far as the list goes; what
    changed for the history, counted from one, or nothing. The row is one of the rows."""
    every = list(rows)
    was = every.index(row)
    now = min(max(was + steps, 0), len(every) - 1)
    if now == was:
        return {}
    every.insert(now, every.pop(was))
    for position, one in enumerate(every):
        one.position = position
    rows.model._default_manager.bulk_update(every, ["position"])
    row.position = now
    return {"position": [was + 1, now + 1]}
