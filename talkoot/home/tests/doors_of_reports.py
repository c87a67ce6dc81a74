"""The rows behind the doors of periods, headings and reports."""

from typing import Any

from talkoot.projects.models import Partnership, Project
from talkoot.reports.tests import factories


def rows_of_reports(project: Project, partner: Partnership) -> dict[str, Any]:
    """A period without reports, one with drafts of the whole and of the contact's partner, a heading."""
    period = factories.reporting_period(project, "2022-01-01", "2022-06-30")
    return {
        "planned": factories.reporting_period(project, "2022-07-01", "2022-12-31"),
        "draft_report": factories.report(period),
        "share_report": factories.report(period, partnership=partner),
        "heading": factories.heading(project),
    }
