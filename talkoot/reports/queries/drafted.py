"""What a report would hold if it were frozen at this moment: nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from talkoot.kit.languages import PRODUCT_LANGUAGES, Texts
from talkoot.measures import passage
from talkoot.reports.models import ProjectIndicator, Report, ReportFigure
from talkoot.reports.queries.choosing import UNIT_WORDS
from talkoot.reports.queries.closed_list import closed_codes, decision_in_force, may_be_reported
from talkoot.reports.queries.counting import is_countable_now, measure_of, scope_of, up_to
from talkoot.reports.queries.targets import chain, in_force


def figures_today(report: Report) -> list[ReportFigure]:
    """Figures that were never saved, of the indicators that may be reported and counted today."""
    project = report.period.project
    closed = closed_codes(decision_in_force(project))
    rows = project.indicators.live().select_related("indicator__catalogue")
    allowed = [row for row in rows if may_be_reported(row, closed) and is_countable_now(row)]
    targets = in_force(allowed, chain(project))
    found = []
    for place, row in enumerate(allowed):
        figure = _figure(report, row, place)
        target = targets.get(row.pk, {}).get(report.partnership_id)
        if target is not None:
            figure.target, figure.target_decision = target.value, target.decision
        found.append(figure)
    return found


def _figure(report: Report, row: ProjectIndicator, place: int) -> ReportFigure:
    measure = measure_of(row)
    scope = scope_of(row, report.period, partnership=report.partnership_id)
    period = measure.total(scope)
    indicator = row.indicator
    unit = row.unit_words or (indicator.measurement_unit if indicator else None)
    return ReportFigure(
        report=report,
        project_indicator=row,
        position=place,
        code=indicator.code if indicator else "",
        catalogue_version=indicator.catalogue.version if indicator else "",
        definition_version=row.version,
        words={
            "name": row.names or (indicator.names if indicator else {}),
            "unit": unit or in_all(UNIT_WORDS[measure.unit]),
            "how": in_all(measure.how),
            "meaning": row.meaning,
        },
        unit=measure.unit,
        per=measure.per,
        is_by_hand=row.is_by_hand,
        is_estimate=measure.is_estimate(scope),
        is_missing=row.is_by_hand and not measure.rows(scope).exists(),
        period_amount=period,
        cumulative_amount=measure.total(up_to(scope)),
        baseline=row.baseline,
    )


def in_all(words: str | Promise | Mapping[str, str]) -> Texts:
    """Words of the program or of a project in every language of the product."""
    if isinstance(words, Mapping):
        return Texts(words)
    found = {}
    for language in PRODUCT_LANGUAGES:
        with override(language):
            found[language] = gettext("") if not words else str(words)
    return Texts(found)


def passages_today(report: Report) -> list[dict[str, Any]]:
    """What the other areas have to tell of the report's days, in the active language."""
    scope = scope_of_report(report)
    told = (one.told(scope) for one in passage.every())
    return [asdict(one) for one in told if one is not None]


def scope_of_report(report: Report) -> Any:
    """The days and the share that the report is about."""
    return scope_of(
        ProjectIndicator(project_id=report.period.project_id),
        report.period,
        partnership=report.partnership_id,
    )
