"""Targets: by version of the decision, of the whole and of each partner."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from talkoot.history.models import Entry
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations import changing as projects
from talkoot.projects.operations import decisions, partners
from talkoot.reports import operations
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.operations import refusals
from talkoot.reports.queries import targets
from talkoot.reports.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return make.person()


@pytest.fixture
def row() -> ProjectIndicator:
    return make.indicator(make.project(), "Webinaarit")


def refused(call: Callable[..., object], **arguments: Any) -> type[Refused]:
    with pytest.raises(Refused) as said:
        call(**arguments)
    assert str(said.value)
    return type(said.value)


def in_force(project: Project, row: ProjectIndicator) -> dict[int | None, Decimal]:
    found = targets.in_force([row], targets.chain(project)).get(row.pk, {})
    return {share: target.value for share, target in found.items()}


def test_a_later_decision_has_a_target_of_its_own(by: Person, row: ProjectIndicator) -> None:
    project = row.project
    first = make.decision(project)
    last = make.decision(project, supersedes=first)
    operations.set_target(project_indicator=row, value=Decimal(5), by=by)
    assert in_force(project, row) == {None: Decimal(5)}
    operations.set_target(project_indicator=row, value=Decimal(8), decision=first, by=by)
    assert in_force(project, row) == {None: Decimal(8)}
    operations.set_target(project_indicator=row, value=Decimal(10), decision=last, by=by)
    assert in_force(project, row) == {None: Decimal(10)}
    assert [target.value for target in row.targets.order_by("pk")] == [5, 8, 10]
    entry = Entry.objects.of(project).first()
    assert entry is not None
    assert (entry.verb, entry.changes) == (
        "reports.set_target",
        {"targets": [[], [f"{last.number}: 10"]]},
    )
    operations.set_target(project_indicator=row, value=Decimal("10.0"), decision=last, by=by)
    assert Entry.objects.of(project).count() == 3


def test_a_target_is_removed_and_nought_is_a_target(by: Person, row: ProjectIndicator) -> None:
    share = make.partnership(row.project)
    target = operations.set_target(
        project_indicator=row, value=Decimal(0), partnership=share, by=by
    )
    assert in_force(row.project, row) == {share.pk: Decimal(0)}
    operations.remove_target(project_indicator=row, partnership=share, by=by)
    assert not type(target).objects.exists()
    entry = Entry.objects.of(row.project).first()
    assert entry is not None
    assert (entry.verb, entry.changes) == (
        "reports.remove_target",
        {"targets": [[f"{share}: 0"], []]},
    )
    no = refused(operations.remove_target, project_indicator=row, partnership=share, by=by)
    assert no is refusals.NoTarget


def test_all_targets_of_a_version_at_once(by: Person, row: ProjectIndicator) -> None:
    project = row.project
    one, two = make.partnership(project), make.partnership(project)
    make.target(row, 3, partnership=two)
    operations.set_targets(
        project_indicator=row,
        values={(None, None): Decimal(10), (None, one): Decimal("4.5"), (None, two): None},
        by=by,
    )
    assert in_force(project, row) == {None: Decimal(10), one.pk: Decimal("4.5")}
    entry = Entry.objects.of(project).first()
    assert entry is not None
    assert (entry.verb, entry.changes) == (
        "reports.set_targets",
        {"targets": [[f"{two}: 3"], ["–: 10", f"{one}: 4.5"]]},
    )
    version = targets.versions(row, [], targets.sharers(project))[0]
    assert (version.together, version.differs) == (Decimal("4.5"), True)


def test_what_cannot_be_a_target(by: Person, row: ProjectIndicator) -> None:
    def no(value: Decimal = Decimal(1), **arguments: Any) -> type[Refused]:
        return refused(
            operations.set_target, project_indicator=row, value=value, by=by, **arguments
        )

    assert no(Decimal(-1)) is refusals.TargetNegative
    assert no(Decimal(10) ** 12) is refusals.TargetTooLarge
    funder = make.partnership(row.project, role="funder")
    assert no(partnership=funder) is refusals.FunderHasNoShare
    elsewhere = make.project()
    assert no(decision=make.decision(elsewhere)) is projects.PartOfAnotherProject
    assert no(partnership=make.partnership(elsewhere)) is projects.PartOfAnotherProject
    operations.retire(project_indicator=row, by=by)
    assert no() is refusals.IndicatorRetired


def test_two_who_change_the_same_targets_meet(by: Person, row: ProjectIndicator) -> None:
    operations.set_targets(project_indicator=row, values={(None, None): Decimal(1)}, by=by)
    no = refused(
        operations.set_targets,
        project_indicator=row,
        values={(None, None): Decimal(2)},
        seen=0,
        by=by,
    )
    assert no is projects.ChangedMeanwhile
    assert in_force(row.project, row) == {None: Decimal(1)}


def test_the_targets_of_all_indicators_are_asked_in_one_question(
    row: ProjectIndicator, count_queries: Any
) -> None:
    project = row.project
    rows = [row, *(make.indicator(project) for _ in range(3))]
    decision = make.decision(project)
    for one in rows:
        make.target(one, 2)
        make.target(one, 4, decision=decision)
    chain = targets.chain(project)
    with count_queries() as asked:
        found = targets.in_force(rows, chain)
    assert len(asked) == 1
    assert {shares[None].value for shares in found.values()} == {Decimal(4)}


def test_what_has_targets_is_not_removed(by: Person, row: ProjectIndicator) -> None:
    first = make.decision(row.project)
    last = make.decision(row.project, supersedes=first)
    share = make.partnership(row.project)
    make.target(row, 4, decision=last, partnership=share)
    no = refused(partners.remove_partner, partnership=share, by=by)
    assert no is partners.PartnerHasShare
    remove = decisions.remove_decision
    assert refused(remove, decision=first, by=by) is decisions.DecisionNotLast
    assert refused(remove, decision=last, by=by) is decisions.DecisionHasTargets
    operations.remove_target(project_indicator=row, decision=last, partnership=share, by=by)
    partners.remove_partner(partnership=share, by=by)
    remove(decision=last, by=by)
    assert targets.chain(row.project) == [first]
