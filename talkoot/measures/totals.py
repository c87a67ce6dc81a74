"""The totals of many projects by year and by part, asked in one question instead of one a project."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, Count, F, Q, Sum, Value
from django.db.models.functions import Cast, ExtractYear
from django.db.models.aggregates import Aggregate
from django.db.models import TextField

from talkoot.measures.measure import Measure, Scope


class Total(NamedTuple):
    """What one project has in one year, in all (`split` is empty) or in one part of a split; the part is
    its key as text (`key_of`), empty for what is not known."""

    project: int
    year: int
    split: str
    part: str
    amount: int
    is_about: bool


class Some(Aggregate):
    """Whether it is true of any of the rows."""

    function = "BOOL_OR"
    output_field = BooleanField()
    arity = 1


def question(measure: Measure, scope: Scope, splits: Sequence[str]) -> tuple[str, Sequence[Any]]:
    """SQL whose rows are `Total`s, and its values: the measure's own rows added up, first as finely as
    any part asks and then those sums for each of the parts. Years and parts add up to the project's
    total where the scope counts `each` project apart.

    KeyError for a split that the measure has not; only of a measure that tells `day` and `project`."""
    if unknown := set(splits) - set(measure.split):
        raise KeyError(*unknown)
    names = [f"part_{place}" for place in range(len(splits))]
    parts = {
        name: Cast(F(split), TextField()) for name, split in zip(names, splits, strict=True)
    }
    rows = measure.rows(scope).order_by()
    finest = rows.values(
        of_project=F(measure.project), of_year=ExtractYear(measure.day), **parts
    ).annotate(
        amount=Sum(measure.amount) if measure.amount else Count("pk"),
        is_about=Some(Q(**{measure.estimate: True})) if measure.estimate else Value(False),
    )
    inner, values = finest.query.sql_with_params()
    sets = ", ".join(["()", *(f"({name})" for name in names)])
    which = "".join(
        f" WHEN GROUPING({name}) = 0 THEN '{split}'"
        for name, split in zip(names, splits, strict=True)
    )
    part = "".join(f" WHEN GROUPING({name}) = 0 THEN COALESCE({name}, '')" for name in names)
    sql = f"""
        SELECT of_project, of_year::int, {f"CASE{which} ELSE '' END" if names else "''"},
               {f"CASE{part} ELSE '' END" if names else "''"},
               COALESCE(sum(amount), 0)::bigint, bool_or(is_about)
          FROM ({inner}) finest
         GROUP BY of_project, of_year, GROUPING SETS ({sets})"""  # noqa: S608  # names of our own; values travel apart
    return sql, values


def totals(measure: Measure, scope: Scope, splits: Sequence[str] = ()) -> Iterator[Total]:
    """The totals of each of the scope's projects by year, and of each year by the parts of the splits."""
    with connection.cursor() as cursor:
        cursor.execute(*question(measure, scope, splits))
        yield from map(Total._make, cursor.fetchall())
