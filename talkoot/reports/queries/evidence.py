"""What was promised and what has happened, counted now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Scope
from talkoot.measures.tally import Span, Tally
from talkoot.projects.models import Project
from talkoot.reports.models import IndicatorTarget, ProjectIndicator
from talkoot.reports.queries import targets
from talkoot.reports.queries.closed_list import closed_codes, may_be_reported
from talkoot.reports.queries.counting import is_countable_now, measure_of


@dataclass(frozen=True)
class Number:
    """What one question answered: the amount, the value in the unit, of how many rows, whether it is
    about so much, and whether it is missing, which is another matter than zero."""

    amount: int
    value: int | Decimal
    rows: int
    is_estimate: bool
    is_missing: bool


@dataclass(frozen=True)
class Line:
    """One indicator: its promise, and what has happened so far and in the span that was asked for.

    No `measure` and no numbers where nothing in this installation can count it. `may_be_reported` is
    false where the funder's decision has a closed list that leaves it out.
    """

    indicator: ProjectIndicator
    measure: Measure | None
    target: IndicatorTarget | None
    so_far: Number | None
    in_span: Number | None
    may_be_reported: bool

    @property
    def share(self) -> Decimal | None:
        """How much of the promise has happened, 1 being all; None without a promise or a value."""
        if self.target is None or self.so_far is None or self.so_far.is_missing:
            return None
        if not self.target.value:
            return None
        return Decimal(self.so_far.value) / self.target.value


def evidence(
    project: Project,
    *,
    until: date | None = None,
    span: Span | None = None,
    partnership: int | None = None,
) -> list[Line]:
    """Every live indicator of the project, in its order: so far (before the day `until`) and in the
    span; of the whole project or of one partner's share. Three questions, and one for each measure."""
    rows = list(project.indicators.live().select_related("indicator__depends_on", "goal"))
    if not rows:
        return []
    decisions = targets.chain(project)
    closed = closed_codes(decisions[-1] if decisions else None)
    promised = targets.in_force(rows, decisions)
    spans: list[Span] = [(None, until)] if span is None else [(None, until), span]
    counted = numbers(rows, Scope((project.pk,), partnership=partnership), spans)
    return [
        Line(
            indicator=row,
            measure=measure_of(row) if row.pk in counted else None,
            target=promised.get(row.pk, {}).get(partnership),
            so_far=counted[row.pk][0] if row.pk in counted else None,
            in_span=counted[row.pk][1] if span is not None and row.pk in counted else None,
            may_be_reported=may_be_reported(row, closed),
        )
        for row in rows
    ]


def numbers(
    indicators: Iterable[ProjectIndicator], scope: Scope, spans: Sequence[Span]
) -> dict[int, list[Number]]:
    """The numbers of several spans by the indicator's number; those that nothing counts are left out.

    A measure is asked once, however many indicators it and its parts count.
    """
    found: dict[int, list[Number]] = {}
    same: dict[str, list[ProjectIndicator]] = defaultdict(list)
    for indicator in indicators:
        if indicator.is_by_hand:
            measure = measure_of(indicator)
            tally = measure.some(scope, spans)
            found[indicator.pk] = _numbers(measure, tally, by_hand=True)
        elif is_countable_now(indicator):
            same[indicator.measure].append(indicator)
    for code, rows in same.items():
        measure = measures.get(code)
        parts = list(dict.fromkeys((row.part_by, row.part) for row in rows if row.part_by))
        tallies = measure.whole_and_parts(scope, spans, parts)
        by_part = dict(zip([("", ""), *parts], tallies, strict=True))
        for row in rows:
            found[row.pk] = _numbers(measure, by_part[row.part_by, row.part])
    return found


def _numbers(measure: Measure, tally: Tally, *, by_hand: bool = False) -> list[Number]:
    return [
        Number(total, measure.in_unit(total), rows, about, by_hand and not rows)
        for total, rows, about in zip(tally.totals, tally.rows, tally.about, strict=True)
    ]
