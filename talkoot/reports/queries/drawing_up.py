"""A report's figures as they would be frozen now: the same numbers that the draft shows and freezing keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import override

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.measures.measure import Measure, Scope, Words
from talkoot.projects.models import Project
from talkoot.reports.models import ProjectIndicator, Report, ReportFigure, ReportingPeriod
from talkoot.reports.queries import targets
from talkoot.reports.queries.choosing import UNIT_WORDS, part_words
from talkoot.reports.queries.closed_list import closed_codes, decision_in_force, may_be_reported
from talkoot.reports.queries.corrections import Before, corrections_since
from talkoot.reports.queries.counting import is_countable_now, measure_of
from talkoot.reports.queries.frozen import Told
from talkoot.reports.queries.taking import Amounts, Asked, Taken, take


@dataclass(frozen=True)
class Drawn:
    """One figure that is not yet written, what it corrects of the report before, and that report's."""

    figure: ReportFigure
    indicator: ProjectIndicator
    corrections: list[Told]
    before: ReportFigure | None


@dataclass(frozen=True)
class Followed:
    """The project's live indicators: those that enter a funder's report, those that the closed list
    keeps out, and those that nothing in this installation counts any more."""

    entering: list[ProjectIndicator] = field(default_factory=list)
    kept_out: list[ProjectIndicator] = field(default_factory=list)
    uncounted: list[ProjectIndicator] = field(default_factory=list)


def followed(project: Project) -> Followed:
    """What the project follows, by whether it can be reported."""
    closed = closed_codes(decision_in_force(project))
    found = Followed()
    rows = ProjectIndicator.objects.live().filter(project=project)
    for row in rows.select_related("indicator__catalogue"):
        if not may_be_reported(row, closed):
            found.kept_out.append(row)
        elif not is_countable_now(row):
            found.uncounted.append(row)
        else:
            found.entering.append(row)
    return found


def previous_report(report: Report) -> Report | None:
    """The newest frozen version of the last report of the same share that ended before this begins
    (before a final report: of any monitoring report)."""
    period = report.period
    earlier = Report.objects.filter(
        period__project=period.project_id,
        period__kind=ReportingPeriod.Kind.PERIOD,
        partnership=report.partnership_id,
        frozen_at__isnull=False,
    )
    if period.kind == ReportingPeriod.Kind.FINAL:
        earlier = earlier.filter(period__last_on__lte=period.last_on)
    else:
        earlier = earlier.filter(period__last_on__lt=period.first_on)
    return earlier.select_related("period").order_by("-period__last_on", "-version").first()


def scope_of_report(report: Report) -> Scope:
    """The days and the share that the report is of; a final report is of all days to its end."""
    period = report.period
    is_final = period.kind == ReportingPeriod.Kind.FINAL
    return Scope(
        (period.project_id,),
        None if is_final else period.first_on,
        period.last_on + timedelta(days=1),
        report.partnership_id,
    )


def draw_up(report: Report, indicators: Sequence[ProjectIndicator] | None = None) -> list[Drawn]:
    """Every figure that enters the report, in the order of the indicators, all of one moment."""
    project = report.period.project
    rows = list(followed(project).entering if indicators is None else indicators)
    previous = previous_report(report)
    earlier: dict[int, ReportFigure] = {}
    if previous is not None:
        earlier = {one.project_indicator_id: one for one in previous.figures.all()}
    stretches = _stretches(report, previous)
    measures = [measure_of(row) for row in rows]
    taken = take([Asked(one, stretches.scopes) for one in measures])
    promised = targets.in_force(rows, targets.chain(project))
    drawn = []
    for place, (row, measure, found) in enumerate(zip(rows, measures, taken, strict=True)):
        target = promised.get(row.pk, {}).get(report.partnership_id)
        figure = ReportFigure(
            report=report,
            project_indicator=row,
            position=place,
            target=target.value if target else None,
            target_decision=target.decision if target else None,
            baseline=row.baseline if report.partnership_id is None else None,
        )
        describe(figure, row, measure, found)
        told = _count(figure, found, stretches, earlier.get(row.pk), measure)
        drawn.append(Drawn(figure, row, told, earlier.get(row.pk)))
    return drawn


