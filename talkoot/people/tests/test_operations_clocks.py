"""Every row forgets when its declaration says, and not a moment before."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from talkoot.kit import clock
from talkoot.notices.models import Notice
from talkoot.people import operations, tasks
from talkoot.people.models import Consent, Erasure, Invitation, Person, SignIn
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def at_start() -> Iterator[None]:
    with time_machine.travel(START, tick=False):
        yield


def after(**gone: float) -> dict[str, int]:
    return operations.run_clocks(now=START + timedelta(**gone))


def test_nothing_is_due_at_first() -> None:
    person = factories.person()
    operations.record_sign_in(person=person, records=[], user_agent="", session_key=None)
    assert operations.run_clocks() == {}
    assert Erasure.objects.count() == 0


def test_sign_ins_are_forgotten_after_ninety_days() -> None:
    person = factories.person()
    for _number in range(3):
        operations.record_sign_in(person=person, records=[], user_agent="", session_key=None)
    assert after(days=90) == {}
    assert after(days=90, seconds=1) == {"people.signin": 3}
    assert SignIn.objects.count() == 0
    erasure = Erasure.objects.get()
    assert (erasure.reason, erasure.counts) == ("clocks", {"people.signin": 3})
    assert after(days=91) == {}


def test_batches_leave_nothing_behind() -> None:
    person = factories.person()
    SignIn.objects.bulk_create([SignIn(person=person, way="code") for _number in range(2100)])
    assert after(days=91) == {"people.signin": 2100}


def test_unanswered_invitations_go_thirty_days_after_they_ended() -> None:
    factories.invitation()
    answered = factories.invitation()
    operations.decline_invitation(invitation=answered, by=factories.person(last_login=START))
    assert after(days=60) == {}
    assert after(days=61) == {"people.invitation": 1}
    assert list(Invitation.objects.all()) == [answered]
    assert after(days=366) == {"people.invitation": 1}


def test_notices_go_thirty_days_after_they_were_sent_but_a_waiting_one_stays() -> None:
    def notice(**moments: object) -> Notice:
        return Notice.objects.create(
            kind="x", to="a@example.org", language="fi", subject="x", text="x",
            **{"due_at": START, **moments},
        )  # fmt: skip  # one notice

    notice(sent_at=START)
    notice(given_up_at=START)
    late = notice(due_at=START + timedelta(days=300))
    assert after(days=30) == {}
    assert after(days=31) == {"notices.notice": 2}
    assert list(Notice.objects.all()) == [late]


def test_an_address_that_nobody_proved_is_forgotten_in_a_week() -> None:
    stranger = operations.create_person(email="kirjoitettu@example.org", by=None)
    asked = operations.create_person(email="kuuluu@example.org", by=None)
    operations.give_consent(person=asked, about="news", by=None)
    proved = factories.person()
    keeper = operations.create_person(email="k@example.org", is_staff=True, by=None)
    assert after(days=7) == {}
    assert after(days=8) == {"people.person": 1}
    assert not Person.objects.filter(pk=stranger.pk).exists()
    assert not EmailAddress.objects.filter(email="kirjoitettu@example.org").exists()
    assert set(Person.objects.all()) == {asked, proved, keeper}


def test_a_session_ends_ninety_days_after_it_began_however_much_it_is_used() -> None:
    person = factories.person(last_login=START)
    client = Client()
    client.force_login(person)
    session = client.session
    UserSession.objects.create(
        user=person, session_key=session.session_key, ip="203.0.113.7", user_agent=""
    )
    session.set_expiry(timedelta(days=200))
    session.save()
    assert after(days=90) == {}
    assert Session.objects.count() == 1
    assert after(days=90, seconds=1) == {"usersessions.usersession": 1}
    assert Session.objects.count() == 0


def test_a_consent_has_no_clock() -> None:
    person = factories.person(last_login=START)
    operations.give_consent(person=person, about="news", by=person)
    after(days=5000)
    assert Consent.objects.count() == 1


def test_the_worker_runs_the_clocks_daily() -> None:
    assert "people.run_clocks" in clock.names()
    assert tasks.run_clocks.call() == {}
