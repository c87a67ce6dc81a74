"""The front page: what is going on, what is kept from it, and what a new installation says."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.home.queries.front import front
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def names(projects: list[object]) -> list[str]:
    return [str(project) for project in projects]


def test_running_ones_come_first_then_coming_then_ended() -> None:
    factories.project("Päättynyt", period=factories.period("2020", "2021"), published=True)
    factories.project("Tuleva", period=factories.period("2027", "2028"), published=True)
    factories.project("Vanhempi", period=factories.period("2022", "2027"), published=True)
    factories.project("Uudempi", period=factories.period("2025", "2027"), published=True)
    found = front()
    assert names(list(found.alive)) == ["Uudempi", "Vanhempi", "Tuleva", "Päättynyt"]
    assert names(list(found.running)) == ["Uudempi", "Vanhempi"]
    assert (found.total, found.running_total) == (4, 2)


def test_drafts_and_deleted_ones_are_nowhere() -> None:
    factories.project("Luonnos", period=factories.period("2025", "2027"))
    factories.project(
        "Poistettu", period=factories.period("2025", "2027"), published=True, deleted=True
    )
    found = front()
    assert (found.alive, found.updated, found.turns, found.total) == ([], [], [], 0)


def test_what_begins_and_ends_within_half_a_year() -> None:
    factories.project("Alkaa", period=factories.period("1/2027", "2028"), published=True)
    factories.project("Päättyy", period=factories.period("2022", "31.12.2026"), published=True)
    factories.project("Myöhemmin", period=factories.period("2022", "31.12.2027"), published=True)
    assert [(str(t.project), t.begins, str(t.on)) for t in front().turns] == [
        ("Päättyy", False, "31.12.2026"),
        ("Alkaa", True, "tammikuu 2027"),
    ]


def test_the_page_shows_what_is_going_on(client: Client) -> None:
    factories.project(
        "Käynnissä",
        period=factories.period("2025", "2027"),
        published=True,
        contact_email="testi@esimerkki.example",
    )
    page = client.get("/fi/").content.decode()
    assert page.count("Käynnissä</a>") == 4  # the card, the contact, the timeline, lately updated
    assert "mailto:testi@esimerkki.example" in page


def test_the_number_of_queries_stays(
    client: Client, count_queries: Callable[[], CaptureQueriesContext]
) -> None:
    for number in range(20):
        factories.project(
            f"Hanke {number}", period=factories.period("2025", "2027"), published=True
        )
    with count_queries() as asked:
        client.get("/fi/")
    assert len(asked) == 7


def test_a_new_installation_says_what_to_do_first(client: Client) -> None:
    page = client.get("/en/").content.decode()
    assert "talkoot create-admin" in page
    assert "talkoot demo" in page


def test_an_installation_with_people_but_nothing_published_says_so(client: Client) -> None:
    factories.person()
    page = client.get("/en/").content.decode()
    assert "Nothing has been published yet" in page
    assert "create-admin" not in page


def test_the_page_is_kept_for_visitors_without_cookies(client: Client) -> None:
    assert client.get("/fi/").cookies == {}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_opens_in_each_language(client: Client, language: str) -> None:
    page = client.get(f"/{language}/")
    assert (page.status_code, f'<html lang="{language}">' in page.content.decode()) == (200, True)