# --- days ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Stretches:
    """The days up to the end of the report, cut where the report before ended and where this begins:
    `known` are those that were reported before, `own` those that this report is of."""

    scopes: list[Scope]
    known: int | None
    own: tuple[int, ...]


def _stretches(report: Report, previous: Report | None) -> Stretches:
    period, whose = report.period, report.partnership_id
    projects = (period.project_id,)
    until = period.last_on + timedelta(days=1)
    is_final = period.kind == ReportingPeriod.Kind.FINAL
    cuts: list[date | None] = [None] if is_final else [None, period.first_on]
    if previous is not None:
        cuts.insert(1, previous.period.last_on + timedelta(days=1))
    ends = [*cuts[1:], until]
    scopes = [Scope(projects, first, end, whose) for first, end in zip(cuts, ends, strict=True)]
    own = tuple(range(len(scopes))) if is_final else (len(scopes) - 1,)
    return Stretches(scopes, 0 if previous is not None else None, own)


# --- amounts ----------------------------------------------------------------------------------------
def _count(
    figure: ReportFigure,
    taken: Taken,
    stretches: Stretches,
    before: ReportFigure | None,
    measure: Measure,
) -> list[Told]:
    """Fills in the amounts and the rows; returns the corrections."""
    own: Amounts = {}
    earlier: Amounts = {}
    for place, rows in enumerate(taken.stretches):
        (own if place in stretches.own else earlier).update(rows)
    figure.row_ids, figure.row_amounts = _in_order(own)
    figure.earlier_ids, figure.earlier_amounts = _in_order(earlier)
    figure.period_amount = sum(own.values())
    figure.cumulative_amount = figure.period_amount + sum(earlier.values())
    figure.is_estimate = taken.is_estimate
    figure.is_missing = figure.is_by_hand and not own
    figure.parts = {
        by: [
            [part, sum(of[place] for place in stretches.own), sum(of)]
            for part, of in sorted(parts.items())
        ]
        for by, parts in taken.parts.items()
    }
    if before is None or stretches.known is None:
        return []
    known = taken.stretches[stretches.known]
    rest = {
        key: amount
        for place, rows in enumerate(taken.stretches)
        if place != stretches.known
        for key, amount in rows.items()
    }
    between = (
        {} if 0 in stretches.own else {key: earlier[key] for key in earlier if key not in known}
    )
    told = corrections_since(
        Before(before), figure, known, between, rest, measure, stretches.scopes[stretches.known]
    )
    figure.corrected_amount = sum(one.after - one.before for one in told)
    return told


def _in_order(rows: Amounts) -> tuple[list[int], list[int]]:
    keys = sorted(rows)
    return keys, [rows[key] for key in keys]


# --- words ------------------------------------------------------------------------------------------
def describe(figure: ReportFigure, row: ProjectIndicator, measure: Measure, taken: Taken) -> None:
    """Fills in what the figure is of, in every language of the product where the words are ours."""
    catalogued = row.indicator
    figure.code = catalogued.code if catalogued else ""
    if catalogued:
        listed = catalogued.catalogue
        figure.catalogue_version = f"{listed.code} {listed.version}"[:60]
        figure.all_or_nothing = catalogued.all_or_nothing
    figure.definition_version = row.version
    figure.measure, figure.part_by, figure.part = row.measure, row.part_by, row.part
    figure.unit, figure.per = str(measure.unit), measure.per
    figure.is_by_hand = row.is_by_hand
    figure.row_model = measure.model._meta.label_lower
    unit = row.unit_words or (catalogued.measurement_unit if catalogued else None)
    figure.words = {
        "name": dict(row.names or (catalogued.names if catalogued else {})),
        "unit": dict(unit) if unit else _said(UNIT_WORDS[measure.unit]),
        "how": _said(measure.how),
        "meaning": dict(row.meaning or (catalogued.rule if catalogued else {})),
        "splits": {
            by: {
                "name": _said(measure.split[by]),
                "parts": {part: _said(_part(measure, by, part)) for part in sorted(parts)},
            }
            for by, parts in taken.parts.items()
        },
    }


def _part(measure: Measure, by: str, part: str) -> Words:
    return part_words(measure, by, part) if part else measure.part_called(by, None)


def _said(words: Words) -> dict[str, str]:
    """Words of the product in each of its languages."""
    found = {}
    for language in PRODUCT_LANGUAGES:
        with override(language):
            found[language] = str(words)
    return found
