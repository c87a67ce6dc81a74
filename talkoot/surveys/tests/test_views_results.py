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
from talkoot.notices.models import Notice
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
        (6, "It was closed, and the results were made."),
        (4, "It was closed. Fewer than 5 answered, so it has no results of its own."),
        (0, "It was closed. Nobody answered."),
    ],
)
def test_who_closes_is_told_what_came_of_it(
    manager: Person, event: Event, number: int, words: str
) -> None:
    say(make.wave(event), number)
    close = client_of(manager).post(at("surveys:event_close", event.slug), follow=True)
    told = close.context["messages"]
    assert [words in str(one) for one in told] == [True]


def test_what_is_done_to_an_open_feedback_leads_away_from_a_closed_one(
    manager: Person, event: Event
) -> None:
    answered(make.wave(event), 6)
    client = client_of(manager)
    for name in ("event_edit", "event_close", "event_screen"):
        answer = client.get(at(f"surveys:{name}", event.slug), follow=True)
        assert answer.redirect_chain == [(at("surveys:event", event.slug), 302)]
        assert "The feedback is closed: it can no longer be changed" in answer.content.decode()
    late = client.post(at("surveys:event_edit", event.slug), {"least": "9"}, follow=True)
    assert "Thank you for wanting to answer" not in late.content.decode()


def test_the_screen_of_what_has_not_opened_says_when_it_does(manager: Person, event: Event) -> None:
    wave = make.wave(event)
    assert "does not take answers yet" not in page(manager, "surveys:event_screen", event.slug)
    wave.opens_at, wave.closes_at = make.moment("2124-03-01 15:45"), None
    wave.save()
    told = page(manager, "surveys:event_screen", event.slug)
    assert "it opens on 1.3.2124 17.45." in told
    assert wave.code in told
    # Its time is up, and nobody has closed it yet.
    wave.opens_at, wave.closes_at = make.moment("2024-03-01 15:45"), make.moment("2024-03-02 15:45")
    wave.save()
    assert client_of(manager).get(at("surveys:event_screen", event.slug)).status_code == 302


@pytest.mark.parametrize("least", ["0", "4", "7", "101"])
def test_the_fewest_answers_are_refused_in_words_at_their_field(
    manager: Person, event: Event, least: str
) -> None:
    wave = make.wave(event, least=8)
    assert wave.project is not None
    operations.set_rule(project=wave.project, by=None, least=8)
    sent = {"closes_at": "", "own": "", "least": least}
    answer = client_of(manager).post(at("surveys:event_edit", event.slug), sent)
    errors = answer.context["form"].errors
    assert list(errors) == ["least"]
    assert "surveys_wave" not in str(errors)


def test_raising_the_fewest_answers_tells_that_results_stay(manager: Person, event: Event) -> None:
    assert event.project is not None
    answered(make.wave(event), 6)
    stays = "Results that were made before the number was raised stay as they were."
    assert stays not in page(manager, "surveys:ledger", event.project.slug)
    operations.set_rule(project=event.project, by=None, least=8)
    assert stays in page(manager, "surveys:ledger", event.project.slug)


# --- what is not of an event ------------------------------------------------------------------------
def test_who_is_asked_of_needs_reads_of_which_survey_and_sector(event: Event) -> None:
    assert event.project is not None
    sector = make.needs(event.project).waves.order_by("pk")[0]
    make.asked(sector, language="en")
    assert operations.ask_next(wave=sector) == 1
    letter = Notice.objects.get()
    assert letter.subject == "Osaajatarpeet – Sosiaaliala: a few questions"
    assert "“Osaajatarpeet – Sosiaaliala”" in letter.text
    asked = Client().get(english("surveys:at_code", sector.code)).content.decode()
    assert "<title>Osaajatarpeet – Sosiaaliala – " in asked
    assert "What was it like?" not in asked
    heading = asked.partition("<h1>")[2].partition("</h1>")[0]
    assert "Osaajatarpeet" in heading


def test_who_is_asked_before_is_not_asked_how_it_was(event: Event) -> None:
    wave = make.wave(kind="before", event=None, titles={"en": "Well-being"}, project=event.project)
    make.asked(wave, language="en")
    operations.ask_next(wave=wave)
    assert Notice.objects.get().subject == "Well-being: a few questions"
    asked = Client().get(english("surveys:at_code", wave.code)).content.decode()
    assert "What was it like?" not in asked


@pytest.mark.parametrize(
    ("new", "listed", "words"),
    [
        ("surveys:form_new", "surveys:forms", "there is no project to ask for"),
        ("surveys:study_new", "surveys:studies", "there is no project to study"),
    ],
)
def test_whoever_has_no_project_to_choose_is_told_so(
    manager: Person, event: Event, new: str, listed: str, words: str
) -> None:
    assert event.project is not None
    viewer = make.person("Testi Katsoja")
    make.team_member(event.project, viewer, role="viewer")
    told = told_by(viewer, new)
    assert words in told
    assert 'name="project"' not in told
    assert english(new) not in told_by(viewer, listed)
    assert words not in told_by(manager, new)
    assert english(new) in told_by(manager, listed)


def test_who_writes_a_question_is_told_what_is_shown_of_numbers(
    manager: Person, event: Event
) -> None:
    version = make.form("number", project=event.project)
    told = told_by(manager, "surveys:form_item_new", version.form.code)
    assert "Only the sum and the mean are ever shown." in told


def test_who_can_answer_nobody_is_told_to_the_arranger(manager: Person, event: Event) -> None:
    wave = make.wave(event)
    assert "Nobody can answer yet" in page(manager, "surveys:event", event.slug)
    make.asked(wave)
    assert "Nobody can answer yet" not in page(manager, "surveys:event", event.slug)
