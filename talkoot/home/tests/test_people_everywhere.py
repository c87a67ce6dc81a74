"""A person's rows in every area: exported, erased, merged and counted as the privacy page promises."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress

from talkoot.history.models import Entry
from talkoot.kit.privacy import declared_models
from talkoot.organisations import operations as network
from talkoot.organisations.models import Expertise, Membership, Organisation, Question
from talkoot.organisations.tests import factories as organisations
from talkoot.people import operations as people
from talkoot.people.models import Invitation, Person
from talkoot.people.queries.export import archive
from talkoot.people.queries.own_rows import own_rows
from talkoot.projects import operations as projects
from talkoot.projects.models import Project, TeamMember
from talkoot.projects.operations.invitations import OnlyManager
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db

ME, ASKER = "mina@example.org", "kysyja@example.org"


def somebody(email: str, name: str = "Testi Minä") -> Person:
    made = people.create_person(email=email, name=name, by=None)
    EmailAddress.objects.filter(user=made).update(verified=True)
    return made


def busy(person: Person) -> tuple[Project, Organisation]:
    """A person with something in every area."""
    organisation = organisations.organisation()
    Membership.objects.create(organisation=organisation, person=person, role="coordinator")
    known = organisations.expertise(of=person, description="Omin sanoin")
    organisations.question(known, asker_email=ASKER)
    organisations.question(asker_email=person.email.upper())
    project = factories.project(owner=organisation, contact_email=person.email)
    TeamMember.objects.create(project=project, person=person, role="manager")
    projects.edit(project=project, by=person, code="ESIM-1")
    people.give_consent(person=person, about="news", by=person)
    return project, organisation


def exported(person: Person) -> dict[str, Any]:
    with ZipFile(io.BytesIO(b"".join(archive(person)))) as packed:
        return {name: json.loads(packed.read(name)) for name in packed.namelist() if "json" in name}


def test_the_export_reaches_every_area_and_tells_no_other_address() -> None:
    me = somebody(ME)
    busy(me)
    found = exported(me)
    assert set(found) == {
        "account.emailaddress.json",
        "history.entry.json",
        "organisations.expertise.json",
        "organisations.membership.json",
        "organisations.question.json",
        "people.consent.json",
        "people.person.json",
        "projects.project.json",
        "projects.teammember.json",
    }
    assert len(found["organisations.question.json"]) == 2
    everything = json.dumps(found)
    assert ASKER not in everything
    assert "_hash" not in everything


def test_erasing_leaves_the_work_and_not_the_person() -> None:
    me, other = somebody(ME), somebody("muu@example.org", "Testi Muu")
    project, organisation = busy(me)
    rows = Entry.objects.count()
    with pytest.raises(OnlyManager):
        people.erase(person=me, by=me)
    TeamMember.objects.create(project=project, person=other, role="manager")
    people.erase(person=me, by=me)
    me.refresh_from_db()

    left = {own.model._meta.label for own in own_rows(me) if own.rows.exists()}
    assert left == {"people.Person"}
    project.refresh_from_db()
    assert (project.code, project.contact_email) == ("ESIM-1", "")
    assert Organisation.objects.filter(pk=organisation.pk).exists()
    assert Entry.objects.count() == rows + 1
    assert not Entry.objects.filter(actor=me).exists()
    assert Expertise.objects.filter(person=me).count() == 0
    # The expert who was asked keeps their expertise; what the erased one asked is gone.
    assert Expertise.objects.count() == 1
    assert Question.objects.count() == 0


def test_nowhere_in_the_database_does_an_erased_address_stay() -> None:
    me = somebody(ME, "Ainutlaatuinen Esimerkkinimi")
    project, _organisation = busy(me)
    factories.team_member(project, role="manager")
    people.erase(person=me, by=me)
    for model, _privacy in declared_models():
        # What is about to be told to the address itself is forgotten within 30 days.
        if model._meta.label in {"notices.Notice", "django_tasks_db.DBTaskResult"}:
            continue
        written = str(list(model._base_manager.values())).lower()
        assert (model._meta.label, ME in written) == (model._meta.label, False)
        assert (model._meta.label, "ainutlaatuinen" in written) == (model._meta.label, False)


def test_merging_moves_roles_and_keeps_the_stronger() -> None:
    old, into = somebody("vanha@example.org"), somebody(ME)
    project, organisation = busy(old)
    Membership.objects.create(organisation=organisation, person=into, role="member")
    TeamMember.objects.create(project=project, person=into, role="viewer")
    topic = Expertise.objects.get(person=old).topic
    organisations.expertise(of=into, about=topic, is_shown=False)
    people.merge(duplicate=old, into=into, by=into)

    assert [row.role for row in Membership.objects.live().filter(person=into)] == ["coordinator"]
    assert [row.role for row in TeamMember.objects.live().filter(person=into)] == ["manager"]
    assert Project.objects.run_by(into).get() == project
    assert [row.topic for row in Expertise.objects.filter(person=into)] == [topic]
    assert Question.objects.filter(expertise__person=into).count() == 1
    for model in (Membership, TeamMember, Expertise):
        assert model._default_manager.filter(person=old).count() == 0
    assert not Entry.objects.filter(actor=old).exists()


def test_accepting_an_invitation_to_a_project_and_to_an_organisation_joins_both() -> None:
    keeper = people.create_person(email="k@example.org", is_staff=True, by=None)
    me = somebody(ME)
    project = factories.project(published=True)

    network.invite(organisation=project.owner, email=ME, role="member", language="fi", by=keeper)
    projects.invite(project=project, email=ME, role="member", language="sv", by=keeper)

    for invitation in Invitation.objects.for_address(ME):
        assert people.accept_invitation(invitation=invitation, by=me) != ""
    assert Membership.objects.live().get(person=me).organisation == project.owner
    assert TeamMember.objects.live().get(person=me).project == project
