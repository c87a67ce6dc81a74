"""What is asked and written again and again: put into SQL once, planned by the database once a connection."""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=Model)


class _Asking(ServerBindingCursor):
    """A cursor that tells the log of questions what was asked, even when only its name was sent."""

    def _send_query_prepared(self, name: bytes, pgq: Any, *, binary: bool | None = None) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, binary=binary)  # type: ignore[misc]  # the stubs take it for psycopg 2


def cursor() -> CursorWrapper:
    """Django's cursor, whose values travel beside the question, so that it can stay prepared.

    From the second time on a connection the plan is there; `DATABASE_PREPARED=0` plans each time.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    asking: CursorWrapper = connection._prepare_cursor(_Asking(connection.connection))  # type: ignore[call-arg]  # the stubs take it for psycopg 2
    return asking


class Given(Expression):
    """The place of a value that comes with each asking of a `Question`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class _Compiled(NamedTuple):
    """A queryset's SQL, and how its rows are read."""

    sql: str
    values: list[Any]
    compiler: Any
    converters: dict[int, Any]
    columns: list[str]
    first: int
    others: list[Any]
    annotated: dict[str, int]


class Question(Generic[Row]):
    """A queryset that is put into SQL once, for putting it together costs more than its answer.

    It is the same for everybody and at all times but for what is `Given`; the rows, with those of
    its `select_related` and its annotations, are asked anew every time. Where a table may grow
    a thousandfold within a minute, `grows_fast` has its plan made anew too: one that was made while
    the table was small would read it whole.
    """

    def __init__(self, made: Callable[[], QuerySet[Row]], *, grows_fast: bool = False) -> None:
        self._made = made
        self._grows_fast = grows_fast

    @cached_property
    def _compiled(self) -> _Compiled:
        rows, connection = self._made(), connections[DEFAULT_DB_ALIAS]
        compiler: Any = rows.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        select, read = compiler.select, compiler.klass_info
        first, last = read["select_fields"][0], read["select_fields"][-1] + 1
        return _Compiled(
            sql=sql,
            values=list(values),
            compiler=compiler,
            converters=compiler.get_converters([one[0] for one in select]),
            columns=[one[0].target.attname for one in select[first:last]],
            first=first,
            others=get_related_populators(read, select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]  # the stubs know a later Django
            annotated=compiler.annotation_col_map or {},
        )

    def rows(self, **given: Any) -> list[Row]:
        """The rows for these values."""
        asked = self._compiled
        values = [given[each.name] if isinstance(each, Given) else each for each in asked.values]
        with connections[DEFAULT_DB_ALIAS].cursor() if self._grows_fast else cursor() as asking:
            asking.execute(asked.sql, values)
            answer: Any = asking.fetchall()
        if asked.converters:
            answer = asked.compiler.apply_converters(answer, asked.converters)
        return [self._row(asked, each) for each in answer]

    def _row(self, asked: _Compiled, values: Any) -> Row:
        model, first = asked.compiler.klass_info["model"], asked.first
        columns = asked.columns
        row: Row = model.from_db(DEFAULT_DB_ALIAS, columns, values[first : first + len(columns)])
        for other in asked.others:
            other.populate(values, row)
        for name, place in asked.annotated.items():
            setattr(row, name, values[place])
        return row

    def row(self, **given: Any) -> Row | None:
        """The first row for these values; None when there is none."""
        return next(iter(self.rows(**given)), None)


class _Writing(NamedTuple):
    """The SQL that writes a new row of a model, and the fields whose values it takes."""

    sql: str
    fields: list["Field[Any, Any]"]


@cache
def _writing(model: type[Model], unless_taken: bool) -> _Writing:
    pk = model._meta.pk
    assert pk is not None
    fields: list[Field[Any, Any]] = [
        field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)
    ]
    named = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join("%s" for _ in fields)
    otherwise = " ON CONFLICT DO NOTHING" if unless_taken else ""
    sql = f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES ({places}){otherwise} RETURNING "{pk.column}"'  # noqa: S608  # names of our own models alone
    return _Writing(sql, fields)


def write_new(row: Model, *, unless_taken: bool = False) -> bool:
    """Writes a new row as `save` does, with no signal sent; for operations alone.

    With `unless_taken` a row that a unique constraint refuses is not written, no transaction is
    spoilt, and False is returned.
    """
    # The wrapper itself: through Django's proxy of it each field would look it up anew.
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _writing(type(row), unless_taken)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with cursor() as asking:
        asking.execute(sql, values)
        written = asking.fetchone()
    if written is None:
        return False
    row.pk = written[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True
