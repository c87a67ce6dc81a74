"""What of a project's numbers anyone may see: small numbers of people are hidden, and cannot be worked out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from talkoot.measures.measure import Unit
from talkoot.reports.queries.choosing import UNITS
from talkoot.reports.queries.evidence import Line
from talkoot.reports.queries.suppression import LEAST, is_of_people


def counts_people(line: Line) -> bool:
    """Whether the number is of people; one by hand says so by its indicator of the catalogue."""
    catalogued = line.indicator.indicator
    if line.indicator.is_by_hand:
        unit = UNITS.get(catalogued.count_unit) if catalogued else None
        return unit is not None and is_of_people(unit)
    return line.measure is not None and is_of_people(line.measure.unit)


def hidden(lines: Iterable[Line]) -> set[int]:
    """The numbers of the indicators whose values are not shown to everybody: the small ones, where a
    whole is shown beside its parts, so many parts that no small rest can be worked out, and the hours
    where any number of people is hidden, for hours of a few tell how many they were."""
    lines = list(lines)
    people = [one for one in lines if counts_people(one)]
    found = {one.indicator.pk for one in people if 0 < _amount(one) < LEAST}
    wholes = {
        one.indicator.measure: one
        for one in people
        if one.indicator.measure and not one.indicator.part_by and one.indicator.pk not in found
    }
    sides: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for one in people:
        if one.indicator.part_by and one.indicator.measure in wholes:
            sides[one.indicator.measure, one.indicator.part_by].append(one)
    for (measure, _by), parts in sides.items():
        found |= _hidden_with(wholes[measure], parts, found)
    hours = {one.indicator.pk for one in lines if one.measure and one.measure.unit == Unit.HOUR}
    return found | hours if found else found


def _hidden_with(whole: Line, lines: Sequence[Line], already: set[int]) -> set[int]:
    """The parts to hide so that what the shown ones leave of the whole is nought or not small."""
    # Several indicators may follow the same part.
    parts: dict[str, list[Line]] = defaultdict(list)
    for one in lines:
        if one.indicator.pk not in already and _amount(one):
            parts[one.indicator.part].append(one)
    shown = sorted(parts.values(), key=lambda same: _amount(same[0]), reverse=True)
    more: set[int] = set()
    while shown and 0 < _amount(whole) - sum(_amount(same[0]) for same in shown) < LEAST:
        more |= {one.indicator.pk for one in shown.pop()}
    return more


def _amount(line: Line) -> int | float:
    return float(line.so_far.value) if line.so_far is not None else 0
