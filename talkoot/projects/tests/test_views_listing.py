"""The list of projects: what it shows, how it is narrowed, and what it asks of the database."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from talkoot.kit.languages import Texts
from talkoot.projects.models import Project
from talkoot.projects.queries import documents, listing
from talkoot.projects.queries.listing import Wanted
from talkoot.projects.tests import factories
from talkoot.search import index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CountQueries = Callable[[], CaptureQueriesContext]


@pytest.fixture
def today() -> object:
    with time_machine.travel("2026-03-01T12:00:00+02:00", tick=False):
        yield date(2026, 3, 1)


def names(client: Client, query: str = "", language: str = "en") -> list[str]:
    answer = client.get(f"/{language}/projects/{query}")
    assert answer.status_code == 200
    return [str(row) for row in answer.context["rows"]]


def test_public_projects_stand_newest_first_and_an_unknown_beginning_before_them() -> None:
    factories.project("Vanha", period=factories.period("2007", "2009"), published=True)
    factories.project("Uusi", period=factories.period("2.3.2025", "2027"), published=True)
    factories.project("Pysyvä", kind="standing", period=factories.period(), published=True)
    factories.project("Luonnos")
    factories.project("Poistettu", published=True, deleted=True)
    factories.project("Arkistossa", period=factories.period("2010"), published=True, archived=True)
    assert names(Client()) == ["Pysyvä", "Uusi", "Arkistossa", "Vanha"]


def test_a_team_sees_its_own_draft_too_and_it_is_marked(as_person: SignIn) -> None:
    draft = factories.project("Luonnos")
    person = factories.team_member(draft, role="viewer").person
    client = as_person(person)
    assert names(client) == ["Luonnos"]
    assert "Draft" in client.get("/en/projects/").content.decode()
    assert names(as_person(factories.person())) == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("", ["Pysyvä", "Tuleva", "Käynnissä", "Mennyt"]),
        ("running", ["Pysyvä", "Käynnissä"]),
        ("coming", ["Tuleva"]),
        ("ended", ["Mennyt"]),
    ],
)
def test_narrowed_by_state(state: str, expected: list[str]) -> None:
    factories.project("Mennyt", period=factories.period("2020", "28.2.2026"), published=True)
    factories.project("Käynnissä", period=factories.period("2021", "1.3.2026"), published=True)
    factories.project("Tuleva", period=factories.period("2.3.2026"), published=True)
    factories.project("Pysyvä", kind="standing", period=factories.period(), published=True)
    assert names(Client(), f"?state={state}") == expected


def test_narrowed_by_programme_area_and_theme() -> None:
    county = factories.area("Maakunta", code="county", kind="wellbeing_county")
    town = factories.area("Kunta", code="town", kind="municipality", parent=county)
    theme = factories.topic(code="food")
    programme = factories.programme(code="esf")
    factories.project("Kunnassa", areas=[town], published=True)
    factories.project("Maakunnassa", areas=[county, town], topics=[theme], published=True)
    factories.project("Ohjelmassa", programme=programme, topics=[theme], published=True)
    client = Client()
    assert names(client, "?area=county&sort=name") == ["Kunnassa", "Maakunnassa"]
    assert names(client, "?area=town&sort=name") == ["Kunnassa", "Maakunnassa"]
    assert names(client, "?theme=food&sort=name") == ["Maakunnassa", "Ohjelmassa"]
    assert names(client, "?programme=esf") == ["Ohjelmassa"]
    assert names(client, "?programme=esf&area=town") == []


def test_narrowed_by_an_organisation_that_owns_or_takes_part() -> None:
    school = factories.organisation("Esimerkin korkeakoulu", slug="school")
    factories.project("Oma", owner=school, published=True)
    other = factories.project("Toisen", published=True)
    factories.partnership(other, school)
    factories.project("Vieras", published=True)
    client = Client()
    assert names(client, "?organisation=school&sort=name") == ["Oma", "Toisen"]
    assert names(client, "?organisation=KORKEAKOULU&sort=name") == ["Oma", "Toisen"]
    assert names(client, "?organisation=nobody") == []


def test_narrowed_by_words_of_the_page_and_by_a_part_of_the_name(as_person: SignIn) -> None:
    found = factories.project("Hubittaako?", published=True, code="A75860")
    factories.goal(found, "Etätyökeskuksen opiskelijat")
    index.put(documents.KIND, found.pk, documents.documents_of(found))
    draft = factories.project("Hubin luonnos")
    person = factories.team_member(draft).person
    client = Client()
    assert names(client, "?text=opiskelijat") == ["Hubittaako?"]
    assert names(client, "?text=hubi") == ["Hubittaako?"]
    assert names(client, "?text=a75860") == ["Hubittaako?"]
    assert names(client, "?text=puuttuu") == []
    assert names(as_person(person), "?text=hubi&sort=name") == ["Hubin luonnos", "Hubittaako?"]


def test_orders_by_name_in_the_finnish_alphabet_and_by_the_next_to_end() -> None:
    for name, ends in (("Öljy", "2027"), ("Zeta", "2026"), ("äiti", "2020"), ("Åbo", "2030")):
        factories.project(name, period=factories.period("2010", ends), published=True)
    factories.project("Avoin", period=factories.period("2010"), published=True)
    assert names(Client(), "?sort=name") == ["Avoin", "Zeta", "Åbo", "äiti", "Öljy"]
    assert names(Client(), "?sort=end") == ["Zeta", "Öljy", "Åbo", "Avoin", "äiti"]


def test_what_cannot_be_chosen_is_said_and_narrows_nothing() -> None:
    factories.project("Oma", published=True)
    answer = Client().get("/en/projects/?area=no-such-place&sort=up")
    assert [str(row) for row in answer.context["rows"]] == ["Oma"]
    assert set(answer.context["form"].errors) == {"area", "sort"}
    assert 'href="#id_area"' in answer.content.decode()


def test_the_choices_are_those_that_projects_have() -> None:
    used, other = factories.area("Ähtäri", code="b"), factories.area("Akaa", code="a")
    factories.area("Muualla", code="d")
    factories.project(areas=[used, other], published=True)
    found = listing.choices()
    assert [code for code, _names in found.areas] == ["a", "b"]
    assert (found.programmes, found.themes) == ([], [])


def test_a_page_holds_twelve_and_the_pager_keeps_what_was_chosen() -> None:
    theme = factories.topic(code="food")
    for number in range(13):
        factories.project(f"Hanke {number:02}", topics=[theme], published=True)
    client = Client()
    assert names(client, "?theme=food&sort=name&page=2") == ["Hanke 12"]
    page = client.get("/en/projects/?theme=food&sort=name").content.decode()
    assert 'href="?theme=food&amp;sort=name&amp;page=2"' in page
    assert "13 projects" in page


def test_texts_that_fell_back_say_their_language_and_the_timeline_has_a_table() -> None:
    factories.project(
        names=Texts(es="Servicios nuevos"), summaries=Texts(fi="Suomeksi."), published=True
    )
    page = Client().get("/en/projects/").content.decode()
    assert '<span lang="es">Servicios nuevos</span>' in page
    assert '<span lang="fi">Suomeksi.</span>' in page
    assert '<figure class="timeline">' in page
    assert "<td>2021</td><td>2022</td>" in page


def test_an_empty_list_says_what_to_do_first(as_person: SignIn) -> None:
    empty = Client().get("/en/projects/").content.decode()
    assert "Projects appear here when they are published." in empty
    assert "Leave something out" in Client().get("/en/projects/?text=x").content.decode()
    own = as_person(factories.person()).get("/en/projects/").content.decode()
    assert "Begin with the first one" in own


def test_at_most_six_queries_however_many_and_whatever_is_chosen(
    count_queries: CountQueries,
) -> None:
    for number in range(14):
        factories.everything(f"Hanke {number}")
    client = Client()
    for query in ("", "?page=2&sort=end", "?area=x&text=hanke&organisation=kunta&state=ended"):
        with count_queries() as asked:
            client.get(f"/fi/projects/{query}")
        assert len(asked) <= 6


@pytest.mark.parametrize(("sort", "by"), [("", "projects_by_start"), ("name", "projects_by_name")])
def test_the_order_is_read_from_its_index(sort: str, by: str) -> None:
    for number in range(30):
        factories.project(f"Hanke {number}", published=True)
    rows = listing.narrowed(Project.objects.public(), Wanted(sort=sort))[:12]
    with connection.cursor() as cursor:
        # Thirty rows are faster to read through; a planner that may not do so shows what it can use.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = rows.explain()
    assert f"Index Scan using {by}" in plan
