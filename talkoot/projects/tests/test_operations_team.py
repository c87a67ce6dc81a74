"""The team: joining, changing roles, leaving, invitations, and what people's own changes do to it."""

import pytest
from django.core import mail

from talkoot.history.models import Entry
from talkoot.people import operations as people
from talkoot.people.models import Invitation, Person
from talkoot.projects import operations
from talkoot.projects.models import Project, TeamMember, TeamOffer
from talkoot.projects.operations import changing, invitations, team
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person()


@pytest.fixture
def project(by: Person) -> Project:
    project = factories.project("Esimerkkihanke")
    factories.team_member(project, by, role="manager")
    return project


def roles(of: Project) -> dict[Person, str]:
    return {member.person: member.role for member in of.team.live().select_related("person")}


def verbs(of: Project) -> list[str]:
    return list(Entry.objects.of(of).order_by("pk").values_list("verb", flat=True))


# --- roles --------------------------------------------------------------------------------------------
def test_a_person_joins_in_a_role(by: Person, project: Project) -> None:
    other = factories.person("Toinen Esimerkki")
    partner = factories.partnership(project)
    operations.add_member(
        project=project, person=other, role="partner_contact", partnership=partner, by=by
    )
    assert roles(project) == {by: "manager", other: "partner_contact"}
    entry = Entry.objects.get()
    assert (entry.verb, entry.changes, entry.note) == ("projects.add_member", {}, "")


def test_a_person_is_in_the_team_once(by: Person, project: Project) -> None:
    with pytest.raises(team.AlreadyInTeam):
        operations.add_member(project=project, person=by, role="viewer", by=by)


def test_a_contact_speaks_for_a_partner_of_this_project(by: Person, project: Project) -> None:
    other = factories.person()
    with pytest.raises(team.ContactNeedsPartner):
        operations.add_member(project=project, person=other, role="partner_contact", by=by)
    foreign = factories.partnership(factories.project())
    with pytest.raises(changing.PartOfAnotherProject):
        operations.add_member(
            project=project, person=other, role="partner_contact", partnership=foreign, by=by
        )
    assert roles(project) == {by: "manager"}


def test_a_changed_role_leaves_the_old_one_to_be_seen(by: Person, project: Project) -> None:
    member = factories.team_member(project, role="viewer")
    new = operations.change_role(member=member, role="member", by=by)
    member.refresh_from_db()
    assert (member.role, member.ended_at is None, new.role) == ("viewer", False, "member")
    assert operations.change_role(member=new, role="member", by=by) == new
    with pytest.raises(team.RoleEnded):
        operations.change_role(member=member, role="manager", by=by)
    assert verbs(project) == ["projects.change_role"]


def test_the_last_manager_stays(by: Person, project: Project) -> None:
    me = project.team.get(person=by)
    factories.team_member(project, factories.person(is_active=False), role="manager")
    with pytest.raises(team.LastManager):
        operations.end_role(member=me, by=by)
    with pytest.raises(team.LastManager):
        operations.change_role(member=me, role="viewer", by=by)
    factories.team_member(project, role="manager")
    operations.end_role(member=me, by=by)
    operations.end_role(member=me, by=by)
    assert by not in roles(project)
    assert verbs(project) == ["projects.end_role"]


def test_the_team_of_an_archived_project_may_still_change(by: Person, project: Project) -> None:
    operations.archive(project=project, by=by)
    operations.add_member(project=project, person=factories.person(), role="viewer", by=by)
    assert project.team.live().count() == 2


# --- invitations --------------------------------------------------------------------------------------
def invited(
    project: Project, by: Person, email: str = "Uusi@Example.org", role: str = "member"
) -> TeamOffer:
    return operations.invite(project=project, email=email, language="fi", by=by, role=role)


