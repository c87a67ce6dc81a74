"""A question over rows that reports may ask, and the register of all such questions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Rows = QuerySet[Any, Any]
Words = str | Promise
CENT = Decimal("0.01")


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
    FIGURE = "figure"
    """A value that was written by hand."""
    COUNTED = "counted"
    """Somebody who was counted but not written down."""


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
class Column:
    """A column of the opened rows: its heading, its value, and whether it tells who a person is."""

    heading: Words
    value: Callable[[Any], object]
    personal: bool = False


@dataclass(frozen=True)
class LeftOut:
    """Rows that were not counted, and why, in a sentence. `columns` when they are of another kind
    than the measure's own."""

    code: str
    why: Words
    rows: Rows
    columns: Sequence[Column] = ()


@dataclass(frozen=True)
class Measure:
    """One question. `rows(scope)` are exactly the rows that are counted, and may be narrowed further
    without changing which they are; each adds `amount`, a column or annotation of the rows, or one
    when that is empty. So many of the amount as `per` says make one of the unit (60 minutes an hour).

    `how` is the plain sentence of how it is counted. `left_out(scope)` are the rows of the same kind
    that were not, each for one reason. `split` names columns or annotations of the rows by which the
    value may be parted, and `part_words` how a part of each is called. `estimate` names one that is
    true where the amount is about so much.
    """

    code: str
    name: Words
    unit: Unit
    how: Words
    rows: Callable[[Scope], Rows]
    columns: Sequence[Column] = ()
    amount: str = ""
    per: int = 1
    left_out: Callable[[Scope], Sequence[LeftOut]] = lambda _scope: ()
    split: Mapping[str, Words] = field(default_factory=dict)
    part_words: Mapping[str, Callable[[Any], Words]] = field(default_factory=dict)
    estimate: str = ""
    model: type[Model] | None = None

    def total(self, scope: Scope) -> int:
        """The amounts of all the rows added, asked in one question; parts of it add up exactly."""
        rows = self.rows(scope)
        if not self.amount:
            return rows.count()
        return rows.aggregate(total=Sum(self.amount))["total"] or 0

    def value(self, scope: Scope) -> int | Decimal:
        """The number in the measure's unit, asked in one question; 0 where nothing happened."""
        total = self.total(scope)
        if self.per == 1:
            return total
        return (Decimal(total) / self.per).quantize(CENT, ROUND_HALF_UP)

    def parts(self, scope: Scope, by: str) -> list[tuple[Any, int]]:
        """The total parted by one of `split`, asked in one question; what is not known stands under
        None, and the parts add up to the total."""
        if by not in self.split:
            raise KeyError(by)
        # Rows come in an order of their own, which would part them further.
        added = Count("pk") if not self.amount else Sum(self.amount)
        found = self.rows(scope).order_by().values(measure_part=F(by)).annotate(measure_total=added)
        parts = [(row["measure_part"], row["measure_total"] or 0) for row in found]
        return sorted(parts, key=lambda one: (one[0] is None, str(one[0])))

    def part_called(self, by: str, part: Any) -> Words:
        """What a part of a split is called, as `parts` or its key as text (`key_of`) gives it."""
        if part in (None, ""):
            return _("not known")
        return self.part_words.get(by, str)(part)

    def narrowed(self, by: str, part: str) -> "Measure":
        """The same question of one part of a split only; `part` is its key as text (`key_of`). The
        rows of other parts are then left out for that reason."""
        if by not in self.split:
            raise KeyError(by)
        of_part = Q(measure_key=part) if part else Q(measure_key=None)

        def keyed(scope: Scope) -> Rows:
            rows: Rows = self.rows(scope).alias(measure_key=Cast(by, TextField()))
            return rows

        def others(scope: Scope) -> Sequence[LeftOut]:
            rest = keyed(scope).exclude(pk__in=keyed(scope).filter(of_part).values("pk"))
            why = _("Only a part of the measure is counted here, and this is of another part.")
            return [*self.left_out(scope), LeftOut("other_part", why, rest)]

        return replace(self, rows=lambda scope: keyed(scope).filter(of_part), left_out=others)

    def is_estimate(self, scope: Scope) -> bool:
        """Whether any counted amount is about so much; the value is then shown as about so much."""
        return bool(self.estimate) and self.rows(scope).filter(**{self.estimate: True}).exists()


def key_of(part: Any) -> str:
    """A part of a split as text, as the database writes it: empty for what is not known."""
    if part is None:
        return ""
    return str(part).lower() if isinstance(part, bool) else str(part)


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
