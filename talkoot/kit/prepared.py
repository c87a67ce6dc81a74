"""A cursor for long questions: the database plans them once a connection, not once a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


@contextmanager
def cursor() -> Iterator[CursorWrapper]:
    """Django's cursor, whose values travel beside the question, so that it can stay prepared.

    From the second time on a connection the plan is there; `DATABASE_PREPARED=0` plans each time.
    """
    with connection.cursor() as asking:
        asking.cursor = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # the stubs take it for psycopg 2
        yield asking
