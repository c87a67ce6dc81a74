"""A question over rows that reports may ask, and the register of all such questions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet, Sum
from django.utils.functional import Promise

Rows = QuerySet[Any, Any]


class Unit(StrEnum):
    """What one of the counted is."""

    PARTICIPATION = "participation"
    PERSON = "person"
    ORGANISATION = "organisation"
    EVENT = "event"
    OUTPUT = "output"
    UPTAKE = "uptake"
    HOUR = "hour"
    ANSWER = "answer"


@dataclass(frozen=True)
class Scope:
    """Whose rows, and when: a project, or all projects of a set; [first, until) half-open days.

    `partnership` narrows to what one partner answers for. An end that is None is open. A measure
    that knows no partners counts the same with and without it only if it says so.
    """

    projects: tuple[int, ...]
    first: date | None = None
    until: date | None = None
    partnership: int | None = None


@dataclass(frozen=True)
class LeftOut:
    """Rows that were not counted, and why, in a sentence."""

    code: str
    why: str | Promise
    rows: Rows


@dataclass(frozen=True)
class Column:
    """A column of the opened rows: its heading, its value, and whether it tells who a person is."""

    heading: str | Promise
    value: Callable[[Any], object]
    personal: bool = False


@dataclass(frozen=True)
class Measure:
    """One question. `rows(scope)` are exactly the rows that are counted; each adds `amount`, a column
    or annotation of the rows, or one when that is empty.

    `how` is the plain sentence of how it is counted. `left_out(scope)` are the rows of the same kind
    that were not. `split` names columns or annotations of the rows by which the value may be parted.
    """

    code: str
    name: str | Promise
    unit: Unit
    how: str | Promise
    rows: Callable[[Scope], Rows]
    columns: Sequence[Column] = ()
    amount: str = ""
    left_out: Callable[[Scope], Sequence[LeftOut]] = lambda _scope: ()
    split: Mapping[str, str | Promise] = field(default_factory=dict)
    model: type[Model] | None = None

    def value(self, scope: Scope) -> int | Decimal:
        """The number, asked from the database in one question; 0 where nothing happened."""
        rows = self.rows(scope)
        if not self.amount:
            return rows.count()
        total: int | Decimal | None = rows.aggregate(total=Sum(self.amount))["total"]
        return total or 0


_measures: dict[str, Measure] = {}


def register(measure: Measure) -> Measure:
    """Makes the measure known to reports. Its code is `<area>.<what>` and there is one of each."""
    if measure.code in _measures and _measures[measure.code] is not measure:
        raise ValueError(f"There are two measures of the code {measure.code}.")
    _measures[measure.code] = measure
    return measure


def get(code: str) -> Measure:
    """The measure of that code; KeyError when there is none."""
    return _measures[code]


def every() -> Iterator[Measure]:
    """All measures in the order of their codes."""
    for code in sorted(_measures):
        yield _measures[code]
