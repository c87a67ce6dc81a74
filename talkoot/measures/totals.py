"""The totals of many projects by year and by part, asked in one question instead of one a project."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import ExtractYear

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


def question(measure: Measure, scope: Scope, splits: Sequence[str]) -> tuple[str, Sequence[Any]]:
    """SQL whose rows are `Total`s, and its values: the measure's own rows added up, first as finely as
    any part asks and then those sums for each of the parts. Years and parts add up to the project's
    total where the scope counts `each` project apart.

    KeyError for a split that the measure has not; only of a measure that tells `day` and `project`.
    """
    if unknown := set(splits) - set(measure.split):
        raise KeyError(*unknown)
    names = [f"part_{place}" for place in range(len(splits))]
    rows = (measure.counted or measure.rows)(scope).order_by()
    inner, values = rows.values(
        of_project=F(measure.project),
        of_year=ExtractYear(measure.day),
        of_amount=F(measure.amount) if measure.amount else Value(1),
        of_about=F(measure.estimate) if measure.estimate else Value(False),
        **{name: measure.part_of(split) for name, split in zip(names, splits, strict=True)},
    ).query.sql_with_params()
    finest = ", ".join(["of_project", "of_year", *names])
    sets = ", ".join(["()", *(f"({name})" for name in names)])
    which = [f"WHEN GROUPING({name}) = 0 THEN" for name in names]
    split = " ".join(f"{when} '{one}'" for when, one in zip(which, splits, strict=True))
    part = " ".join(
        f"{when} COALESCE({name}::text, '')" for when, name in zip(which, names, strict=True)
    )
    sql = f"""
        SELECT of_project, of_year::int, CASE {split or "WHEN true THEN ''"} ELSE '' END AS of_split,
               CASE {part or "WHEN true THEN ''"} ELSE '' END AS of_part,
               COALESCE(sum(of_amount), 0)::bigint AS amount, bool_or(of_about) AS is_about
          FROM (SELECT {finest}, sum(of_amount) AS of_amount, bool_or(of_about) AS of_about
                  FROM ({inner}) each_row GROUP BY {finest}) finest
         GROUP BY of_project, of_year, GROUPING SETS ({sets})"""  # noqa: S608  # names of our own; values travel apart
    return sql, values


def totals(measure: Measure, scope: Scope, splits: Sequence[str] = ()) -> Iterator[Total]:
    """The totals of each of the scope's projects by year, and of each year by the parts of the splits."""
    with connection.cursor() as cursor:
        cursor.execute(*question(measure, scope, splits))
        yield from map(Total._make, cursor.fetchall())
