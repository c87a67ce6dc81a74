"""One's own events, for whoever is signed in: the coming ones, the past, and nobody else's."""

from collections.abc import Callable

import pytest
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from talkoot.events.queries.own import signed_up
from talkoot.events.tests import factories as make
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db


def names(person: Person, *, is_past: bool) -> list[str]:
    return [str(row.event) for row in signed_up(person, is_past=is_past)]


def test_coming_and_past_and_nobody_elses() -> None:
    me = make.person(email="mina@example.org")
    later = make.event("Myöhempi", starts_at=make.in_days(9))
    past, older = (
        make.event("Ollut", starts_at=make.in_days(-2)),
        make.event("Vanha", starts_at=make.in_days(-9)),
    )
    soon = make.event("Huomenna", starts_at=make.in_days(1))
    for event in (later, soon, past, older):
        make.registration(event, email="mina@example.org")
        make.registration(event)
    make.registration(
        make.event("Peruin"), email="mina@example.org", state="cancelled", holds_place=False
    )
    make.registration(make.event("Poistettu", deleted=True), email="mina@example.org")
    make.registration(make.event("Peruttu", cancelled="Lakko"), email="mina@example.org")
    assert names(me, is_past=False) == ["Huomenna", "Myöhempi"]
    assert names(me, is_past=True) == ["Peruttu", "Ollut", "Vanha"]


def test_the_own_page_leads_to_the_registration_and_the_certificate(as_person: SignIn) -> None:
    me = make.person(email="mina@example.org")
    coming = make.registration(make.event("Tuleva", capacity=1), email="mina@example.org")
    held = make.event("Mennyt", starts_at=make.in_days(-2))
    was = make.registration(held, email="mina@example.org")
    make.attendance(was)
    make.certificate(was)
    client = as_person(me)
    for address in ("/en/own/", "/en/events/mine/", "/en/events/mine/?past=1"):
        page = client.get(address).content.decode()
        own = [f"/en/events/own/{make.token_of(row)}/" in page for row in (coming, was)]
        paper = f"/en/events/own/{make.token_of(was)}/certificate.pdf" in page
        assert (own, paper) == {
            "/en/own/": ([True, True], True),
            "/en/events/mine/": ([True, False], False),
            "/en/events/mine/?past=1": ([False, True], True),
        }[address]
    assert client.get(f"/en/events/own/{make.token_of(coming)}/").status_code == 200


def test_the_place_in_the_queue_is_said(as_person: SignIn) -> None:
    event = make.event(capacity=1)
    make.registration(event)
    make.registration(event, state="waiting")
    row = make.registration(event, state="waiting")
    assert row.person is not None
    page = as_person(row.person).get("/en/events/mine/").content.decode()
    assert "You are number 2 in the queue" in page


def test_who_has_signed_up_for_nothing_is_told_what_to_do(as_person: SignIn) -> None:
    client = as_person(make.person())
    assert "Signing up takes two minutes" in client.get("/en/events/mine/").content.decode()
    assert "Events I signed up for" not in client.get("/en/own/").content.decode()


def test_the_number_of_questions_stays(
    as_person: SignIn, count_queries: Callable[[], CaptureQueriesContext]
) -> None:
    me = make.person(email="mina@example.org")
    client = as_person(me)

    def asked() -> int:
        with count_queries() as found:
            assert client.get("/en/events/mine/").status_code == 200
        return len(found)

    make.registration(make.event(), email="mina@example.org")
    asked()
    first = asked()
    for _number in range(5):
        make.registration(make.event(project=make.running_project()), email="mina@example.org")
    assert asked() == first
