"""Work that comes round again: areas name it in their tasks, the worker enqueues it when it is due.

every("notices.due", 60, deliver_due)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.kit.models import Clock


@dataclass(frozen=True)
class Round:
    """A task and how long after it was due it is due again."""

    after: timedelta
    enqueue: Callable[[], Any]


_rounds: dict[str, Round] = {}


def every(name: str, seconds: int, task: Any) -> None:
    """Registers a task without arguments; the first time it is due is at once.

    However many workers run, it is enqueued once a time; what was missed while none ran is not
    made up for.
    """
    _rounds[name] = Round(timedelta(seconds=seconds), task.enqueue)


def names() -> list[str]:
    """The names of all registered work."""
    return sorted(_rounds)


def wind_up() -> None:
    """Makes the rows of work that is new; it is due at once."""
    now = timezone.now()
    Clock.objects.bulk_create(
        [Clock(name=name, next_at=now) for name in _rounds], ignore_conflicts=True
    )


def tick(now: datetime | None = None) -> list[str]:
    """Enqueues the work that is due and that no other worker took; returns its names."""
    now = now or timezone.now()
    due = Clock.objects.filter(name__in=_rounds, next_at__lte=now).order_by("name")
    return [name for name in due.values_list("name", flat=True) if _taken(name, now)]


def _taken(name: str, now: datetime) -> bool:
    turn = _rounds[name]
    with transaction.atomic():
        # Of several workers only one finds the row still due.
        moved = Clock.objects.filter(name=name, next_at__lte=now).update(next_at=now + turn.after)
        if moved:
            turn.enqueue()
    return bool(moved)
