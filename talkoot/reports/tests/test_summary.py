"""A decision maker's summary: what is counted, what is left out, and its page, PDF and picture."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Unit
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.reports.queries import summary as queries
from talkoot.reports.tests import factories
from talkoot.reports.views import summary as views

pytestmark = pytest.mark.django_db
PEOPLE = "test.people_done"


@pytest.fixture(autouse=True)
def people() -> Iterator[Measure]:
    """Two measures: one of events and one of people, both of the rows that were done."""
    views.FETCHED.forget()
    with factories.measure_of_done() as done:
        made = replace(done, code=PEOPLE, unit=Unit.PERSON, day="done_on", project="project")
        measures.register(made)
        try:
            yield made
        finally:
            measures._measures.pop(PEOPLE)


def project_with(name: str = "Esimerkkihanke", **years: int) -> Project:
    """`y2021=7`: seven rows of that year."""
    made = factories.project(name, published=True)
    for year, count in years.items():
        for _number in range(count):
            factories.done(made, f"{year[1:]}-03-01")
    return made


def asked(client: Client, *projects: Project, end: str = "summary/", **more: Any) -> Any:
    person: Person = factories.person()
    client.force_login(person)
    query = {"m": PEOPLE, "p": [one.slug for one in projects], "first": 2020, "last": 2022, **more}
    return client.get(f"/en/reports/{end}?{urlencode(query, doseq=True)}")


# --- what is counted ----------------------------------------------------------------------------------
def test_years_add_up_to_the_number(people: Measure) -> None:
    rows = [project_with(y2020=9, y2021=6), project_with(y2021=5)]
    (answer,) = queries.answers([people], rows, 2020, 2022)
    assert (answer.total, dict(answer.years), answer.left_out) == (
        20,
        {2020: 9, 2021: 11, 2022: 0},
        0,
    )


@pytest.mark.parametrize(
    ("row", "hidden"),
    [
        ({2020: 9, 2021: 6}, set()),
        ({2020: 9, 2021: 3, 2022: 6}, {2021, 2022}),
        ({2020: 1, 2021: 1, 2022: 20}, {2020, 2021, 2022}),
        ({2020: 0, 2021: 3, 2022: 7}, {2021, 2022}),
        ({2020: 4}, {2020}),
        ({}, set()),
    ],
)
def test_a_small_number_is_left_out_with_another_that_hides_it(
    row: dict[int, int], hidden: set[int]
) -> None:
    assert queries.hidden_years(row) == hidden


def test_no_two_summaries_give_a_small_number_away(people: Measure) -> None:
    large, small = project_with(y2020=9, y2021=9), project_with(y2020=8, y2021=2, y2022=6)

    def total(*rows: Project, first: int = 2020, last: int = 2022) -> int:
        return queries.answers([people], list(rows), first, last)[0].total

    assert total(large, small) - total(large) == 8
    assert total(large, small, last=2021) - total(large, small, last=2020) == 9
    assert total(small, first=2021) == 0


def test_hours_of_few_people_are_left_out_too(people: Measure) -> None:
    hours = replace(people, code="test.hours_done", unit=Unit.HOUR)
    rows = [project_with(y2020=9, y2021=2, y2022=7), project_with(y2021=8)]
    (of_people,) = queries.answers([people], rows, 2020, 2022)
    (of_hours,) = queries.answers([hours], rows, 2020, 2022)
    assert dict(of_people.years) == {2020: 9, 2021: 8, 2022: 0}
    assert (of_hours.years, of_hours.left_out) == (of_people.years, 1)


def test_small_numbers_of_other_things_than_people_are_told() -> None:
    done = replace(measures.get(factories.DONE), day="done_on", project="project")
    (answer,) = queries.answers([done], [project_with(y2021=2)], 2021, 2021)
    assert (answer.total, answer.left_out) == (2, 0)


# --- the page -----------------------------------------------------------------------------------------
def test_the_page_begins_with_the_choices_and_its_address_keeps_them(client: Client) -> None:
    client.force_login(factories.person())
    empty = client.get("/en/reports/summary/")
    assert empty.status_code == 200
    assert empty.context["made"] is None
    assert not empty.context["form"].is_bound
    row = project_with(y2021=7)
    named = client.get(f"/en/reports/summary/?p={row.slug}&m={PEOPLE}").context["form"]
    assert (named.is_bound, named.initial["p"], named.initial["m"]) == (False, [row.slug], [PEOPLE])
    answer = asked(client, row, title="Vuosi lukuina", text="Kolme lausetta.")
    made = answer.context["made"]
    assert (made.title, made.years, made.projects) == (
        "Vuosi lukuina",
        "2020–2022",
        "Esimerkkihanke",
    )
    assert [(one.number, [str(bar.shown) for bar in one.bars]) for one in made.shown] == [
        ("7", ["0", "7", "0"])
    ]
    assert "Kolme lausetta." in answer.content.decode()


def test_what_is_left_out_is_told(client: Client) -> None:
    answer = asked(client, project_with(y2020=9, y2021=2, y2022=7))
    (one,) = answer.context["made"].shown
    assert one.number == "at least 9"
    assert "1 project is left out" in one.left_out


def test_wrong_choices_are_told_at_their_fields(client: Client) -> None:
    row = project_with(y2021=7)
    assert list(asked(client, row, first=2022, last=2020).context["form"].errors) == ["last"]
    assert list(asked(client, row, first=2000, last=2020).context["form"].errors) == ["last"]
    assert list(asked(client).context["form"].errors) == ["area"]
    assert list(client.get("/en/reports/summary/?first=2020").context["form"].errors) == [
        "m",
        "area",
    ]
    assert list(asked(client, row, m="test.unknown").context["form"].errors) == ["m"]


def test_an_area_chooses_its_projects_and_a_draft_of_others_is_not_seen(client: Client) -> None:
    area = factories_area()
    public = project_with(y2021=7)
    public.areas.add(area)
    draft = factories.project("Salainen")
    draft.areas.add(area)
    answer = asked(client, draft, area=area.code)
    assert answer.context["made"].projects == "Esimerkkihanke"


def factories_area() -> Any:
    from talkoot.projects.tests.factories import area

    return area("Keski-Esimerkki")


def test_projects_are_found_by_a_part_of_the_name_and_stay_ticked(client: Client) -> None:
    row, other = project_with("Etäjohtaminen", y2021=7), project_with("Perheet", y2021=6)
    found = asked(client, row, find="Perhe").context["form"]
    assert [slug for slug, _name in found.fields["p"].choices] == [row.slug, other.slug]
    assert found.cleaned_data["p"] == [row.slug]


@given(st.dictionaries(st.integers(2015, 2022), st.integers(0, 12), max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_is_left_out_of_a_project_that_is_not_small_tells_nothing(row: dict[int, int]) -> None:
    hidden = queries.hidden_years(row)
    assert {year for year, amount in row.items() if 0 < amount < 5} <= hidden
    if hidden and sum(row.values()) >= 5:
        assert len(hidden) >= 2
        assert sum(row[year] for year in hidden) >= 5


def test_the_pdf_is_one_accessible_page_and_the_picture_a_png(client: Client) -> None:
    row = project_with(y2021=7)
    pdf = asked(client, row, end="summary.pdf", title="Vuosi #lukuina")
    read = PdfReader(io.BytesIO(pdf.content))
    assert len(read.pages) == 1
    words = read.pages[0].extract_text()
    assert "Vuosi #lukuina" in words
    assert "Esimerkkihanke" in words
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.content
    png = asked(client, row, end="summary.png")
    assert png.content.startswith(b"\x89PNG")
    assert asked(client, end="summary.png").status_code == 404


def test_only_those_who_have_signed_in_make_summaries(client: Client) -> None:
    assert client.get("/en/reports/summary/").status_code == 302
