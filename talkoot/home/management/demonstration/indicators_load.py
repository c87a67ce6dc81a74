"""Brings in what the demonstration's projects follow, through the same operations as anybody's own."""

from decimal import Decimal

from django.core.files.base import ContentFile

from talkoot.home.management.demonstration.counts import Counts
from talkoot.home.management.demonstration.indicators import FOLLOWED
from talkoot.home.management.demonstration.indicators_shape import ByHand, Followed
from talkoot.projects.models import Goal, Partnership, Project
from talkoot.reports import operations as reports
from talkoot.reports.models import ProjectIndicator
from talkoot.terms.models import Indicator


def load_indicators(counts: Counts) -> None:
    """Brings in the indicators that are missing; one is known by its code, or by its name in Finnish."""
    for followed in FOLLOWED:
        project = Project.objects.get(slug=followed.project)
        there = ProjectIndicator.objects.filter(project=project)
        same = (
            there.filter(indicator__code=followed.code)
            if followed.code
            else there.filter(names__fi=followed.names["fi"])
        )
        if same.exists():
            counts.kept += 1
        else:
            _indicator(project, followed)
            counts.one("indicators")


def _indicator(project: Project, followed: Followed) -> None:
    goal = _goal(project, followed.goal)
    if followed.code:
        assert project.programme is not None
        offered = Indicator.objects.offered_by(project.programme)
        row = reports.pick(
            project=project,
            indicator=offered.get(code=followed.code),
            measure=followed.measure,
            part_by=followed.part_by,
            part=followed.part,
            goal=goal,
            by=None,
        )
        reports.edit_indicator(project_indicator=row, meaning=followed.meaning, by=None)
    else:
        row = reports.define(
            project=project,
            names=followed.names,
            unit_words=followed.unit,
            meaning=followed.meaning,
            measure=followed.measure,
            part_by=followed.part_by,
            part=followed.part,
            goal=goal,
            by=None,
        )
    if followed.target is not None:
        reports.set_target(project_indicator=row, value=Decimal(followed.target), by=None)
    for slug, share in followed.shares.items():
        reports.set_target(
            project_indicator=row,
            value=Decimal(share),
            partnership=_partnership(project, slug),
            by=None,
        )
    if followed.figure is not None:
        _figure(row, followed.figure)


def _goal(project: Project, turn: int | None) -> Goal | None:
    return None if turn is None else list(project.goals.all())[turn]


def _figure(row: ProjectIndicator, figure: ByHand) -> None:
    reports.add_manual_figure(
        project_indicator=row,
        value=Decimal(figure.value),
        first_on=figure.first_on,
        last_on=figure.last_on,
        reason=figure.reason,
        estimated_by=figure.estimated_by,
        proof=ContentFile(figure.proof.encode(), name=figure.proof_name),
        partnership=_partnership(row.project, figure.partner) if figure.partner else None,
        by=None,
    )


def _partnership(project: Project, organisation: str) -> Partnership:
    return Partnership.objects.get(project=project, organisation__slug=organisation)
