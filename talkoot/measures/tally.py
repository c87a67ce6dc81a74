"""Totals of several spans of days that one question answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

Span = tuple[date | None, date | None]
"""Half-open days [first, until); an end that is None is open."""
Numbers = tuple[int, int, bool]
"""A total, of how many rows it is, and whether it is about so much."""
NOTHING: Numbers = (0, 0, False)


@dataclass(frozen=True)
class Tally:
    """One part's totals, and how many rows they are of, in each of several spans of days; and whether
    each total is about so much."""

    part: Any
    totals: tuple[int, ...]
    rows: tuple[int, ...]
    about: tuple[bool, ...]

    @classmethod
    def of(cls, part: Any, numbers: Sequence[Numbers]) -> "Tally":
        totals, rows, about = zip(*numbers, strict=True)
        return cls(part, totals, rows, about)


def inside_of(day: str, span: Span) -> Q:
    """The rows whose day lies in the span."""
    first, until = span
    after = Q(**{f"{day}__gte": first}) if first is not None else Q()
    return after & Q(**{f"{day}__lt": until}) if until is not None else after


def aggregates(amount: str, estimate: str, asked: Mapping[Any, Q]) -> dict[str, Any]:
    """What to ask of the rows for each name; `read` finds the answer by it."""
    found: dict[str, Any] = {}
    for name, which in asked.items():
        found[f"measure_rows_{name}"] = Count("pk", filter=which)
        if amount:
            found[f"measure_total_{name}"] = Sum(amount, filter=which)
        if estimate:
            about = which & Q(**{estimate: True})
            found[f"measure_about_{name}"] = Count("pk", filter=about)
    return found


def read(answer: Mapping[str, Any], name: Any) -> Numbers:
    """What was answered of a name; without an amount each row is one."""
    rows = answer[f"measure_rows_{name}"]
    total = answer.get(f"measure_total_{name}", rows)
    return total or 0, rows, bool(answer.get(f"measure_about_{name}"))
