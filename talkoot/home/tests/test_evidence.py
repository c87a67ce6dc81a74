"""The whole path of a number: people at events, an indicator that counts them, the evidence page, its rows."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.test.utils import CaptureQueriesContext

from conftest import PHONE, TABLET, SignIn
from talkoot.events.models import Event
from talkoot.events.tests import factories as make
from talkoot.home.tests.test_measures import busy
from talkoot.kit.periods import PartialDate, Period
from talkoot.people import operations as people
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries.evidence import evidence
from talkoot.reports.tests import factories as promise

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db
CountQueries = Callable[[], CaptureQueriesContext]


class World(NamedTuple):
    """A project with its people, and an indicator that counts participations at webinars."""

    project: Project
    webinars: ProjectIndicator
    manager: Person
    viewer: Person
    contact: Person
    share: Partnership


@pytest.fixture
def world() -> World:
    project = make.running_project("Etänä esimerkki")
    share = make.partnership(project)
    for number in range(3):
        day = Period(
            PartialDate(date(2024, 3 + number, 12)), PartialDate(date(2024, 3 + number, 12))
        )
        event = make.event(
            f"Esimerkkiwebinaari {number}",
            project=project,
            period=day,
            kind=Event.Kind.WEBINAR,
            counting_partnership=share if number == 2 else None,
        )
        make.attendance(make.registration(event, f"Testi Osallistuja {number}"), minutes=60)
        make.registration(event, "Testi Poissaolija")
    seminar = make.event(
        "Esimerkkiseminaari",
        project=project,
        period=Period(PartialDate(date(2024, 9, 1)), PartialDate(date(2024, 9, 1))),
        kind=Event.Kind.SEMINAR,
    )
    make.attendance(make.registration(seminar, "Testi Seminaarilainen"))
    webinars = promise.indicator(
        project,
        "Osallistumiset webinaareihin",
        measure="events.participations",
        part_by="event__kind",
        part="webinar",
    )
    promise.target(webinars, 12)
    team: dict[str, Person] = {}
    for role in ("manager", "viewer", "partner_contact"):
        team[role] = make.person(f"Testi {role}")
        which = {"partnership": share} if role == "partner_contact" else {}
        promise.team_member(project, team[role], role=role, **which)
    return World(project, webinars, team["manager"], team["viewer"], team["partner_contact"], share)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def path(world: World, rest: str = "") -> str:
    return f"/en/reports/{world.project.slug}/{rest}"


def rows_of(world: World, query: str = "") -> str:
    return path(world, f"indicators/{world.webinars.pk}/rows/{query}")


def test_people_at_events_become_a_number_that_opens_to_them(
    world: World, as_person: SignIn
) -> None:
    client = as_person(world.manager)
    page = text_of(client.get(path(world)))
    assert f'href="{rows_of(world)}?partner=all">3</a>' in page
    assert 'aria-label="3 of 12"' in page
    rows = text_of(client.get(rows_of(world)))
    for number in range(3):
        assert f"Testi Osallistuja {number}" in rows
        assert f"Esimerkkiwebinaari {number}</span></a>" in rows
    assert ("Seminaarilainen" in rows, "Poissaolija" in rows) == (False, False)
    # Who was left out, each for its own reason.
    for reason, who in (("absent", "Poissaolija"), ("other_part", "Seminaarilainen")):
        assert who in text_of(client.get(rows_of(world, f"?left_out={reason}")))


def test_whoever_may_see_the_number_but_not_the_people_sees_rows_without_names(
    world: World, as_person: SignIn
) -> None:
    for person, count in ((world.viewer, 3), (world.contact, 1)):
        rows = text_of(as_person(person).get(rows_of(world)))
        assert f'<p class="big">{count}</p>' in rows
        assert ("Testi Osallistuja" in rows, "Esimerkkiwebinaari 2" in rows) == (False, True)
        absent = text_of(as_person(person).get(rows_of(world, "?left_out=absent")))
        assert "Poissaolija" not in absent


def test_a_stranger_finds_neither_number_nor_rows(world: World, as_person: SignIn) -> None:
    stranger = as_person(make.person())
    for address in (path(world), rows_of(world)):
        assert stranger.get(address).status_code == 404


def test_an_indicator_is_at_most_three_questions(
    world: World, as_person: SignIn, count_queries: CountQueries
) -> None:
    client = as_person(world.manager)

    def asked_now() -> int:
        with count_queries() as asked:
            text_of(client.get(path(world)))
        return len(asked)

    before = asked_now()
    for code in ("events.people", "events.hours", "events.headcount"):
        promise.indicator(world.project, measure=code)
    assert asked_now() == before + 3


def test_forgetting_a_participant_changes_no_number(world: World, as_person: SignIn) -> None:
    participant = Person.objects.get(name="Testi Osallistuja 1")
    people.erase(person=participant, by=None)
    client = as_person(world.manager)
    assert '<p class="big">3</p>' in text_of(client.get(rows_of(world)))
    assert "Testi Osallistuja 1" not in text_of(client.get(rows_of(world)))


def test_one_attendance_feeds_many_indicators(as_person: SignIn) -> None:
    project = busy()
    manager = make.person("Testi Johtaja")
    promise.team_member(project, manager, role="manager")
    for code in ("participations", "people", "organisations", "held", "headcount"):
        promise.indicator(project, f"Luku {code}", measure=f"events.{code}")
    found = {str(one.indicator): one.so_far for one in evidence(project)}
    values = {name: number and (number.value, number.is_estimate) for name, number in found.items()}
    assert values == {
        "Luku participations": (12, False),
        "Luku people": (5, False),
        "Luku organisations": (5, False),
        "Luku held": (6, False),
        "Luku headcount": (120, True),
    }


def test_the_sides_of_an_indicator_have_names(world: World, as_person: SignIn) -> None:
    everyone = promise.indicator(world.project, "Kaikki", measure="events.participations")
    shown = text_of(as_person(world.manager).get(path(world, f"indicators/{everyone.pk}/parts/")))
    for words in ("By year", "By partner", "Kind of event", ">webinar<", ">seminar<"):
        assert words in shown


@pytest.mark.django_db(transaction=True)
def test_in_a_browser_nothing_overflows_and_axe_finds_nothing(
    world: World, as_person: SignIn, page: "Page", axe: "Callable[[Page], None]"
) -> None:
    long = (
        "Erittäin pitkäniminen etäjohtamisen ja monipaikkaisen työn kehittämisverkoston tunnusluku"
    )
    promise.indicator(world.project, long, measure="events.participations")
    promise.indicator(world.project, long)
    promise.reporting_period(world.project, "2024-01-01", "2024-06-30")
    as_person(world.manager, page)
    for width, rest in (
        (PHONE, ""),
        (TABLET, ""),
        (PHONE, f"indicators/{world.webinars.pk}/rows/"),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path(world, rest))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        axe(page)
