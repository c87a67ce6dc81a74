"""The portfolio's questions: whose projects, what starts and ends, and money spread over years."""

from datetime import date
from decimal import Decimal

import pytest

from talkoot.projects.models import Project
from talkoot.projects.queries import portfolio
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 31)


def money_of(*projects: Project) -> portfolio.Money:
    chosen = Project.objects.filter(pk__in=[each.pk for each in projects])
    return portfolio.money_of(list(portfolio.with_money(chosen)))


def test_a_portfolio_is_the_tree_below_and_nothing_beside_it() -> None:
    top = factories.organisation("Ylin")
    unit = factories.organisation("Yksikkö", parent=top)
    team = factories.organisation("Tiimi", parent=unit)
    beside = factories.organisation("Vieressä")
    own = [factories.project(owner=owner) for owner in (top, unit, team)]
    factories.project(owner=beside)
    factories.project(owner=unit, deleted=True)
    assert set(portfolio.owned_below(top)) == set(own)
    assert set(portfolio.owned_below(team)) == {own[2]}


def test_taking_part_counts_public_projects_of_others_alone() -> None:
    top = factories.organisation("Ylin")
    unit = factories.organisation("Yksikkö", parent=top)
    others = factories.project(published=True)
    factories.partnership(others, unit)
    factories.partnership(factories.project(), unit)
    factories.partnership(factories.project(owner=top, published=True), unit)
    assert list(portfolio.taken_part_in(top)) == [others]


def test_a_coordinator_chooses_among_their_own_and_what_lies_below() -> None:
    top = factories.organisation("Ylin")
    with_project = factories.organisation("Aakkosissa ensin", parent=top)
    factories.organisation("Tyhjä", parent=top)
    factories.project(owner=with_project)
    factories.project()
    assert list(portfolio.choosable(factories.coordinator(top))) == [top, with_project]
    assert list(portfolio.choosable(factories.member(top))) == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), -12, date(2025, 8, 31)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_from_a_day(day: date, months: int, expected: date) -> None:
    assert portfolio.months_from(day, months) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("1.9.2026", "2028", (True, False, False)),
        ("31.8.2026", "2028", (False, False, False)),
        ("28.2.2027", "2028", (True, False, False)),
        ("1.3.2027", "2028", (False, False, False)),
        ("2020", "31.8.2026", (False, True, False)),
        ("2020", "2/2027", (False, True, False)),
        ("2020", "1.3.2027", (False, False, False)),
        ("2020", "30.8.2026", (False, False, True)),
        ("2020", "31.8.2025", (False, False, True)),
        ("2020", "30.8.2025", (False, False, False)),
        ("2020", "", (False, False, False)),
    ],
)
def test_what_starts_ends_and_has_ended(
    starts: str, ends: str, expected: tuple[bool, bool, bool]
) -> None:
    project = factories.project(period=factories.period(starts, ends))
    assert (
        portfolio.starts_soon(project, TODAY),
        portfolio.ends_soon(project, TODAY),
        portfolio.has_ended_lately(project, TODAY),
    ) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "years"),
    [("2020", "2021", [2020, 2021]), ("2.12.2020", "", [2020, 2035]), ("", "2020", [1990, 2020])],
)
def test_under_way_in_a_year(starts: str, ends: str, years: list[int]) -> None:
    project = factories.project(period=factories.period(starts, ends))
    asked = [1990, 2019, 2020, 2021, 2022, 2035]
    found = [year for year in asked if portfolio.under_way_in(project, year)]
    assert set(years) <= set(found)
    assert (2022 in found) == (ends == "")


def test_money_is_spread_by_days_and_the_years_add_up_to_the_cent() -> None:
    amount = Decimal("293323.00")
    shares = portfolio.by_year(amount, factories.period("2.3.2020", "28.2.2022"))
    assert list(shares) == [2020, 2021, 2022]
    assert sum(shares.values()) == amount
    days = Decimal(729)
    assert shares[2020] == (amount * 305 / days).quantize(Decimal("0.01"))
    assert portfolio.by_year(Decimal("0.01"), factories.period("2020", "2022")) == {
        2021: Decimal("0.01")
    }


@pytest.mark.parametrize(("starts", "ends"), [("2020", ""), ("", "2020"), ("", "")])
def test_money_without_known_years_is_in_no_year(starts: str, ends: str) -> None:
    assert portfolio.by_year(Decimal(100), factories.period(starts, ends)) == {}


def test_the_decision_in_force_counts_over_its_own_time_else_the_projects() -> None:
    esf = factories.programme("ESR")
    project = factories.project(programme=esf, period=factories.period("2020", "2021"))
    first = factories.decision(project, total_eur=999)
    last = factories.decision(project, total_eur=730, supersedes=first)
    last.period = factories.period("2021", "2022")
    last.save()
    other = factories.project(period=factories.period("2021"))
    factories.decision(other, total_eur=50)
    known = factories.project(period=factories.period("2021", "2021"))
    factories.decision(known, total_eur=100)
    money = money_of(project, other, known)
    assert [(str(line.names or ""), dict(line.years)) for line in money.programmes] == [
        ("ESR", {2021: Decimal(365), 2022: Decimal(365)}),
        ("", {2021: Decimal(100)}),
    ]
    assert money.by_year == {2021: Decimal(465), 2022: Decimal(365)}
    assert money.undated_eur == Decimal(50)
    assert money.total_eur == Decimal(880)


def test_money_that_is_not_known_is_counted_apart_from_none() -> None:
    asked = [
        factories.project(),
        factories.project(funding="none"),
        factories.project(funding="known"),
    ]
    factories.decision(asked[2], total_eur=None)
    zero = factories.project()
    factories.decision(zero, total_eur=0)
    money = money_of(*asked, zero)
    assert (money.known, money.not_known, money.without_funding) == (1, 2, 1)
    assert money.total_eur == 0
