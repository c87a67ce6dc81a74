"""A question over rows that reports may ask, and the register of all such questions."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet, Sum, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.measures.tally import NOTHING, Numbers, Span, Tally, aggregates, inside_of, read

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
    that knows no partners counts the same with and without it only if it says so. What is counted once
    is counted once in all the projects together, or once in `each` of them.
    """

    projects: tuple[int, ...]
    first: date | None = None
    until: date | None = None
    partnership: int | None = None
    each: bool = False


@dataclass(frozen=True)
class Column:
    """A column of the opened rows: its heading, its value, and whether it tells who a person is.
    `link` gives the address of the page of what the value names, empty where there is none to open."""

    heading: Words
    value: Callable[[Any], object]
    personal: bool = False
    link: Callable[[Any], str] | None = None


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
    """One question. `rows(scope)` are exactly the rows of `model` that are counted, and may be narrowed
    further without changing which they are; each adds `amount`, a column or annotation of the rows, or one
    when that is empty. So many of the amount as `per` says make one of the unit (60 minutes an hour).

    `counted(scope)` are the same rows in a form that is quicker to add up and is not narrowed.
    `how` is the plain sentence of how it is counted. `left_out(scope)` are the rows of the same kind
    that were not, each for one reason. `split` names columns or annotations of the rows by which the
    value may be parted, or of `joined`: expressions that the rows do not carry, for what they join is
    asked only where it parts. `part_words` tells how several parts of each are called, by their keys
    as text (`key_of`). `estimate` names one that is true where the amount is about so much, `day`
    the one with the day on which the row counts, and `project` leads to the number of its project.
    """

    code: str
    name: Words
    unit: Unit
    how: Words
    rows: Callable[[Scope], Rows]
    model: type[Model]
    columns: Sequence[Column] = ()
    amount: str = ""
    per: int = 1
    left_out: Callable[[Scope], Sequence[LeftOut]] = lambda _scope: ()
    split: Mapping[str, Words] = field(default_factory=dict)
    joined: Mapping[str, Combinable] = field(default_factory=dict)
    part_words: Mapping[str, Callable[[Collection[Any]], Mapping[str, Words]]] = field(
        default_factory=dict
    )
    estimate: str = ""
    day: str = ""
    project: str = ""
    counted: Callable[[Scope], Rows] | None = None

    def part_of(self, by: str) -> Combinable:
        """What tells of a row to which part of a split it belongs."""
        return self.joined.get(by, F(by))

    def total(self, scope: Scope) -> int:
        """The amounts of all the rows added, asked in one question; parts of it add up exactly."""
        rows = (self.counted or self.rows)(scope)
        if not self.amount:
            return rows.count()
        return rows.aggregate(total=Sum(self.amount))["total"] or 0

    def value(self, scope: Scope) -> int | Decimal:
        """The number in the measure's unit, asked in one question; 0 where nothing happened."""
        return self.in_unit(self.total(scope))

    def in_unit(self, total: int) -> int | Decimal:
        """A total in the measure's unit."""
        return in_unit(total, self.per)

    def parts(self, scope: Scope, by: str) -> list[tuple[Any, int]]:
        """The total parted by one of `split`, asked in one question; what is not known stands under
        None, and the parts add up to the total."""
        if by not in self.split:
            raise KeyError(by)
        # Rows come in an order of their own, which would part them further.
        added = Count("pk") if not self.amount else Sum(self.amount)
        found = (
            self.rows(scope)
            .order_by()
            .values(measure_part=self.part_of(by))
            .annotate(measure_total=added)
        )
        parts = [(row["measure_part"], row["measure_total"] or 0) for row in found]
        return sorted(parts, key=lambda one: (one[0] is None, str(one[0])))

    def tallies(self, scope: Scope, spans: Sequence[Span], by: str = "") -> list[Tally]:
        """The totals of several spans of days within the scope, for each part of a split, or in all
        when `by` is empty: always one tally then. Asked in one question where rows tell their `day`,
        else in one for each span."""
        if not by:
            return [self.some(scope, spans)]
        if by not in self.split:
            raise KeyError(by)
        found: dict[Any, list[Numbers]] = {}
        for places, rows, inside in self._asked(scope, spans, self.rows):
            wanted = aggregates(self.amount, self.estimate, dict(zip(places, inside, strict=True)))
            answers = rows.order_by().values(measure_part=self.part_of(by)).annotate(**wanted)
            for answer in answers:
                of_part = found.setdefault(answer["measure_part"], [NOTHING] * len(spans))
                for place in places:
                    of_part[place] = read(answer, place)
        tallies = [Tally.of(part, numbers) for part, numbers in found.items()]
        return sorted(tallies, key=lambda one: (one.part is None, str(one.part)))

    def some(self, scope: Scope, spans: Sequence[Span]) -> Tally:
        """The totals of several spans of the whole, asked as often as `tallies`."""
        return self.whole_and_parts(scope, spans, [])[0]

    def whole_and_parts(
        self, scope: Scope, spans: Sequence[Span], parts: Sequence[tuple[str, str]]
    ) -> list[Tally]:
        """The tally of the whole, then of some parts, each a split and its part's key as text;
        asked as often as `tallies`, however many parts there are."""
        if unknown := {by for by, _key in parts} - set(self.split):
            raise KeyError(*unknown)
        of_parts = [Q(), *(Q(**{f"measure_key_{by}": key or None}) for by, key in parts)]
        found = [[NOTHING] * len(spans) for _part in of_parts]
        for places, rows, inside in self._asked(scope, spans, self.counted or self.rows):
            keys = {f"measure_key_{by}": Cast(self.part_of(by), TextField()) for by, _key in parts}
            wanted = {
                (number, place): of_part & of_span
                for number, of_part in enumerate(of_parts)
                for place, of_span in zip(places, inside, strict=True)
            }
            names = {f"{number}_{place}": asked for (number, place), asked in wanted.items()}
            answer = (
                rows.order_by()
                .annotate(**keys)
                .aggregate(**aggregates(self.amount, self.estimate, names))
            )
            for number, place in wanted:
                found[number][place] = read(answer, f"{number}_{place}")
        named: list[Any] = [None, *(key or None for _by, key in parts)]
        return [Tally.of(part, numbers) for part, numbers in zip(named, found, strict=True)]

    def _asked(
        self, scope: Scope, spans: Sequence[Span], rows: Callable[[Scope], Rows]
    ) -> Iterator[tuple[list[int], Rows, list[Q]]]:
        """The questions that answer for the spans: the places of those that one answers, its rows, and
        which of the rows are in each."""
        if self.day:
            yield (
                list(range(len(spans))),
                rows(scope),
                [inside_of(self.day, span) for span in spans],
            )
            return
        for place, span in enumerate(spans):
            yield [place], rows(_cut(scope, span)), [Q()]

    def part_called(self, by: str, part: Any) -> Words:
        """What a part of a split is called, as `parts` or its key as text (`key_of`) gives it."""
        return self.parts_called(by, [part])[key_of(part)]

    def parts_called(self, by: str, parts: Collection[Any]) -> dict[str, Words]:
        """What several parts of a split are called, by their keys as text."""
        known = [part for part in parts if part not in (None, "")]
        said = self.part_words[by](known) if known and by in self.part_words else {}
        called = {key_of(part): said.get(key_of(part), key_of(part)) for part in known}
        return {"": _("not known"), **called}

    def narrowed(self, by: str, part: str) -> "Measure":
        """The same question of one part of a split only; `part` is its key as text (`key_of`). The
        rows of other parts are then left out for that reason."""
        if by not in self.split:
            raise KeyError(by)
        of_part = Q(measure_key=part) if part else Q(measure_key=None)

        def keyed(scope: Scope) -> Rows:
            rows: Rows = self.rows(scope).alias(measure_key=Cast(self.part_of(by), TextField()))
            return rows

        def others(scope: Scope) -> Sequence[LeftOut]:
            rest = keyed(scope).exclude(pk__in=keyed(scope).filter(of_part).values("pk"))
            why = _("Only a part of the measure is counted here, and this is of another part.")
            return [*self.left_out(scope), LeftOut("other_part", why, rest)]

        return replace(
            self,
            rows=lambda scope: keyed(scope).filter(of_part),
            left_out=others,
            counted=None,
        )


def in_unit(total: int, per: int) -> int | Decimal:
    """A total in the unit of which `per` are one: minutes as hours, rounded once."""
    if per == 1:
        return total
    return (Decimal(total) / per).quantize(CENT, ROUND_HALF_UP)


def _cut(scope: Scope, span: Span) -> Scope:
    """The days of the scope that lie in the span."""
    first, until = span
    firsts = [day for day in (scope.first, first) if day is not None]
    ends = [day for day in (scope.until, until) if day is not None]
    return replace(scope, first=max(firsts, default=None), until=min(ends, default=None))


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
