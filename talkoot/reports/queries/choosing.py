"""What a project may choose: the indicators of its programme, and the questions that can count one."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Scope, Unit, Words, key_of
from talkoot.projects.models import Project
from talkoot.reports.models import ProjectIndicator
from talkoot.terms.models import Indicator, IndicatorCatalogue

CountUnit = Indicator.CountUnit
UNITS: dict[str, Unit] = {
    CountUnit.PERSON: Unit.PERSON,
    CountUnit.PARTICIPATION: Unit.PARTICIPATION,
    CountUnit.ORGANISATION: Unit.ORGANISATION,
    CountUnit.EVENT: Unit.EVENT,
    CountUnit.OUTPUT: Unit.OUTPUT,
    CountUnit.UPTAKE: Unit.UPTAKE,
}
"""What one of the counted is in a catalogue, and in a measure; an amount may be counted by anything."""
WHOLE = frozenset(UNITS)
"""The units of a catalogue of which there is no part: 0.8 of a pilot is none."""
UNIT_WORDS: dict[Unit, Promise] = {
    Unit.PARTICIPATION: _("participations"),
    Unit.PERSON: _("people"),
    Unit.ORGANISATION: _("organisations"),
    Unit.EVENT: _("events"),
    Unit.OUTPUT: _("finished outputs"),
    Unit.UPTAKE: _("take-ups"),
    Unit.HOUR: _("hours"),
    Unit.ANSWER: _("answers"),
    Unit.FIGURE: _("figures written by hand"),
    Unit.COUNTED: _("people counted without names"),
}


def can_count(measure: Measure, indicator: Indicator | None) -> bool:
    """Whether one of the measure is one of the indicator; anything may count an own indicator."""
    if indicator is None or indicator.count_unit not in UNITS:
        return True
    return measure.unit == UNITS[indicator.count_unit]


def measures_for(indicator: Indicator | None) -> list[Measure]:
    """The registered questions that can count it."""
    return [one for one in measures.every() if can_count(one, indicator)]


def proposed_for(indicator: Indicator) -> str:
    """The code of the question that is offered first; empty where none is of the indicator's unit."""
    fitting = measures_for(indicator) if indicator.count_unit in UNITS else []
    return fitting[0].code if fitting else ""


# --- parts of a measure ---------------------------------------------------------------------------
@dataclass(frozen=True)
class PartChoice:
    """One part of a split: its key as text, what it is called, and how much of it there is now
    (None: none in this project, but it may come)."""

    key: str
    words: Words
    total: int | None


@dataclass(frozen=True)
class SplitChoice:
    """A way to part a measure, and its parts: those of the project, then the usual ones."""

    by: str
    words: Words
    parts: list[PartChoice]


def splits_of(measure: Measure, project: Project) -> list[SplitChoice]:
    """How the measure may be narrowed in this project; what is not known is no part to promise."""
    scope = Scope((project.pk,))
    found = []
    for by, words in measure.split.items():
        there = {part: total for part, total in measure.parts(scope, by) if key_of(part)}
        totals: dict[str, int | None] = {key_of(part): total for part, total in there.items()}
        usual = dict(_usual(measure, by))
        rest = [key for key in usual if key not in totals]
        called = _called(measure, by, [*there, *rest], usual)
        parts = [PartChoice(key, called[key], totals.get(key)) for key in (*totals, *rest)]
        found.append(SplitChoice(by, words, parts))
    return found


def part_words(measure: Measure, by: str, key: str) -> Words:
    """What one part is called, for a table or a tag."""
    return _called(measure, by, [key], dict(_usual(measure, by)))[key]


def _called(
    measure: Measure, by: str, parts: Collection[Any], usual: dict[str, Words]
) -> dict[str, Words]:
    if by in measure.part_words:
        return measure.parts_called(by, parts)
    return {key: usual.get(key, key) for key in map(key_of, parts)}


def _usual(measure: Measure, by: str) -> Iterator[tuple[str, Words]]:
    """The choices of the column that parts the rows, where it is a column with choices or a yes or no."""
    field = _column(measure.model, by)
    if isinstance(field, models.BooleanField):
        yield from (("true", _("yes")), ("false", _("no")))
    elif field is not None and not field.is_relation:
        yield from ((str(key), words) for key, words in field.flatchoices)


def _column(model: type[models.Model] | None, path: str) -> Any:
    field: Any = None
    for name in path.split("__"):
        if model is None:
            return None
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = field.related_model if field.is_relation else None
    return field


# --- catalogues -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Offered:
    """An indicator of a catalogue beside what the project has of it: followed (True), no longer
    followed (False), or never chosen (None); and whether the decision lets it be reported."""

    indicator: Indicator
    row: ProjectIndicator | None
    allowed: bool

    @property
    def followed(self) -> bool | None:
        return None if self.row is None else self.row.retired_at is None


def catalogues_of(
    project: Project, closed: frozenset[str] | None, words: str = ""
) -> list[tuple[IndicatorCatalogue, list[Offered]]]:
    """The newest catalogues of the project's programme with those indicators that hold all the words
    that were looked for."""
    if project.programme is None:
        return []
    rows = Indicator.objects.offered_by(project.programme).select_related("catalogue", "depends_on")
    own = ProjectIndicator.objects.filter(project=project, indicator__isnull=False)
    mine = {row.indicator_id: row for row in own.order_by("retired_at")}
    found: dict[IndicatorCatalogue, list[Offered]] = {}
    for row in rows:
        group = found.setdefault(row.catalogue, [])
        if _holds(row, words.casefold().split()):
            allowed = closed is None or row.code in closed
            group.append(Offered(row, mine.get(row.pk), allowed))
    return list(found.items())


def _holds(indicator: Indicator, words: Iterable[str]) -> bool:
    text = " ".join((indicator.code, *indicator.names.values())).casefold()
    return all(word in text for word in words)
