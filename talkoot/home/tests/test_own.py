"""The own page: a person's roles, what waits for them, and nobody else's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import SignIn
from talkoot.home.queries.own import own
from talkoot.people.models import Invitation
from talkoot.projects.models import TeamMember
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_it_asks_to_sign_in(client: Client) -> None:
    answer = client.get("/fi/own/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/fi/account/login/?next=/fi/own/",
    )


def test_a_person_without_roles_is_told_what_happens_next(as_person: SignIn) -> None:
    page = as_person(factories.person()).get("/en/own/").content.decode()
    assert "You have no roles yet" in page


def test_a_keeper_of_a_new_installation_is_told_to_make_an_organisation(
    as_person: SignIn,
) -> None:
    page = as_person(factories.person(is_staff=True)).get("/en/own/").content.decode()
    assert ("You keep this installation" in page, "/en/organisations/new/" in page) == (True, True)


def test_own_roles_and_organisations_and_no_one_elses(as_person: SignIn) -> None:
    body = factories.organisation("Oma kunta")
    me = factories.member(body)
    mine, other = factories.project("Oma hanke"), factories.project("Toisen hanke", published=True)
    gone = factories.project("Poistettu hanke", deleted=True)
    for project in (mine, gone):
        TeamMember.objects.create(project=project, person=me, role="manager")
    TeamMember.objects.create(project=other, person=factories.person(), role="manager")
    found = own(me)
    assert [str(role.project) for role in found.roles] == ["Oma hanke"]
    assert [str(row.organisation) for row in found.memberships] == ["Oma kunta"]
    page = as_person(me).get("/en/own/").content.decode()
    assert (page.count("Oma hanke"), page.count("Toisen hanke")) == (2, 0)


def test_duties_that_are_late_or_due_within_ninety_days() -> None:
    me = factories.person()
    project = factories.project("Oma hanke")
    TeamMember.objects.create(project=project, person=me, role="manager")
    day = date(2026, 11, 21)
    factories.obligation(project, "Myöhässä", due_on=day - timedelta(days=1))
    factories.obligation(project, "Pian", due_on=day + timedelta(days=90))
    factories.obligation(project, "Myöhemmin", due_on=day + timedelta(days=91))
    factories.obligation(project, "Tehty", due_on=day, done_on=day)
    factories.obligation(project, "Ei koske", due_on=day, waived_reason="ei laitteita")
    factories.obligation(project, "Ei päivää")
    factories.obligation(factories.project("Toisen"), "Toisen", due_on=day)
    assert [str(duty) for duty in own(me).duties] == ["Myöhässä", "Pian"]


def test_a_member_has_no_duties() -> None:
    me = factories.person()
    project = factories.project()
    TeamMember.objects.create(project=project, person=me, role="member")
    factories.obligation(project, due_on=date(2026, 11, 21))
    assert own(me).duties == []


def test_invitations_wait_until_they_are_answered_or_run_out() -> None:
    me = factories.person(email="testi@example.org")

    def invite(what: str, **fields: object) -> None:
        Invitation.objects.create(
            email="Testi@example.org",
            what=what,
            token_hash=what,
            **{"expires_at": timezone.now() + timedelta(days=1), **fields},
        )

    invite("waits")
    invite("ran out", expires_at=timezone.now() - timedelta(days=1))
    invite("withdrawn", withdrawn_at=timezone.now())
    invite("declined", answered_at=timezone.now(), accepted=False)
    assert [one.what for one in own(me).invitations] == ["waits"]


def test_the_number_of_queries_stays(
    as_person: SignIn, count_queries: Callable[[], CaptureQueriesContext]
) -> None:
    def asked_with(count: int) -> int:
        me = factories.person()
        for _number in range(count):
            project = factories.project(published=True)
            TeamMember.objects.create(project=project, person=me, role="manager")
            factories.obligation(project, due_on=date(2026, 11, 21))
        client = as_person(me)
        client.get("/fi/own/")
        with count_queries() as asked:
            assert client.get("/fi/own/").status_code == 200
        return len(asked)

    assert asked_with(1) == asked_with(8)
