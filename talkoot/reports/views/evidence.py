"""Promised against happened: every indicator of a project today."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.kit.languages import Texts
from talkoot.measures.measure import Words
from talkoot.projects.models import Goal, Project
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries import spans
from talkoot.reports.queries.choosing import UNIT_WORDS
from talkoot.reports.queries.counting import is_countable_now, measure_of
from talkoot.reports.queries.evidence import Line, Number, evidence
from talkoot.reports.views.asked import Asked, asked
from talkoot.reports.views.numbers import said, said_number, said_share
from talkoot.reports.views.place import access_to, context
from talkoot.ui.pictures import percent


@dataclass(frozen=True)
class Promise:
    """A bar of what has happened of what was promised: places in per cents of the picture's width.
    The mark of the promise stands inside the bar where more has happened than was promised."""

    filled: str
    mark: str
    reached: bool
    words: str


@dataclass(frozen=True)
class ShownLine:
    """One indicator as the page tells it; numbers are ready words, empty where there is none."""

    indicator: ProjectIndicator
    code: str
    unit: Texts | Words
    how: Words
    promised: str
    decision: str
    so_far: str
    in_span: str
    share: str
    picture: Promise | None
    rows_url: str
    span_url: str
    parts_url: str
    line: Line

    @property
    def is_missing(self) -> bool:
        return self.line.so_far is not None and self.line.so_far.is_missing

    @property
    def span_is_missing(self) -> bool:
        return self.line.in_span is not None and self.line.in_span.is_missing


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The evidence page: all that was promised, what has happened, and the way to the rows."""
    may = access_to(request, slug)
    choices = asked(request, may)
    # Without a choice the numbers are of all the time, beside those of the period that goes on.
    beside = choices.time if choices.time.key else spans.current(choices.periods)
    lines = evidence(
        may.project,
        until=choices.time.span[1],
        span=beside.span if beside else None,
        partnership=choices.share,
    )
    shown = [shown_line(may.project, line, choices, beside.key if beside else "") for line in lines]
    words = context(
        request,
        may.project,
        "evidence",
        runs=may.manages,
        asked=choices,
        groups=_by_goal(shown),
        beside=beside,
        tabs=choices.tabs,
        in_share=choices.partner is not None,
        has_lines=bool(lines),
    )
    return render(request, "reports/evidence.html", words)


def shown_line(project: Project, line: Line, choices: Asked, beside: str) -> ShownLine:
    indicator = line.indicator
    rows = reverse("reports:rows", args=[project.slug, indicator.pk])
    countable = line.so_far is not None
    until = f"{rows}{choices.query(up_to='1')}" if choices.time.key else f"{rows}{choices.query()}"
    return ShownLine(
        indicator=indicator,
        code=indicator.indicator.code if indicator.indicator else "",
        unit=unit_of(indicator),
        how=line.measure.how if line.measure else "",
        promised=said(line.target.value) if line.target else "",
        decision=_decision(line),
        so_far=said_number(line.so_far),
        in_span=said_number(line.in_span),
        share=said_share(line.share),
        picture=picture(line.so_far, line.target.value if line.target else None),
        rows_url=until if countable else "",
        span_url=f"{rows}{choices.query(period=beside)}" if countable and beside else "",
        parts_url=reverse("reports:parts", args=[project.slug, indicator.pk]),
        line=line,
    )


def unit_of(indicator: ProjectIndicator) -> Texts | Words:
    """What one of the counted is called: in the project's own words, the catalogue's, or ours."""
    if indicator.unit_called:
        return indicator.unit_called
    if not indicator.is_by_hand and is_countable_now(indicator):
        return UNIT_WORDS.get(measure_of(indicator).unit, "")
    return ""


def picture(number: Number | None, promised: Decimal | None) -> Promise | None:
    """The bar; nothing to draw without a promise or a value."""
    if number is None or number.is_missing or not promised:
        return None
    value = Decimal(number.value)
    top = float(max(value, promised))
    words = {"happened": said_number(number), "promised": said(promised)}
    return Promise(
        filled=percent(max(float(value) / top, 0.008) if value else 0),
        mark=percent(float(promised) / top),
        reached=value >= promised,
        words=_("%(happened)s of %(promised)s") % words,
    )


def _decision(line: Line) -> str:
    """Where the promise comes from."""
    if line.target is None:
        return ""
    if line.target.decision is None:
        return _("own plan")
    return _("decision %(number)s") % {"number": line.target.decision}


def _by_goal(lines: Iterable[ShownLine]) -> list[tuple[Goal | None, list[ShownLine]]]:
    """The lines under their goals, in the goals' order; those of no goal last."""
    groups: dict[Goal | None, list[ShownLine]] = {}
    for one in lines:
        groups.setdefault(one.indicator.goal, []).append(one)
    goals = sorted((goal for goal in groups if goal), key=lambda goal: (goal.position, goal.pk))
    return [(goal, groups[goal]) for goal in goals] + [
        (None, rest) for rest in [groups.get(None, [])] if rest
    ]
