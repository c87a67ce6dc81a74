"""A keeper's repairs of access: read only, by operations, behind the same sign-in as everything."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from talkoot.history.models import Entry
from talkoot.people import operations
from talkoot.people.models import Person
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db

LIST = "/fi/keeper/people/person/"


def do(client: Client, action: str, *persons: Person) -> Any:
    chosen = [str(person.pk) for person in persons]
    return client.post(LIST, {"action": action, "_selected_action": chosen}, follow=True)


def test_access_is_changed_and_recorded(as_person: Any) -> None:
    keeper, person = factories.keeper(), factories.person()
    client = as_person(keeper)
    theirs = as_person(person)
    do(client, "make_keepers", person)
    do(client, "end_keepers", person)
    do(client, "stop", person)
    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser, person.is_active) == (False, False, False)
    assert theirs.get(reverse("people:own")).status_code == 302
    do(client, "let_in", person)
    do(client, "let_in", person)
    person.refresh_from_db()
    assert person.is_active
    verbs = Entry.objects.of(person).values_list("verb", "actor")
    assert list(verbs) == [("people.change_access", keeper.pk)] * 4


@pytest.mark.parametrize("action", ["end_keepers", "stop"])
def test_the_last_keeper_stays(action: str, as_person: Any) -> None:
    keeper = factories.keeper()
    do(as_person(keeper), action, keeper)
    assert list(Person.objects.keepers()) == [keeper]


def test_an_erased_person_gets_no_access() -> None:
    keeper, person = factories.keeper(), factories.person()
    operations.erase(person=person, by=person)
    with pytest.raises(operations.PersonErased):
        operations.change_access(person=person, by=keeper, may_sign_in=True)


def test_somebody_who_is_no_keeper_may_be_stopped_where_there_is_none() -> None:
    person = factories.person()
    operations.change_access(person=person, by=None, may_sign_in=False)
    assert not Person.objects.get(pk=person.pk).is_active


def test_nothing_is_typed_into_a_persons_row(as_person: Any) -> None:
    keeper, person = factories.keeper(), factories.person("Testi")
    client = as_person(keeper)
    opened = f"{LIST}{person.pk}/change/"
    assert client.get(opened).status_code == 200
    assert client.post(opened, {"name": "Toinen"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{person.pk}/delete/").status_code == 403


def test_keepers_sign_in_where_everybody_does(client: Client, as_person: Any) -> None:
    response = client.get("/fi/keeper/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/fi/account/login/?next=")
    response = client.post("/fi/keeper/login/", {"username": "x", "password": "y"})
    assert response.headers["Location"] == "/fi/account/login/?next=%2Ffi%2Fkeeper%2F"
    outward = client.get("/fi/keeper/login/?next=https://elsewhere.example/")
    assert outward.headers["Location"] == "/fi/account/login/?next=%2Ffi%2Fkeeper%2F"
    assert as_person(factories.person()).get("/fi/keeper/login/").status_code == 404
    keeper = as_person(factories.keeper())
    assert keeper.get("/fi/keeper/login/").headers["Location"] == "/fi/keeper/"
    assert keeper.get("/fi/keeper/").status_code == 200


def test_too_many_tries_get_a_calm_page(client: Client, settings: Any) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post("/fi/account/login/", {"login": "a@example.org", "password": "x"})
    response = client.post("/fi/account/login/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 429
    assert "people/too_many.html" in [template.name for template in response.templates]
