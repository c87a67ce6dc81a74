"""The rows of many figures read in one statement, so that a report is of one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func, TextField, Value
from django.db.models.functions import Cast, Coalesce

from talkoot.measures.measure import Measure, Scope

Amounts = dict[int, int]
"""Amount by the row's id."""


@dataclass(frozen=True)
class Asked:
    """One measure over stretches of days that have no day in common, the earliest first."""

    measure: Measure
    stretches: Sequence[Scope]


@dataclass
class Taken:
    """What was there: for each stretch the rows' amounts by their ids, and for each split and part
    the amount of each stretch; what is not known stands under the empty part."""

    stretches: list[Amounts]
    parts: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    is_estimate: bool = False


def take(asked: Sequence[Asked]) -> list[Taken]:
    """Reads all rows of all that is asked in one statement, which the database answers from one
    state of its own: whatever others change meanwhile, value, rows and parts agree, and so do the
    figures among themselves."""
    taken = [
        Taken([{} for _ in one.stretches], {by: {} for by in one.measure.split}) for one in asked
    ]
    statements: list[str] = []
    parameters: list[Any] = []
    for number, one in enumerate(asked):
        for stretch, scope in enumerate(one.stretches):
            try:
                sql, values = _statement(one.measure, scope, number, stretch)
            except EmptyResultSet:
                continue
            statements.append(f"({sql})")
            parameters.extend(values)
    if not statements:
        return taken
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        for number, stretch, key, amount, is_estimate, parts in cursor:
            one = taken[number]
            one.stretches[stretch][key] = amount
            one.is_estimate = one.is_estimate or is_estimate
            for by, part in zip(one.parts, parts, strict=True):
                of_part = one.parts[by].setdefault(part or "", [0] * len(one.stretches))
                of_part[stretch] += amount
    return taken


def _statement(
    measure: Measure, scope: Scope, number: int, stretch: int
) -> tuple[str, tuple[Any, ...]]:
    amount = Cast(F(measure.amount), BigIntegerField()) if measure.amount else Value(1)
    # Some of `split` may be annotations that are named like nothing here, so they are cast in place.
    parts = Func(
        *(Cast(measure.part_of(by), TextField()) for by in measure.split),
        template="ARRAY[%(expressions)s]::text[]",
        output_field=ArrayField(TextField()),
    )
    rows = (
        measure.rows(scope)
        .order_by()
        .values_list(
            Value(number),
            Value(stretch),
            Cast("pk", BigIntegerField()),
            Coalesce(amount, Value(0), output_field=BigIntegerField()),
            Coalesce(F(measure.estimate), Value(False), output_field=BooleanField())
            if measure.estimate
            else Value(False),
            parts,
        )
    )
    sql, values = rows.query.sql_with_params()
    return sql, tuple(values)
