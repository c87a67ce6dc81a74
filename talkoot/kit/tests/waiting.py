"""Forcing an order in tests of what happens at once."""

import pytest
from django.db import connection

WAITING = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
TRIES = 5000


def waits_for_a_lock() -> None:
    """Comes back when another connection to this database waits for a lock; fails when none ever does."""
    for _try in range(TRIES):
        with connection.cursor() as cursor:
            # Within a transaction the first look would be kept.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")
