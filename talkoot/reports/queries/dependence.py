"""Figures that can never be greater than another's: what is taken up was first made."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries.counting import is_countable_now, measure_of, scope_of


@dataclass(frozen=True)
class Excess:
    """An indicator of the project whose value is greater than that of the one it depends on."""

    code: str
    value: Decimal
    limit_code: str
    limit: Decimal


def excesses(rows: list[ProjectIndicator]) -> Iterator[Excess]:
    """Those of the project's live indicators that are greater than what they depend on, today. One
    that the project does not follow is counted as nothing. `rows` know their `indicator`."""
    by_indicator = {row.indicator_id: row for row in rows if row.indicator_id is not None}
    for row in rows:
        if row.indicator is None or row.indicator.depends_on_id is None:
            continue
        source = by_indicator.get(row.indicator.depends_on_id)
        value, limit = _value(row), _value(source) if source is not None else Decimal(0)
        if value > limit:
            limit_code = row.indicator.depends_on.code if row.indicator.depends_on else ""
            yield Excess(row.indicator.code, value, limit_code, limit)


def _value(row: ProjectIndicator) -> Decimal:
    if not is_countable_now(row):
        return Decimal(0)
    return Decimal(measure_of(row).value(scope_of(row)))
