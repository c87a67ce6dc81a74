"""What is promised now, and how each version of the decision put it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from talkoot.projects.models import FundingDecision, Partnership, Project
from talkoot.reports.models import IndicatorTarget, ProjectIndicator

ByShare = dict[int | None, IndicatorTarget]
"""Targets by the partnership's number; that of the whole project stands under None."""


def chain(project: Project) -> list[FundingDecision]:
    """The versions of the decision from the first to the one in force."""
    following = {row.supersedes_id: row for row in project.decisions.all()}
    found: list[FundingDecision] = []
    row = following.get(None)
    while row is not None:
        found.append(row)
        row = following.get(row.pk)
    return found


def in_force(
    indicators: Iterable[ProjectIndicator], decisions: list[FundingDecision]
) -> dict[int, ByShare]:
    """By indicator, the targets of the newest version that promises anything of it; the project's own
    plan where no version does. `decisions` is `chain`. Asked in one question."""
    wanted = [row.pk for row in indicators]
    targets = IndicatorTarget.objects.filter(project_indicator__in=wanted)
    turn: dict[int | None, int] = {row.pk: place for place, row in enumerate(decisions)}
    by_version: dict[int, dict[int, ByShare]] = defaultdict(lambda: defaultdict(dict))
    for target in targets.select_related("decision"):
        version = by_version[target.project_indicator_id]
        version[turn.get(target.decision_id, -1)][target.partnership_id] = target
    return {number: versions[max(versions)] for number, versions in by_version.items()}


def sharers(project: Project) -> list[Partnership]:
    """The partners who may have a share of what is promised: all but those who only fund."""
    rows = project.partnerships.exclude(role=Partnership.Role.FUNDER)
    return list(rows.select_related("organisation"))


@dataclass(frozen=True)
class Version:
    """One column of the table: a decision, or the project's own plan (None); the whole's target, each
    partner's in the order of the rows, and what these add up to (None: no partner has one)."""

    decision: FundingDecision | None
    whole: Decimal | None
    shares: list[Decimal | None]

    @property
    def together(self) -> Decimal | None:
        known = [value for value in self.shares if value is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def differs(self) -> bool:
        """Whether the partners' targets are there and add up to something else than the whole's."""
        return None not in (self.whole, self.together) and self.whole != self.together


def versions(
    indicator: ProjectIndicator, decisions: list[FundingDecision], partners: list[Partnership]
) -> list[Version]:
    """The table of an indicator's targets: the own plan first, then each version of the decision."""
    there = {(row.decision_id, row.partnership_id): row.value for row in indicator.targets.all()}
    columns: list[FundingDecision | None] = [None, *decisions]
    return [
        Version(
            decision,
            there.get((_key(decision), None)),
            [there.get((_key(decision), partner.pk)) for partner in partners],
        )
        for decision in columns
    ]


def _key(decision: FundingDecision | None) -> int | None:
    return None if decision is None else decision.pk
