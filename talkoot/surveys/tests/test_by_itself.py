"""Of which events feedback is asked by itself: what the project and the event's arranger decide."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from talkoot.history.models import Entry
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import ChangedMeanwhile, ProjectArchived
from talkoot.surveys import operations
from talkoot.surveys.models import ProjectRule, Wave
from talkoot.surveys.queries.by_itself import asked_by_itself, rule_of, why_not
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Person:
    return make.person("Testi Vetäjä")


@pytest.fixture
def project(manager: Person) -> Project:
    row = make.running_project()
    make.team_member(row, manager, role="manager")
    return row


@pytest.fixture
def client(manager: Person) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(manager)
    return made


def at(name: str, slug: str) -> str:
    with translation.override("en"):
        return reverse(name, args=[slug])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, None),
        ({"asks_feedback": False}, "event"),
        ({"takes_registrations": False}, "no_sign_up"),
        ({"is_invented": True}, "invented"),
        ({"starts_at": timedelta(days=-1)}, None),
        ({"starts_at": timedelta(days=-3)}, "late"),
        ({"period": make.period("3/2026")}, "no_hours"),
    ],
)
def test_what_stands_in_the_way_of_asking_is_told(
    project: Project, fields: dict[str, Any], told: str | None
) -> None:
    if "starts_at" in fields:
        fields = {"starts_at": timezone.now() + fields["starts_at"]}
    event = make.event(project=project, **fields)
    assert why_not(event) == told
    assert asked_by_itself().filter(pk=event.pk).exists() == (told is None)


def test_a_project_that_has_left_it_out_is_not_asked_by_itself(project: Project) -> None:
    event = make.event(project=project)
    operations.set_rule(project=project, by=None, asks_by_itself=False)
    assert why_not(event) == "project"
    assert not asked_by_itself().exists()


def test_the_worker_leaves_out_what_the_arranger_left_out(project: Project) -> None:
    starts = timezone.now() + timedelta(days=1)
    left_out = make.event(project=project, starts_at=starts, asks_feedback=False)
    with time_machine.travel(starts + timedelta(hours=2), tick=False):
        assert operations.open_due() == 0
        assert operations.open_for_event(event=left_out, by=None).is_open


def test_what_is_not_said_of_the_rule_stays(project: Project) -> None:
    operations.set_rule(project=project, by=None, least=8)
    operations.set_rule(project=project, by=None, asks_by_itself=False)
    operations.set_rule(project=project, by=None)
    rule = rule_of(project)
    assert (rule.least, rule.asks_by_itself) == (8, False)
    changes = [entry.changes for entry in Entry.objects.of(project).order_by("pk")]
    assert changes == [{"least": [5, 8]}, {"asks_by_itself": [True, False]}]


def test_two_who_set_the_rule_meet_where_both_wrote(project: Project) -> None:
    operations.set_rule(project=project, by=None, least=6, seen=0)
    with pytest.raises(ChangedMeanwhile):
        operations.set_rule(project=project, by=None, least=9, seen=0)
    operations.set_rule(project=project, by=None, asks_by_itself=False, seen=0)
    assert ProjectRule.objects.get().least == 6


def test_the_rule_of_an_archived_project_stays(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(archived_at=timezone.now())
    with pytest.raises(ProjectArchived):
        operations.set_rule(project=project, by=None, least=6)


def test_the_settings_are_found_from_the_project_and_saved(
    client: Client, project: Project, manager: Person
) -> None:
    ledger, address = (
        at(name, project.slug) for name in ("surveys:ledger", "surveys:project_settings")
    )
    assert ledger in page(client, at("projects:page", project.slug))
    assert address in page(client, ledger)
    form = client.get(address).context["form"]
    assert (form["asks_by_itself"].value(), form["least"].value()) == (True, 5)
    given = {"seen": form["seen"].value(), "least": "7"}
    assert client.post(address, given)["Location"] == ledger
    entry = Entry.objects.of(project).get(verb="surveys.set_rule")
    assert (entry.actor, entry.changes) == (
        manager,
        {"least": [5, 7], "asks_by_itself": [True, False]},
    )
    told = page(client, ledger)
    assert "The feedback settings were saved." in told
    assert "This project does not ask for feedback by itself." in told


def test_a_lower_number_is_refused_beside_it(client: Client, project: Project) -> None:
    operations.set_rule(project=project, by=None, least=8)
    address = at("surveys:project_settings", project.slug)
    form = client.get(address).context["form"]
    given = {"seen": form["seen"].value(), "asks_by_itself": "on", "least": "7"}
    answer = client.post(address, given)
    assert list(answer.context["form"].errors) == ["least"]
    assert "can only be raised" in answer.content.decode()
    assert rule_of(project).least == 8


def test_somebody_elses_choice_is_shown_before_it_is_overwritten(
    client: Client, project: Project
) -> None:
    address = at("surveys:project_settings", project.slug)
    seen = client.get(address).context["form"]["seen"].value()
    operations.set_rule(project=project, by=None, least=6)
    given = {"seen": seen, "asks_by_itself": "on", "least": "9"}
    first = client.post(address, given)
    assert "Saved meanwhile by somebody else" in first.content.decode()
    again = client.post(address, {**given, "seen": first.context["form"]["seen"].value()})
    assert again.status_code == 302
    assert rule_of(project).least == 9


def test_others_find_no_settings(project: Project) -> None:
    viewer = make.person("Testi Katsoja")
    make.team_member(project, viewer, role="viewer")
    client = Client(headers={"accept-language": "en"})
    client.force_login(viewer)
    address = at("surveys:project_settings", project.slug)
    assert client.get(address).status_code == 404
    assert client.post(address, {"least": "9"}).status_code == 404
    assert address not in page(client, at("surveys:ledger", project.slug))


@pytest.mark.parametrize("left_out", [True, False])
def test_the_arranger_sees_that_feedback_is_left_out_and_asks_anyway(
    client: Client, project: Project, left_out: bool
) -> None:
    event = make.event(project=project, asks_feedback=not left_out)
    address = at("surveys:event", event.slug)
    words = "Feedback is not asked of this event by itself"
    for told in (page(client, at("events:manage", event.slug)), page(client, address)):
        assert (words in told) == left_out
    rules = f"{at('events:manage_rules', event.slug)}#id_asks_feedback"
    assert rules in page(client, address)
    assert ("Ask for feedback anyway" in page(client, address)) == left_out
    assert client.post(at("surveys:event_open", event.slug)).status_code == 302
    assert Wave.objects.get().event == event
    assert words not in page(client, address)
