"""When two organisations turn out to be one, their projects and partnerships move along."""

import pytest

from talkoot.kit.languages import Texts
from talkoot.organisations import operations
from talkoot.projects.models import Partnership
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db


def test_projects_and_partnerships_move() -> None:
    duplicate, into = factories.organisation(), factories.organisation()
    owned = factories.project(owner=duplicate)
    other = factories.project()
    factories.partnership(other, duplicate, role="partner")
    theme = factories.theme(other, owner=duplicate)
    operations.merge(duplicate=duplicate, into=into, by=None)
    for row in (owned, theme):
        row.refresh_from_db()
    assert (owned.owner, theme.owner) == (into, into)
    assert other.partnerships.get().organisation == into


def test_the_same_partnership_twice_becomes_one_with_all_that_belonged_to_both() -> None:
    duplicate, into = factories.organisation(), factories.organisation()
    project = factories.project(period=factories.period("2019", "2022"))
    twice = factories.partnership(project, duplicate, task=Texts(fi="Valmennukset"))
    stays = factories.partnership(project, into)
    elsewhere = factories.partnership(project, into, role="funder")
    factories.partner_period(twice, factories.period("2019", "2019"))
    factories.partner_period(stays, factories.period("2020", "2021"))
    line = factories.budget_line(factories.decision(project), 1000, partnership=twice)
    contact = factories.team_member(project, role="partner_contact", partnership=twice)

    done = operations.merge(duplicate=duplicate, into=into, by=None)

    assert list(Partnership.objects.order_by("pk")) == [stays, elsewhere]
    stays.refresh_from_db()
    line.refresh_from_db()
    contact.refresh_from_db()
    assert stays.task == Texts(fi="Valmennukset")
    assert [str(row.period) for row in stays.periods.all()] == ["2019", "2020–2021"]
    assert (line.partnership, contact.partnership) == (stays, stays)
    assert done.folded == {Partnership: 1}


def test_the_same_period_twice_becomes_one() -> None:
    duplicate, into = factories.organisation(), factories.organisation()
    project = factories.project(period=factories.period("2019", "2022"))
    for organisation in (duplicate, into):
        row = factories.partnership(project, organisation)
        factories.partner_period(row, factories.period("2020", "2021"))
    operations.merge(duplicate=duplicate, into=into, by=None)
    stays = Partnership.objects.get()
    assert [str(row.period) for row in stays.periods.all()] == ["2020–2021"]


def test_periods_that_overlap_are_mended_by_hand_first() -> None:
    duplicate, into = factories.organisation(), factories.organisation()
    project = factories.project(period=factories.period("2019", "2022"))
    for organisation, ends in ((duplicate, "2021"), (into, "2020")):
        row = factories.partnership(project, organisation)
        factories.partner_period(row, factories.period("2020", ends))
    with pytest.raises(operations.MergeStuck):
        operations.merge(duplicate=duplicate, into=into, by=None)
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None
    assert Partnership.objects.count() == 2
