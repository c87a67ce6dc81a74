"""Who only signed up is forgotten when the last event's contacts are: counts stay, the address goes."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from talkoot.events.models import Event, Registration
from talkoot.events.operations import registrations
from talkoot.events.tests import factories as make
from talkoot.events.tests.test_queue import row_of
from talkoot.history.models import Entry
from talkoot.measures.measure import Scope, get
from talkoot.notices.models import Notice
from talkoot.organisations.models import Membership
from talkoot.people import operations as people
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db


def forgotten(row: Registration, *, days: int, empties: bool = True) -> bool:
    """Whether the person's address is gone after the clocks ran so many days from now."""
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        if empties:
            registrations.empty_contacts()
        people.run_clocks()
    assert row.person_id is not None
    person = Person.objects.get(pk=row.person_id)
    addresses = EmailAddress.objects.filter(user=person).count()
    assert (person.email == "", person.name == "", addresses == 0) in [(True,) * 3, (False,) * 3]
    return person.erased_at is not None


def event(**fields: object) -> Event:
    return make.event(project=make.running_project(), contacts_kept_days=30, **fields)  # type: ignore[arg-type]  # the test chooses


def test_the_address_goes_with_the_last_registration_and_the_counts_stay() -> None:
    first, second = event(), event(starts_at=make.in_days(60))
    row = row_of(first, "a")
    other = row_of(second, "a")
    make.attendance(row)
    assert row.person == other.person
    told = Notice.objects.count()
    assert not forgotten(row, days=50)
    row.refresh_from_db()
    assert (row.email, row.emptied_at is None) == ("", False)
    with time_machine.travel(timezone.now() + timedelta(days=92)):
        assert get("events.people").value(Scope((first.project_id or 0,))) == 1
        assert forgotten(row, days=0)
        assert get("events.people").value(Scope((first.project_id or 0,))) == 1
    entry = Entry.objects.get(verb="people.empty")
    assert (entry.subject_id, entry.by_worker, Notice.objects.count()) == (
        row.person_id,
        True,
        told,
    )


def test_it_waits_for_the_events_clock() -> None:
    row = row_of(event(), "a")
    assert not forgotten(row, days=400, empties=False)


def test_a_walk_ins_name_keeps_the_address_until_it_is_emptied() -> None:
    held = event(starts_at=make.in_days(-1))
    row = make.registration(held, email="a@example.org", person=_signed_up("a@example.org"))
    make.attendance(event(starts_at=make.in_days(40)), "Testi Esimerkki", person=row.person)
    assert not forgotten(row, days=45)
    assert forgotten(row, days=75)


def _signed_up(address: str) -> Person:
    return people.person_of_address(email=address, name="Testi Esimerkki", by=None)


@pytest.mark.parametrize("why", ["signed in", "consent", "role", "team", "turn", "invitation"])
def test_who_is_needed_otherwise_stays(why: str) -> None:
    row = row_of(event(), "a")
    person = row.person
    assert person is not None
    if why == "signed in":
        Person.objects.filter(pk=person.pk).update(last_login=timezone.now())
    elif why == "consent":
        people.give_consent(person=person, about="news", by=None)
    elif why == "role":
        Membership.objects.create(organisation=make.organisation(), person=person, role="member")
    elif why == "team":
        make.team_member(make.project(), person)
    elif why == "turn":
        make.turn(make.series(), responsible=person)
    else:
        with time_machine.travel(timezone.now() + timedelta(days=49)):
            people.invite(
                email=person.email, language="fi", subject_words="Kutsu", what="Kutsu", by=None
            )
    assert not forgotten(row, days=50)


def test_a_consent_that_was_withdrawn_keeps_nobody() -> None:
    row = row_of(event(), "a")
    assert row.person is not None
    people.give_consent(person=row.person, about="news", by=None)
    people.withdraw_consent(person=row.person, about="news", by=None)
    assert forgotten(row, days=50)


def test_who_signs_up_again_later_is_a_new_person() -> None:
    row = row_of(event(), "a")
    assert forgotten(row, days=50)
    again = row_of(event(starts_at=make.in_days(70)), "a")
    assert again.person is not None
    assert (again.person == row.person, again.person.email) == (False, "a@example.org")
