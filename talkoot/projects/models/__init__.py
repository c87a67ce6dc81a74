"""The nouns of a project, one file each."""

from talkoot.projects.models.decision import BudgetLine, FundingDecision
from talkoot.projects.models.duty import Obligation, Recognition
from talkoot.projects.models.goal import Goal, Theme
from talkoot.projects.models.imported import ImportBatch
from talkoot.projects.models.partner import PartnerPeriod, Partnership
from talkoot.projects.models.project import Project, Remark
from talkoot.projects.models.team import TeamMember, TeamOffer

__all__ = [
    "BudgetLine",
    "FundingDecision",
    "Goal",
    "ImportBatch",
    "Obligation",
    "PartnerPeriod",
    "Partnership",
    "Project",
    "Recognition",
    "Remark",
    "TeamMember",
    "TeamOffer",
    "Theme",
]
