"""The pages of results: an event's, a project's ledger, and the check of what people wrote."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from talkoot.events.models import Event
from talkoot.people.models import Person
from talkoot.surveys import operations
from talkoot.surveys.models import OpenText, Response, Wave
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def answered(wave: Wave, number: int, value: int = 4, *words: str) -> Wave:
    """So many answered, some in their own words too, and the feedback was closed."""
    Wave.objects.filter(pk=wave.pk).update(has_answers=True)
    Response.objects.bulk_create(
        Response(wave=wave, anonymity="anonymous", values={"useful": {"w": 1, "v": value}})
        for _one in range(number)
    )
    for _one in range(number):
        make.asked(wave, has_answered=True)
    OpenText.objects.bulk_create(OpenText(wave=wave, item_key="best", text=one) for one in words)
    return operations.close(wave=wave, by=None)


@pytest.fixture
def manager() -> Person:
    return make.person("Testi Vetäjä")


@pytest.fixture
def event(manager: Person) -> Event:
    project = make.running_project()
    make.team_member(project, manager, role="manager")
    return make.event(project=project)


def at(name: str, slug: str) -> str:
    """The address of the English page."""
    with translation.override("en"):
        return reverse(name, args=[slug])


def page(person: Person, name: str, slug: str) -> str:
    answer = client_of(person).get(at(name, slug))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_events_page_shows_results_when_there_are_enough(manager: Person, event: Event) -> None:
    wave = make.wave(event)
    assert "Results come when at least 5" in page(manager, "surveys:event", event.slug)
    answered(wave, 6)
    told = page(manager, "surveys:event", event.slug)
    assert "6 answers of 6 asked are in the results." in told
    assert "100 % chose 4 or 5." in told
    assert "6 (100 %)" in told


def test_an_events_page_tells_where_too_few_answers_went(manager: Person, event: Event) -> None:
    answered(make.wave(event), 4)
    told = page(manager, "surveys:event", event.slug)
    assert "Fewer than 5 answered, so this event has no results by itself." in told
    assert "chose 4 or 5" not in told


def test_the_ledger_says_what_to_do_first(manager: Person, event: Event) -> None:
    assert event.project is not None
    told = page(manager, "surveys:ledger", event.project.slug)
    assert "No feedback has been asked yet" in told


def test_the_ledger_shows_all_events_and_is_asked_alike_for_many(
    manager: Person, event: Event
) -> None:
    project = event.project
    assert project is not None
    answered(make.wave(event), 6)
    client, address = client_of(manager), at("surveys:ledger", project.slug)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for month in (1, 5, 9):
        when = make.moment(f"2024-{month:02}-10 12:00")
        answered(make.wave(make.event(project=project, starts_at=when)), 5, 5)
    answered(make.wave(make.event(project=project)), 2)
    with CaptureQueriesContext(connection) as many:
        told = client.get(address).content.decode()
    assert len(many) == len(few)
    for words in (
        "<b>5</b>events",
        "<b>23</b>asked",
        "<b>21</b>answers in the results",
        "too few to be shown alone",
        "2 answers wait",
        "1/2024: 5.0; 2/2024: 5.0; 3/2024: 5.0",
    ):
        assert words in told, words
    assert "Feedback was asked after 5 events." in told


def test_the_ledger_as_a_workbook(manager: Person, event: Event) -> None:
    assert event.project is not None
    answered(make.wave(event), 6)
    address = at("surveys:ledger_workbook", event.project.slug)
    answer = client_of(manager).get(address)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    first, quarters, events = (list(sheet.values) for sheet in book.worksheets)
    assert [row[2:6] for row in first if row[3] == 6] == [("4", 6, 6, 4)]
    assert (len(quarters), quarters[1][1]) == (2, 6)
    assert (len(events), events[1][2:6]) == (2, (6, 6, 6, 4))


def test_the_projects_page_leads_those_who_follow_it_to_the_ledger(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    answered(make.wave(event), 6)
    address = at("surveys:ledger", event.project.slug)
    assert address in page(manager, "projects:page", event.project.slug)
    assert address not in page(make.person(), "projects:page", event.project.slug)


def test_managing_the_project_says_how_many_have_answered(manager: Person, event: Event) -> None:
    assert event.project is not None
    slug = event.project.slug
    assert "nobody asked yet" in page(manager, "projects:manage", slug)
    answered(make.wave(event), 6)
    make.asked(make.wave(make.event(project=event.project)))
    told = page(manager, "projects:manage", slug)
    assert "6 of 7 asked have answered" in told
    assert at("surveys:ledger", slug) in told


# --- surveys of needs -------------------------------------------------------------------------------
def say(wave: Wave, number: int) -> None:
    """So many answered at the open address, where there is no invitation to mark."""
    Wave.objects.filter(pk=wave.pk).update(has_answers=number > 0)
    Response.objects.bulk_create(
        Response(wave=wave, anonymity="anonymous", values={"oma-many": {"w": 1, "v": ["yksi"]}})
        for _one in range(number)
    )


def english(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(name, args=args)


def told_by(person: Person, name: str, *args: Any) -> str:
    answer = client_of(person).get(english(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def close_sector(person: Person, wave: Wave) -> str:
    """What is told to who closes it."""
    answer = client_of(person).post(english("surveys:round_close", wave.pk), follow=True)
    return answer.content.decode()


def test_how_many_have_answered_is_told_by_sector_before_and_after_closing(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    needs = make.needs(event.project)
    social, food = needs.waves.order_by("pk")
    say(social, 6)
    say(food, 3)
    make.asked(food)
    told = told_by(manager, "surveys:needs_results", needs.code)
    assert 'data-label="Answered">6<' in told
    assert 'data-label="Answered">3<' in told
    asked = told_by(manager, "surveys:round_close", food.pk)
    assert "3 answers have come." in asked
    assert "Fewer than 5 answers give no results of it alone." in asked
    assert "Fewer than 5 answered, so it has no results of its own." in close_sector(manager, food)
    assert "the results were made" in close_sector(manager, social)
    told = told_by(manager, "surveys:needs_results", needs.code)
    assert 'data-label="Answered">6<' in told
    # Later the answers themselves are forgotten: of what is shown the number is known.
    Response.objects.all().delete()
    told = told_by(manager, "surveys:needs_results", needs.code)
    assert 'data-label="Answered">6<' in told
    assert 'data-label="Answered">–<' in told


def test_a_closed_survey_without_results_promises_none(manager: Person, event: Event) -> None:
    assert event.project is not None
    needs = make.needs(event.project)
    social, food = needs.waves.order_by("pk")
    say(food, 2)
    assert "Nobody answered." in close_sector(manager, social)
    assert "Results come when" in told_by(manager, "surveys:needs_results", needs.code)
    told = close_sector(manager, food)
    assert "Results come when" not in told
    assert "Too few answered in every sector" in told
    outside = Client().get(english("surveys:needs_survey", needs.code)).content.decode()
    assert "The survey is closed." in outside
    assert "use its link" not in outside


def test_the_address_of_a_survey_is_shared_when_everybody_may_answer_there(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    everybody = make.needs(event.project)
    assert "Address of the survey" in told_by(manager, "surveys:needs_results", everybody.code)
    invited = make.needs(event.project, is_open_to_all=False)
    assert "Address of the survey" not in told_by(manager, "surveys:needs_results", invited.code)
    outside = Client().get(english("surveys:needs_survey", invited.code)).content.decode()
    assert "use its link" in outside


def test_who_makes_a_survey_for_the_invited_is_not_told_to_share_its_address(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    version = make.form("many", project=event.project, purpose="needs")
    sent = {
        "titles-fi": "Tarpeet", "sectors-fi": "Yksi\nKaksi", "own": version.pk,
        "opens_on": "2026-01-05", "closes_on": "2026-02-05",
    }  # fmt: skip  # one survey
    door = english("surveys:needs_new", event.project.slug)
    client = client_of(manager)
    told = client.post(door, sent, follow=True).content.decode()
    assert "Ask those who may answer it by letter." in told
    assert "Share its address" not in told
    told = client.post(door, sent | {"is_open_to_all": "on"}, follow=True).content.decode()
    assert "Share its address" in told


# --- closed events ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (6, "The feedback is closed and its results are made."),
        (4, "Fewer than 5 answered, so this event has no results by itself."),
        (0, "The feedback is closed. Nobody answered."),
    ],
)
def test_who_closes_is_told_what_came_of_it(
    manager: Person, event: Event, number: int, words: str
) -> None:
    say(make.wave(event), number)
    close = client_of(manager).post(at("surveys:event_close", event.slug), follow=True)
    told = close.context["messages"]
    assert [words in str(one) for one in told] == [True]
