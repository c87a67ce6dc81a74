"""Forcing an order in tests of what happens at once."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from talkoot.kit.refusals import Refused

WAITING = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
PATIENCE_SECONDS = 60


def waits_for_a_lock() -> None:
    """Comes back when another connection to this database waits for a lock; fails when none ever does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            # Within a transaction the first look would be kept.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")


class Second:
    """Does its work in a thread and connection of its own; keeps the refusal that it met, or None."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.met: list[Refused | None] = []
        self.work = work
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.work()
            self.met.append(None)
        except Refused as refused:
            self.met.append(refused)
        finally:
            connection.close()

    def ended(self) -> Refused | None:
        """What it met; waits for its end."""
        self.thread.join(PATIENCE_SECONDS)
        assert not self.thread.is_alive()
        return self.met[0]
