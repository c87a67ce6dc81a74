"""What stands behind the doors of opened numbers: a figure that was frozen long ago."""

from typing import Any

from django.utils import timezone

from talkoot.projects.models import Project
from talkoot.reports.models import ProjectIndicator, Report, ReportFigure
from talkoot.reports.tests import factories


def rows_of_evidence(project: Project, counted: ProjectIndicator) -> dict[str, Any]:
    """A frozen report of years before all others, and its one figure, which no row was counted in."""
    period = factories.reporting_period(project, "1999-01-01", "1999-12-31")
    report = factories.report(period)
    figure = ReportFigure.objects.create(
        report=report,
        project_indicator=counted,
        definition_version=1,
        measure=counted.measure,
        words={"name": {"fi": "Jäädytetty"}, "unit": {}, "how": {}, "meaning": {}},
        unit="event",
        period_amount=0,
        cumulative_amount=0,
        row_model="events.event",
        content_hash="0" * 64,
    )
    Report.objects.filter(pk=report.pk).update(
        state="frozen", frozen_at=timezone.now(), content_hash="0" * 64
    )
    return {"old_report": report, "old_figure": figure}
