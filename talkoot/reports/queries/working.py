"""What the pages of periods and reports show: each period's reports, and a report's figures beside today's."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from talkoot.kit.languages import Texts
from talkoot.measures.measure import in_unit
from talkoot.projects.models import Project
from talkoot.reports.models import Report, ReportFigure, ReportHeading, ReportingPeriod, ReportText
from talkoot.reports.queries.checking import headings_of
from talkoot.reports.queries.corrections import why_words
from talkoot.reports.queries.drawing_up import Drawn, previous_report, scope_of_report
from talkoot.reports.queries.frozen import Told, corrections_of
from talkoot.reports.queries.verifying import today


@dataclass(frozen=True)
class Line:
    """One figure in its unit: of the period, what it corrects of earlier ones, and cumulative; today's
    cumulative value of the same days is None where it is not counted in the same way any more (or in
    a draft, which is of today)."""

    figure: ReportFigure
    name: Texts
    unit: Texts
    period: Decimal | int
    corrected: Decimal | int
    cumulative: Decimal | int
    now: Decimal | int | None
    reasons: list["Reason"]

    @property
    def has_changed(self) -> bool:
        return self.now is not None and self.now != self.cumulative

    @property
    def share(self) -> Decimal | None:
        """How much of the target has happened; None without a target or of nothing."""
        target = self.figure.target
        return Decimal(self.cumulative) / target if target else None


@dataclass(frozen=True)
class Reason:
    """Why rows of earlier periods were corrected: how many rows, and by how much in the unit."""

    rows: int
    amount: Decimal | int
    words: str


def reasons_of(figure: ReportFigure, told: Iterable[Told]) -> list[Reason]:
    """The corrections of a figure, those of one reason together."""
    rows: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for one in told:
        rows[one.why] += 1
        amounts[one.why] += one.after - one.before
    return [
        Reason(rows[why], in_unit(amounts[why], figure.per), why_words(figure, why))
        for why in sorted(rows)
    ]


def line_of(figure: ReportFigure, told: Iterable[Told], now: int | None = None) -> Line:
    per = figure.per
    return Line(
        figure=figure,
        name=Texts(figure.words.get("name", {})),
        unit=Texts(figure.words.get("unit", {})),
        period=in_unit(figure.period_amount, per),
        corrected=in_unit(figure.corrected_amount, per),
        cumulative=in_unit(figure.cumulative_amount, per),
        now=None if now is None else in_unit(now, per),
        reasons=reasons_of(figure, told),
    )


def frozen_lines(report: Report) -> list[Line]:
    """The frozen figures, each with what the same question answers today."""
    rows = report.figures.without_rows().select_related("project_indicator", "target_decision")
    figures = list(rows.prefetch_related("corrections"))
    now = today(figures, scope_of_report(report))
    return [line_of(one, corrections_of(one), now.get(one.pk)) for one in figures]


def drawn_lines(drawn: Iterable[Drawn]) -> list[Line]:
    """The figures of a draft as they would be frozen now."""
    return [line_of(one.figure, one.corrections) for one in drawn]


# --- texts ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Written:
    """One heading of the report, its text, and the previous report's text under the same heading."""

    heading: ReportHeading
    words: str
    text: str
    previous: str

    @property
    def over(self) -> int:
        """By how many characters the text is too long."""
        return max(len(self.text) - self.heading.limit, 0) if self.heading.limit else 0


def texts_of(report: Report) -> list[Written]:
    """All headings of the report in order."""
    before = previous_texts(report)
    return [
        Written(
            heading,
            (row.heading_words if row is not None and report.is_frozen else "") or str(heading),
            row.text if row is not None else "",
            before.get(heading.code, ""),
        )
        for heading, row in headings_of(report)
    ]


def previous_texts(report: Report) -> dict[str, str]:
    """The texts of the report that this one follows, by the heading's code: of the version that it
    supersedes, or of the period before."""
    earlier = report.supersedes or previous_report(report)
    if earlier is None:
        return {}
    rows = ReportText.objects.filter(report=earlier).exclude(text="")
    return dict(rows.values_list("heading__code", "text"))


# --- periods ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Planned:
    """A period with its newest reports: the whole project's first, then the partners'."""

    period: ReportingPeriod
    reports: list[Report]

    @property
    def whole(self) -> Report | None:
        return next((one for one in self.reports if one.partnership_id is None), None)

    @property
    def is_waited_for(self) -> bool:
        """Whether the whole project's report has not been sent."""
        return self.whole is None or self.whole.submitted_at is None

    def is_late(self, day: date) -> bool:
        """Whether the whole project's report should have been sent and has not been."""
        due = self.period.due_on
        return due is not None and due < day and self.is_waited_for


def planned(project: Project) -> list[Planned]:
    """The project's periods, the latest first; the final report's on top."""
    newest = Report.objects.newest().select_related("partnership__organisation")
    rows: Any = project.reporting_periods.prefetch_related(
        Prefetch("reports", queryset=newest.order_by("partnership__position", "pk"))
    )
    found = [
        Planned(row, sorted(row.reports.all(), key=lambda one: one.partnership_id is not None))
        for row in rows
    ]
    found.sort(key=lambda one: (one.period.kind == "final", one.period.first_on), reverse=True)
    return found
