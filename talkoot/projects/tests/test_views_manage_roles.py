"""Who may open which page of managing, and who may change what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talkoot.people.models import Person
from talkoot.projects.models import Project, TeamMember
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db

READ = ("manage", "goals", "themes", "partners", "decisions", "obligations", "recognitions",
        "sources", "team", "history")  # fmt: skip  # the list reads as one
RUN = ("basics", "texts", "goal_new", "theme_new", "partner_new", "decision_new",
       "obligation_new", "recognition_new", "remark_new", "team_invite", "delete")  # fmt: skip  # as above
ROWS = ("goal", "goal_remove", "theme", "theme_remove", "recognition", "recognition_remove",
        "remark", "remark_remove", "partner_periods", "partner_remove", "decision",
        "decision_budget", "decision_remove", "obligation", "obligation_edit",
        "obligation_remove", "team_role")  # fmt: skip  # as above
POSTS = ("publish", "take_back", "archive", "take_from_archive", "delete")
POSTS_OF_ROWS = ("goal_up", "goal_down", "obligation_open", "obligation_waive")


class World:
    """One draft with a row of every kind, and a person of every kind beside it."""

    def __init__(self) -> None:
        self.project = factories.project("Esimerkkihanke")
        self.partner = factories.partnership(self.project)
        self.other_partner = factories.partnership(self.project, position=1)
        self.rows: dict[str, int] = {
            "goal": factories.goal(self.project).pk,
            "theme": factories.theme(self.project).pk,
            "recognition": factories.recognition(self.project).pk,
            "remark": factories.remark(self.project).pk,
            "partner": self.partner.pk,
            "decision": factories.decision(self.project).pk,
            "obligation": factories.obligation(self.project).pk,
        }
        self.manager = factories.team_member(self.project).person
        factories.team_member(self.project, role="manager")
        self.contact = factories.team_member(
            self.project, role="partner_contact", partnership=self.partner
        ).person
        self.member = factories.team_member(self.project, role="member").person
        viewer = factories.team_member(self.project, role="viewer")
        self.viewer, self.rows["team"] = viewer.person, viewer.pk
        self.coordinator = factories.coordinator(self.project.owner)
        self.keeper = factories.person(is_staff=True)
        self.owners_member = factories.member(self.project.owner)
        self.others_manager = factories.team_member(factories.project()).person
        self.gone = factories.team_member(self.project, ended_at="2026-01-01T00:00Z").person

    def address(self, door: str) -> str:
        arguments: list[Any] = [self.project.slug]
        kind = door.split("_")[0]
        if door in (*ROWS, *POSTS_OF_ROWS, "partner"):
            arguments.append(self.rows[kind])
        return reverse(f"projects:{door}", args=arguments)


RUNNERS = ("manager", "coordinator", "keeper")
READERS = ("contact", "member", "viewer")
STRANGERS = ("owners_member", "others_manager", "gone")


@pytest.fixture
def world(db: None) -> World:
    return World()


def client_of(world: World, who: str) -> Client:
    person: Person = getattr(world, who)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("who", [*RUNNERS, *READERS, *STRANGERS])
def test_each_page_opens_to_the_right_people(world: World, who: str) -> None:
    client = client_of(world, who)
    answers = {door: client.get(world.address(door)).status_code for door in (*READ, *RUN, *ROWS)}
    reads = 404 if who in STRANGERS else 200
    runs = 200 if who in RUNNERS else 404
    assert answers == dict.fromkeys(READ, reads) | dict.fromkeys((*RUN, *ROWS), runs)


def test_those_who_are_not_signed_in_are_asked_to(world: World) -> None:
    for door in (*READ, *RUN, *ROWS, "partner"):
        answer = Client().get(world.address(door))
        assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("who", [*READERS, *STRANGERS])
def test_only_those_who_run_the_project_change_it(world: World, who: str) -> None:
    client = client_of(world, who)
    for door in (*RUN, *ROWS, *POSTS, *POSTS_OF_ROWS):
        assert (door, client.post(world.address(door)).status_code) == (door, 404)


@pytest.mark.parametrize("door", [*POSTS, *POSTS_OF_ROWS])
def test_what_changes_at_once_is_not_opened_by_a_link(world: World, door: str) -> None:
    client = client_of(world, "manager")
    expected = 200 if door == "delete" else 405
    assert client.get(world.address(door)).status_code == expected


def test_rows_of_another_project_are_not_found(world: World) -> None:
    client = client_of(world, "keeper")
    other = World()
    for door in (*ROWS, "partner"):
        kind = door.split("_")[0]
        address = reverse(f"projects:{door}", args=[world.project.slug, other.rows[kind]])
        assert (door, client.get(address).status_code) == (door, 404)


def test_pages_of_a_deleted_project_are_gone(world: World) -> None:
    Project.objects.filter(pk=world.project.pk).update(deleted_at="2026-01-01T00:00Z")
    client = client_of(world, "manager")
    for door in (*READ, *RUN, *ROWS):
        assert (door, client.get(world.address(door)).status_code) == (door, 404)


# --- the partner's contact ----------------------------------------------------------------------------
def test_a_contact_writes_the_own_partners_task_and_nothing_else(world: World) -> None:
    client = client_of(world, "contact")
    address = world.address("partner")
    assert client.get(address).status_code == 200
    client.post(address, {"task-fi": "Koulutukset", "role": "coordinator", "group_size": "3"})
    world.partner.refresh_from_db()
    assert (str(world.partner.task), world.partner.role) == ("Koulutukset", "part_implementer")
    other = reverse("projects:partner", args=[world.project.slug, world.other_partner.pk])
    assert (client.get(other).status_code, client.post(other).status_code) == (404, 404)


@pytest.mark.parametrize("who", ["member", "viewer", *STRANGERS])
def test_others_do_not_open_a_partner(world: World, who: str) -> None:
    assert client_of(world, who).get(world.address("partner")).status_code == 404


# --- leaving ------------------------------------------------------------------------------------------
def test_everyone_may_leave_by_themselves_and_take_nobody_with_them(world: World) -> None:
    mine = TeamMember.objects.get(person=world.member)
    theirs = TeamMember.objects.get(person=world.viewer)
    client = client_of(world, "member")
    leave = reverse("projects:team_end", args=[world.project.slug, mine.pk])
    throw = reverse("projects:team_end", args=[world.project.slug, theirs.pk])
    assert client.post(throw).status_code == 404
    assert client.get(leave).status_code == 200
    assert client.post(leave)["Location"] == reverse("projects:list")
    assert TeamMember.objects.live().filter(person=world.viewer).exists()
    assert not TeamMember.objects.live().filter(person=world.member).exists()


def test_addresses_are_shown_to_those_who_run_the_project(world: World) -> None:
    address = world.address("team")
    shown = {
        who: world.viewer.email in client_of(world, who).get(address).content.decode()
        for who in ("manager", "member")
    }
    assert shown == {"manager": True, "member": False}


# --- deleted ------------------------------------------------------------------------------------------
def test_only_those_who_ran_it_see_and_bring_back_a_deleted_project(world: World) -> None:
    Project.objects.filter(pk=world.project.pk).update(deleted_at="2026-11-01T00:00Z")
    back = reverse("projects:bring_back", args=[world.project.slug])
    for who in (*READERS, *STRANGERS):
        client = client_of(world, who)
        assert "Esimerkkihanke" not in client.get(reverse("projects:deleted")).content.decode()
        assert (who, client.post(back).status_code) == (who, 404)
    client = client_of(world, "manager")
    assert "Esimerkkihanke" in client.get(reverse("projects:deleted")).content.decode()
    for _ in range(2):
        assert client.post(back)["Location"] == reverse(
            "projects:manage", args=[world.project.slug]
        )
    assert Project.objects.live().filter(pk=world.project.pk).exists()