def test_an_invitation_goes_to_the_address_and_tells_what_is_offered(
    by: Person, project: Project
) -> None:
    offer = invited(project, by)
    assert (offer.invitation.email, offer.role) == ("uusi@example.org", "member")
    assert "Esimerkkihanke" in offer.invitation.what
    entry = Entry.objects.of(project).get()
    assert (entry.verb, entry.changes) == ("projects.invite", {"role": [None, "member"]})
    assert "uusi@example.org" not in str(entry.changes) + entry.note


def test_whoever_accepts_joins(by: Person, project: Project) -> None:
    offer = invited(project, by, role="viewer")
    other = factories.person(email="uusi@example.org")
    leads_to = people.accept_invitation(invitation=offer.invitation, by=other)
    assert (roles(project)[other], leads_to) == ("viewer", f"/projects/{project.slug}/manage/")
    assert verbs(project) == ["projects.invite", "projects.add_member"]


@pytest.mark.parametrize(
    ("present", "offered", "after"),
    [("viewer", "manager", "manager"), ("manager", "viewer", "manager")],
)
def test_of_two_roles_the_stronger_stays(
    by: Person, project: Project, present: str, offered: str, after: str
) -> None:
    offer = invited(project, by, role=offered)
    other = factories.team_member(project, role=present).person
    people.accept_invitation(invitation=offer.invitation, by=other)
    assert roles(project)[other] == after


def test_nobody_is_invited_twice_or_into_a_team_they_are_in(by: Person, project: Project) -> None:
    invited(project, by)
    with pytest.raises(invitations.AlreadyInvited):
        invited(project, by, "uusi@EXAMPLE.org")
    with pytest.raises(team.AlreadyInTeam):
        invited(project, by, by.email.upper())
    with pytest.raises(team.ContactNeedsPartner):
        invited(project, by, "kolmas@example.org", role="partner_contact")
    assert Invitation.objects.count() == 1
    assert mail.outbox == []


def test_a_withdrawn_invitation_lets_nobody_in(by: Person, project: Project) -> None:
    offer = invited(project, by)
    operations.withdraw_invitation(offer=offer, by=by)
    operations.withdraw_invitation(offer=offer, by=by)
    with pytest.raises(people.InvitationWithdrawn):
        people.accept_invitation(invitation=offer.invitation, by=factories.person())
    assert verbs(project) == ["projects.invite", "projects.withdraw_invitation"]
    invited(project, by)


def test_an_answered_invitation_is_not_withdrawn(by: Person, project: Project) -> None:
    offer = invited(project, by)
    people.accept_invitation(invitation=offer.invitation, by=factories.person())
    with pytest.raises(people.InvitationAnswered):
        operations.withdraw_invitation(offer=offer, by=by)


def test_an_invitation_to_a_deleted_project_is_refused(by: Person, project: Project) -> None:
    offer = invited(project, by)
    operations.delete(project=project, by=by)
    with pytest.raises(changing.ProjectDeleted):
        people.accept_invitation(invitation=offer.invitation, by=factories.person())
    offer.invitation.refresh_from_db()
    assert offer.invitation.answered_at is None


# --- when people are erased or merged -----------------------------------------------------------------
def test_the_only_manager_is_not_erased(by: Person, project: Project) -> None:
    with pytest.raises(invitations.OnlyManager) as told:
        people.erase(person=by, by=by)
    assert "Esimerkkihanke" in str(told.value)
    factories.team_member(project, role="manager")
    people.erase(person=by, by=by)
    assert TeamMember.objects.filter(project=project).count() == 1


def test_a_manager_of_a_deleted_project_may_be_erased(by: Person, project: Project) -> None:
    operations.delete(project=project, by=by)
    people.erase(person=by, by=by)
    entry = Entry.objects.of(project).get(verb="projects.delete")
    assert entry.actor is None


def test_of_two_addresses_of_one_person_the_stronger_role_stays(
    by: Person, project: Project
) -> None:
    keeper = factories.person(is_staff=True)
    other = factories.person()
    factories.team_member(project, other, role="viewer")
    people.merge(duplicate=by, into=other, reason="Sama ihminen", by=keeper)
    assert roles(project) == {other: "manager"}
