"""One indicator of a project from each side: by time, by partner and by each split of its measure."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.measures.measure import Words
from talkoot.projects.models import Project
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries import spans, targets
from talkoot.reports.queries.counting import is_countable_now, measure_of
from talkoot.reports.queries.evidence import Number
from talkoot.reports.queries.parts import Part, Side, by_partner, by_splits, by_time
from talkoot.reports.views.asked import Asked, asked
from talkoot.reports.views.evidence import picture, unit_of
from talkoot.reports.views.numbers import said, said_number
from talkoot.reports.views.place import access_to, context
from talkoot.ui.pictures import percent


@require_safe
def parts(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One indicator by time, by partner and by each split; every part opens to its rows."""
    may = access_to(request, slug)
    project = may.project
    indicator = indicator_of(project, pk)
    choices = asked(request, may)
    sides: list[Side] = []
    decisions = targets.chain(project)
    promised = targets.in_force([indicator], decisions).get(indicator.pk, {})
    target = promised.get(choices.share)
    number = None
    if is_countable_now(indicator):
        measure = measure_of(indicator)
        scope = choices.scope(project)
        tally = measure.some(scope, [spans.ALL])
        is_missing = indicator.is_by_hand and not tally.rows[0]
        value = measure.in_unit(tally.totals[0])
        number = Number(tally.totals[0], value, tally.rows[0], tally.about[0], is_missing)
        whole = choices.share is None and not choices.time.key
        if not choices.time.key:
            for words, times in (
                (_("By reporting period"), choices.periods),
                (_("By year"), choices.years),
            ):
                if times:
                    found, rest = by_time(measure, scope, times)
                    sides.append(
                        Side("period", words, found, measure.in_unit(rest) if rest else None)
                    )
        if whole and choices.partners:
            found, rest = by_partner(indicator, measure, choices.partners, promised)
            # A measure that knows no partners counts the same for each: there is then no share to tell.
            if rest >= 0:
                shared = Side(
                    "partner", _("By partner"), found, measure.in_unit(rest) if rest else None
                )
                sides.append(shared)
        sides += by_splits(measure, scope, without=indicator.part_by)
    rows = reverse("reports:rows", args=[project.slug, indicator.pk])
    page = context(
        request,
        project,
        "evidence",
        runs=may.manages,
        title=str(indicator),
        indicator=indicator,
        code=indicator.indicator.code if indicator.indicator else "",
        unit=unit_of(indicator),
        how=measure_of(indicator).how if number else "",
        number=said_number(number),
        is_missing=number is not None and number.is_missing,
        promised=said(target.value) if target else "",
        picture=picture(number, target.value if target else None) if not choices.time.key else None,
        rows_url=f"{rows}{choices.query()}",
        sides=[_shown_side(side, said_number(number), rows, choices) for side in sides],
        asked=choices,
        tabs=choices.tabs,
    )
    return render(request, "reports/parts.html", page)


def indicator_of(project: Project, pk: int) -> ProjectIndicator:
    """One of the project's indicators, also one that is no longer followed; 404 for others'."""
    rows = project.indicators.select_related("indicator__depends_on", "goal")
    return get_object_or_404(rows, pk=pk)


@dataclass(frozen=True)
class ShownPart:
    """One part: its words, its value, its bar, and where its rows are."""

    words: Words
    value: str
    width: str
    promised: str
    rows_url: str


@dataclass(frozen=True)
class ShownSide:
    """A table of parts, what is in none of them, and what all add up to."""

    words: Words
    parts: list[ShownPart]
    rest: str
    together: str
    has_promises: bool


def _shown_side(side: Side, together: str, rows: str, choices: Asked) -> ShownSide:
    top = max((float(part.value) for part in side.parts), default=0.0) or 1.0
    return ShownSide(
        words=side.words,
        parts=[
            ShownPart(
                words=part.words,
                value=said(part.value, about=part.is_estimate),
                width=percent(max(float(part.value) / top, 0.008) if part.value > 0 else 0),
                promised=said(part.target),
                rows_url=rows + _query(side, part, choices),
            )
            for part in side.parts
        ],
        rest=said(side.rest),
        together=together,
        has_promises=any(part.target is not None for part in side.parts),
    )


def _query(side: Side, part: Part, choices: Asked) -> str:
    if side.by == "period":
        return choices.query(period=part.key)
    if side.by == "partner":
        return choices.query(partner=part.key)
    # The part that is not known has an empty key, which the address has to tell too.
    return choices.query(by=side.by, part=part.key or "-")
