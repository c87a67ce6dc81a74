"""Two people at the same moment: the order is forced, so luck has no part in it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.kit.tests.waiting import Second, waits_for_a_lock
from talkoot.organisations.models import Organisation
from talkoot.people import operations as people
from talkoot.projects import operations
from talkoot.projects.models import Project, TeamMember
from talkoot.projects.operations import decisions, invitations, partners, project, team
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def row() -> Project:
    return factories.project()


def first_then_second(first: Callable[[], Any], second: Callable[[], Any]) -> Refused | None:
    """The first has written and not committed when the second comes; it must wait, then decide."""
    with transaction.atomic():
        first()
        other = Second(second)
        waits_for_a_lock()
    return other.ended()


def test_two_next_decisions(row: Project) -> None:
    upon = factories.decision(row)

    def add() -> None:
        mine = Project.objects.get(pk=row.pk)
        operations.add_decision(project=mine, supersedes=upon, by=None)

    met = first_then_second(add, add)
    assert isinstance(met, decisions.DecisionSuperseded)
    assert row.decisions.count() == 2


def test_two_first_decisions(row: Project) -> None:
    def add() -> None:
        operations.add_decision(project=Project.objects.get(pk=row.pk), by=None)

    assert isinstance(first_then_second(add, add), decisions.FirstDecisionThere)
    assert row.decisions.count() == 1


def test_two_coordinators(row: Project) -> None:
    one, two = factories.organisation(), factories.organisation()

    def add(organisation: Organisation) -> Callable[[], None]:
        def call() -> None:
            mine = Project.objects.get(pk=row.pk)
            operations.add_partner(
                project=mine, role="coordinator", organisation=organisation, by=None
            )

        return call

    assert isinstance(first_then_second(add(one), add(two)), partners.CoordinatorThere)
    assert [partner.organisation for partner in row.partnerships.all()] == [one]


def test_two_last_managers_leave(row: Project) -> None:
    one, two = factories.team_member(row), factories.team_member(row)

    def leave(member: TeamMember) -> Callable[[], object]:
        return lambda: operations.end_role(member=TeamMember.objects.get(pk=member.pk), by=None)

    assert isinstance(first_then_second(leave(one), leave(two)), team.LastManager)
    assert list(row.team.live()) == [two]


def test_one_manager_leaves_while_the_other_is_erased(row: Project) -> None:
    one, two = factories.team_member(row), factories.team_member(row)
    met = first_then_second(
        lambda: operations.end_role(member=one, by=None),
        lambda: people.erase(person=two.person, by=two.person),
    )
    assert isinstance(met, invitations.OnlyManager)
    assert list(row.team.live()) == [two]


def test_the_same_new_project_twice() -> None:
    owner = factories.organisation()

    def create() -> None:
        operations.create(names=Texts(fi="Sama"), owner=owner, by=None)

    assert isinstance(first_then_second(create, create), project.ProjectThere)
    assert Project.objects.count() == 1


def test_the_same_edit_twice(row: Project) -> None:
    def edit() -> None:
        mine = Project.objects.get(pk=row.pk)
        operations.edit(project=mine, by=None, seen=0, names=Texts(fi="Uusi"))

    assert first_then_second(edit, edit) is None
    assert Project.objects.get().names == Texts(fi="Uusi")


def test_accepting_and_withdrawing_do_not_wait_in_a_circle(row: Project) -> None:
    manager = factories.team_member(row).person
    offer = operations.invite(
        project=row, email="uusi@example.org", role="viewer", language="fi", by=manager
    )
    guest = factories.person(email="uusi@example.org")
    met = first_then_second(
        lambda: people.accept_invitation(invitation=offer.invitation, by=guest),
        lambda: operations.withdraw_invitation(offer=offer, by=manager),
    )
    assert isinstance(met, people.InvitationAnswered)
    assert row.team.live().filter(person=guest).count() == 1
