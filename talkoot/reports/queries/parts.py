"""One indicator looked at from each side: by time, by partner and by each split of its measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from talkoot.measures.measure import Measure, Scope, Words, key_of
from talkoot.projects.models import Partnership
from talkoot.reports.models import IndicatorTarget, ProjectIndicator
from talkoot.reports.queries.spans import ALL, Choice


@dataclass(frozen=True)
class Part:
    """One part: its key in addresses, what it is called, its value, and what was promised of it."""

    key: str
    words: Words
    value: int | Decimal
    is_estimate: bool = False
    target: Decimal | None = None


@dataclass(frozen=True)
class Side:
    """The parts that one way of looking gives; `rest` is what is in none of them, None for nothing."""

    by: str
    words: Words
    parts: list[Part]
    rest: int | Decimal | None = None


def by_time(measure: Measure, scope: Scope, times: Sequence[Choice]) -> tuple[list[Part], int]:
    """The parts of times that do not overlap, and the amount on days that are in none of them."""
    tally = measure.some(scope, [ALL, *(one.span for one in times)])
    whole, *totals = tally.totals
    parts = [
        Part(one.key, one.words, measure.in_unit(total), about)
        for one, total, about in zip(times, totals, tally.about[1:], strict=True)
    ]
    return parts, whole - sum(totals)


def by_partner(
    indicator: ProjectIndicator,
    measure: Measure,
    partners: Sequence[Partnership],
    promised: dict[int | None, IndicatorTarget],
) -> tuple[list[Part], int]:
    """Each partner's share beside its promise, and the amount of the whole project that is in no
    partner's share. One question for each partner."""
    project = (indicator.project_id,)
    parts, together = [], 0
    for partner in partners:
        tally = measure.some(Scope(project, partnership=partner.pk), [ALL])
        target = promised.get(partner.pk)
        together += tally.totals[0]
        value = measure.in_unit(tally.totals[0])
        about, promise = tally.about[0], target.value if target else None
        parts.append(Part(str(partner.pk), str(partner), value, about, promise))
    return parts, measure.total(Scope(project)) - together


def by_splits(measure: Measure, scope: Scope, *, without: str = "") -> list[Side]:
    """A side for each split but `without`; what is not known is a part too, so all adds up. One of which
    nothing at all is known tells nothing and is left out."""
    sides = []
    for by, words in measure.split.items():
        if by == without:
            continue
        tallies = measure.tallies(scope, [ALL], by)
        called = measure.parts_called(by, [one.part for one in tallies])
        parts = [
            Part(
                key_of(one.part),
                called[key_of(one.part)],
                measure.in_unit(one.totals[0]),
                one.about[0],
            )
            for one in tallies
        ]
        if all(part.key == "" for part in parts) and parts:
            continue
        parts.sort(key=lambda part: (part.key == "", -part.value))
        sides.append(Side(by, words, parts))
    return sides
