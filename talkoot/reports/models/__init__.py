"""What was promised, what is reported, and what was frozen."""

from talkoot.reports.models.figure import Correction, ReportFigure
from talkoot.reports.models.indicator import IndicatorTarget, ManualFigure, ProjectIndicator
from talkoot.reports.models.inspection import InspectorLink, InspectorVisit
from talkoot.reports.models.kept import Keeping, KeptSum, KeptTotal
from talkoot.reports.models.report import (
    Report,
    ReportHeading,
    ReportingPeriod,
    ReportPassage,
    ReportText,
)
from talkoot.reports.models.template import OrganisationTemplate

__all__ = [
    "Correction",
    "IndicatorTarget",
    "InspectorLink",
    "InspectorVisit",
    "Keeping",
    "KeptSum",
    "KeptTotal",
    "ManualFigure",
    "OrganisationTemplate",
    "ProjectIndicator",
    "Report",
    "ReportFigure",
    "ReportHeading",
    "ReportPassage",
    "ReportText",
    "ReportingPeriod",
]
