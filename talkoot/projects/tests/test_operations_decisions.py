"""Funding decisions in their versions, and their budgets."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from talkoot.history.models import Entry
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects import operations
from talkoot.projects.models import FundingDecision, Partnership, Project
from talkoot.projects.operations import changing, decisions
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person()


@pytest.fixture
def project() -> Project:
    return factories.project()


def last(of: Project) -> Entry:
    entry = Entry.objects.of(of).first()
    assert entry is not None
    return entry


def lines_of(decision: FundingDecision) -> list[tuple[int | None, str, Decimal]]:
    return sorted(
        decision.budget_lines.values_list("partnership", "category", "amount_eur"),
        key=lambda line: (line[0] or 0, line[1]),
    )


def test_decisions_follow_one_another(by: Person, project: Project) -> None:
    first = operations.add_decision(
        project=project,
        by=by,
        number="S1-1",
        decided_on=date(2020, 2, 1),
        total_eur=Decimal("293323"),
        closed_indicators=[" EECO01 ", "", "EECO01", "EECR01"],
        retention_years=10,
        period=period("2020", "2022"),
    )
    second = operations.add_decision(project=project, by=by, supersedes=first, number="S1-2")
    assert (second.supersedes, first.closed_indicators) == (first, ["EECO01", "EECR01"])
    assert Entry.objects.of(project).last().changes == {  # type: ignore[union-attr]  # it is there
        "number": [None, "S1-1"],
        "decided_on": [None, "2020-02-01"],
        "total_eur": [None, "293323"],
        "cost_model": [None, "not_known"],
        "closed_indicators": [None, ["EECO01", "EECR01"]],
        "retention_years": [None, 10],
        "starts_on": [None, "2020-01-01"],
        "starts_precision": [None, "year"],
        "ends_on": [None, "2022-12-31"],
        "ends_precision": [None, "year"],
    }


def test_a_decision_is_superseded_once(by: Person, project: Project) -> None:
    first = operations.add_decision(project=project, by=by)
    operations.add_decision(project=project, by=by, supersedes=first)
    with pytest.raises(decisions.DecisionSuperseded):
        operations.add_decision(project=project, by=by, supersedes=first)
    with pytest.raises(decisions.FirstDecisionThere):
        operations.add_decision(project=project, by=by)
    assert project.decisions.count() == 2


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"total_eur": Decimal("-1")}, decisions.MoneyNegative),
        ({"granted_eur": Decimal("-0.01")}, decisions.MoneyNegative),
        ({"period": period("2022", "2021")}, decisions.DecisionEndsBeforeStart),
        ({"budget_lines": [(None, "all", Decimal("-1"))]}, decisions.MoneyNegative),
        (
            {"budget_lines": [(None, "all", Decimal(1)), (None, "all", Decimal(2))]},
            decisions.LineTwice,
        ),
        (
            {"cost_model": "flat_rate_40", "budget_lines": [(None, "flat_rate", Decimal(1))]},
            decisions.FlatRateTyped,
        ),
    ],
)
def test_what_cannot_be_decided(
    by: Person, project: Project, fields: dict[str, Any], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        operations.add_decision(project=project, by=by, **fields)
    assert (project.decisions.count(), Entry.objects.count()) == (0, 0)


def test_rows_of_another_project_are_refused(by: Person, project: Project) -> None:
    other = factories.project()
    foreign = factories.decision(other)
    with pytest.raises(changing.PartOfAnotherProject):
        operations.add_decision(project=project, by=by, supersedes=foreign)
    with pytest.raises(changing.PartOfAnotherProject):
        operations.add_decision(
            project=project, by=by, budget_lines=[(factories.partnership(other), "all", Decimal(1))]
        )


# --- the flat rate ------------------------------------------------------------------------------------
def flat(
    by: Person, project: Project, *salaries: tuple[Partnership | None, str]
) -> FundingDecision:
    return operations.add_decision(
        project=project,
        by=by,
        cost_model="flat_rate_40",
        budget_lines=[(partner, "salaries", Decimal(amount)) for partner, amount in salaries],
    )


def test_the_flat_rate_is_counted_from_each_partners_salaries(by: Person, project: Project) -> None:
    one, two = factories.partnership(project), factories.partnership(project)
    decision = flat(by, project, (one, "100000"), (two, "80000.56"))
    assert lines_of(decision) == [
        (one.pk, "flat_rate", Decimal("40000.00")),
        (one.pk, "salaries", Decimal("100000.00")),
        (two.pk, "flat_rate", Decimal("32000.22")),
        (two.pk, "salaries", Decimal("80000.56")),
    ]


def test_half_a_cent_goes_up() -> None:
    assert decisions.flat_rate_of(Decimal("0.05")) == Decimal("0.02")
    assert decisions.flat_rate_of(Decimal("1.0125")) == Decimal("0.41")


def test_the_flat_rate_follows_the_salaries(by: Person, project: Project) -> None:
    decision = flat(by, project, (None, "100"))
    operations.set_budget_lines(decision=decision, lines=[(None, "salaries", Decimal(50))], by=by)
    assert lines_of(decision) == [
        (None, "flat_rate", Decimal("20.00")),
        (None, "salaries", Decimal("50.00")),
    ]
    assert last(project).verb == "projects.set_budget_lines"
    operations.set_budget_lines(decision=decision, lines=[(None, "salaries", Decimal(50))], by=by)
    assert Entry.objects.count() == 2


def test_another_cost_model_takes_the_flat_rate_away_and_back(by: Person, project: Project) -> None:
    decision = flat(by, project, (None, "100"))
    operations.edit_decision(decision=decision, cost_model="actual_costs", by=by)
    assert lines_of(decision) == [(None, "salaries", Decimal("100.00"))]
    assert set(last(project).changes) == {"cost_model", "budget_lines"}
    operations.edit_decision(decision=decision, cost_model="flat_rate_40", by=by)
    assert lines_of(decision) == [
        (None, "flat_rate", Decimal("40.00")),
        (None, "salaries", Decimal("100.00")),
    ]


def test_a_line_of_nought_is_kept(by: Person, project: Project) -> None:
    decision = factories.decision(project)
    operations.set_budget_lines(decision=decision, lines=[(None, "travel", Decimal(0))], by=by)
    assert lines_of(decision) == [(None, "travel", Decimal("0.00"))]


# --- editing and removing -----------------------------------------------------------------------------
def test_a_decision_is_corrected(by: Person, project: Project) -> None:
    decision = factories.decision(project, number="vanha", total_eur=None)
    operations.edit_decision(decision=decision, number="uusi", total_eur=Decimal("10.50"), by=by)
    assert last(project).changes == {"number": ["vanha", "uusi"], "total_eur": [None, "10.50"]}


def test_only_the_last_decision_is_removed(by: Person, project: Project) -> None:
    first = factories.decision(project)
    second = factories.decision(project, supersedes=first)
    with pytest.raises(decisions.DecisionNotLast):
        operations.remove_decision(decision=first, by=by)
    operations.remove_decision(decision=second, by=by)
    assert list(project.decisions.all()) == [first]


def test_two_people_on_one_decision(by: Person, project: Project) -> None:
    decision = factories.decision(project)
    operations.edit_decision(decision=decision, number="A", by=by, seen=0)
    operations.edit_decision(decision=decision, note="B", by=by, seen=0)
    with pytest.raises(changing.ChangedMeanwhile):
        operations.edit_decision(decision=decision, number="C", by=by, seen=0)
