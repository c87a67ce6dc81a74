"""Which indicators the funder's decision lets into a report."""

from talkoot.projects.models import FundingDecision, Project
from talkoot.reports.models import ProjectIndicator
from talkoot.terms.models import normalised_code


def decision_in_force(project: Project) -> FundingDecision | None:
    """The last link of the chain of decisions."""
    return FundingDecision.objects.filter(project=project, superseded_by=None).last()


def closed_codes(decision: FundingDecision | None) -> frozenset[str] | None:
    """The only codes that may be reported, written the one way; None where the list is not closed."""
    if decision is None or not decision.closed_indicators:
        return None
    return frozenset(normalised_code(code) for code in decision.closed_indicators)


def may_be_reported(indicator: ProjectIndicator, closed: frozenset[str] | None) -> bool:
    """Whether the indicator may enter a funder's report; the project may follow it all the same."""
    if closed is None:
        return True
    return indicator.indicator is not None and normalised_code(indicator.indicator.code) in closed
