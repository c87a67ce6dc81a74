"""Partners: adding, editing, removing, and their own periods."""

from typing import Any

import pytest

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects import operations
from talkoot.projects.models import Partnership, Project
from talkoot.projects.operations import changing, partners
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person()


@pytest.fixture
def project(by: Person) -> Project:
    return factories.project(period=period("2019", "2022"))


def last(of: Project) -> Entry:
    entry = Entry.objects.of(of).first()
    assert entry is not None
    return entry


def test_partners_stand_in_the_order_they_were_added(by: Person, project: Project) -> None:
    tamk, kt = factories.organisation("TAMK"), factories.organisation("KT")
    first = operations.add_partner(project=project, role="coordinator", organisation=tamk, by=by)
    second = operations.add_partner(
        project=project, role="part_implementer", organisation=kt, task=Texts(fi="Viestintä"), by=by
    )
    assert [row.position for row in (first, second)] == [0, 1]
    assert (last(project).verb, last(project).part_id) == ("projects.add_partner", second.pk)
    assert last(project).changes == {
        "organisation": [None, "KT"],
        "role": [None, "part_implementer"],
        "task": [None, {"fi": "Viestintä"}],
    }


def test_a_group_nobody_named_has_a_number(by: Person, project: Project) -> None:
    row = operations.add_partner(
        project=project, role="participant", group_names=Texts(fi="kuntaa"), group_size=22, by=by
    )
    assert (str(row), row.group_size, row.organisation) == ("kuntaa", 22, None)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"role": "coordinator", "organisation": "new"}, partners.CoordinatorThere),
        ({"role": "partner", "organisation": "there"}, partners.PartnerThere),
        ({"role": "partner"}, partners.NeitherNamedNorCounted),
        (
            {"role": "partner", "organisation": "new", "group_size": 2},
            partners.NeitherNamedNorCounted,
        ),
    ],
)
def test_what_cannot_be_a_partner(
    by: Person, project: Project, fields: dict[str, Any], refusal: type[Refused]
) -> None:
    there = factories.organisation()
    factories.partnership(project, there, role="partner")
    factories.partnership(project, role="coordinator")
    if "organisation" in fields:
        known = {"there": there, "new": factories.organisation()}
        fields = {**fields, "organisation": known[fields["organisation"]]}
    with pytest.raises(refusal):
        operations.add_partner(project=project, by=by, **fields)
    assert (project.partnerships.count(), Entry.objects.count()) == (2, 0)


def test_a_partner_is_edited(by: Person, project: Project) -> None:
    row = factories.partnership(project, role="partner")
    operations.edit_partner(partnership=row, role="coordinator", task=row.task, by=by)
    assert Partnership.objects.get().role == "coordinator"
    assert (last(project).verb, last(project).changes) == (
        "projects.edit_partner",
        {"role": ["partner", "coordinator"]},
    )


def test_an_edit_meets_the_same_refusals(by: Person, project: Project) -> None:
    factories.partnership(project, role="coordinator")
    row = factories.partnership(project, role="partner")
    with pytest.raises(partners.CoordinatorThere):
        operations.edit_partner(partnership=row, role="coordinator", by=by)
    assert Partnership.objects.get(pk=row.pk).role == "partner"


def test_a_removed_partner_leaves_its_name_in_the_history(by: Person, project: Project) -> None:
    row = factories.partnership(project, factories.organisation("KT"))
    operations.remove_partner(partnership=row, by=by)
    assert project.partnerships.count() == 0
    assert last(project).changes["organisation"] == ["KT", None]


def test_a_partner_with_money_or_a_contact_stays(by: Person, project: Project) -> None:
    row = factories.partnership(project)
    member = factories.team_member(project, role="partner_contact", partnership=row)
    with pytest.raises(partners.PartnerHasContacts):
        operations.remove_partner(partnership=row, by=by)
    member.delete()
    factories.budget_line(factories.decision(project), 10, partnership=row)
    with pytest.raises(partners.PartnerHasBudget):
        operations.remove_partner(partnership=row, by=by)
    assert project.partnerships.count() == 1


def test_one_who_comes_late_to_a_removed_partner_is_told(by: Person, project: Project) -> None:
    row = factories.partnership(project)
    Partnership.objects.all().delete()
    with pytest.raises(changing.NoLongerThere):
        operations.edit_partner(partnership=row, role="partner", by=by)


# --- periods ----------------------------------------------------------------------------------------
def test_periods_are_set_as_a_whole(by: Person, project: Project) -> None:
    row = factories.partnership(project)
    wanted = [(period("2020", "2021"), ""), (period("3/2022", "6/2022"), "loppuseminaari")]
    operations.set_partner_periods(partnership=row, periods=wanted, by=by)
    assert [(str(one.period), one.reason) for one in row.periods.all()] == [
        ("2020–2021", ""),
        (str(wanted[1][0]), "loppuseminaari"),
    ]
    assert last(project).changes == {
        "periods": [[], ["2020–2021", "3/2022–6/2022 (loppuseminaari)"]]
    }
    operations.set_partner_periods(partnership=row, periods=wanted, by=by)
    assert Entry.objects.count() == 1
    operations.set_partner_periods(partnership=row, periods=[], by=by)
    assert row.periods.count() == 0


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ([period("2018", "2021")], partners.PeriodOutsideProject),
        ([period("2020", "2021"), period("2021", "2022")], partners.PeriodsOverlap),
        ([period("", "2021")], partners.PeriodWithoutStart),
        ([period("2022", "2021")], partners.PeriodEndsBeforeStart),
    ],
)
def test_periods_that_cannot_be_leave_the_old_ones(
    by: Person, project: Project, wanted: list[Any], refusal: type[Refused]
) -> None:
    row = factories.partnership(project)
    factories.partner_period(row, period("2020", "2020"))
    with pytest.raises(refusal):
        operations.set_partner_periods(
            partnership=row, periods=[(one, "") for one in wanted], by=by
        )
    assert [str(one.period) for one in row.periods.all()] == ["2020"]
    assert Entry.objects.count() == 0


def test_two_people_on_the_same_periods(by: Person, project: Project) -> None:
    row = factories.partnership(project)
    operations.set_partner_periods(
        partnership=row, periods=[(period("2020", "2020"), "")], by=by, seen=0
    )
    with pytest.raises(changing.ChangedMeanwhile):
        operations.set_partner_periods(
            partnership=row, periods=[(period("2021", "2021"), "")], by=by, seen=0
        )
