"""The portfolio's page and workbook: who opens them and what they hold."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from conftest import DESK, PHONE, TABLET, SignIn
from talkoot.organisations.models import Organisation
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db
PAGE, WORKBOOK = "/en/projects/portfolio/", "/en/projects/portfolio.xlsx"


@pytest.fixture
def top() -> Iterator[Organisation]:
    """An organisation with a unit and five projects, on the last day of February 2026."""
    with time_machine.travel("2026-02-28T12:00:00+02:00", tick=False):
        top = factories.organisation("Ylin organisaatio", slug="top")
        unit = factories.organisation("Yksikkö", slug="unit", parent=top)
        esf = factories.programme("ESR 2021–2027", code="esf")
        for name, starts, ends, total, programme in (
            ("Alkava", "1.8.2026", "2027", 1000, esf),
            ("Päättyvä", "2024", "8/2026", None, esf),
            ("Päättynyt", "2020", "2025", 600, None),
            ("Jatkuva", "", "", None, None),
        ):
            project = factories.project(
                name,
                owner=unit,
                programme=programme,
                period=factories.period(starts, ends),
                slug=name.lower().replace("ä", "a"),
            )
            if total:
                factories.decision(project, total_eur=total, number=f"{name} 1")
        factories.project("=1+1", owner=top, funding="none", period=factories.period("2026"))
        yield top


@pytest.fixture
def client(top: Organisation, as_person: SignIn) -> Client:
    return as_person(factories.coordinator(top))


@pytest.mark.parametrize("address", [PAGE, WORKBOOK])
def test_only_a_coordinator_has_a_portfolio(
    address: str, top: Organisation, as_person: SignIn
) -> None:
    assert as_person(factories.member(top)).get(address).status_code == 404
    assert as_person(factories.person()).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert as_person(factories.coordinator(top)).get(address).status_code == 200
    assert as_person(factories.person(is_staff=True)).get(address).status_code == 200


def test_another_organisations_portfolio_is_not_found(top: Organisation, client: Client) -> None:
    factories.project(owner=factories.organisation(slug="other"))
    assert client.get(f"{PAGE}?organisation=unit").status_code == 200
    assert client.get(f"{PAGE}?organisation=other").status_code == 404
    assert client.get(f"{WORKBOOK}?organisation=other").status_code == 404


def test_what_starts_what_ends_and_what_has_ended(client: Client) -> None:
    context = client.get(PAGE).context
    assert (context["count"], context["running"]) == (5, 2)
    for part, expected in (
        ("starting", ["Alkava"]),
        ("ending", []),
        ("ended", ["Päättynyt"]),
    ):
        assert [line.name.text for line in context[part]] == expected
    with time_machine.travel("2026-03-01T12:00:00+02:00", tick=False):
        context = client.get(PAGE).context
    assert [line.name.text for line in context["ending"]] == ["Päättyvä"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=ended", ["Päättynyt"]),
        ("?programme=esf", ["Alkava", "Päättyvä"]),
        ("?year=2027", ["Jatkuva", "=1+1", "Alkava"]),
        ("?year=2027&programme=esf", ["Alkava"]),
        ("?year=none", ["Jatkuva", "Alkava", "=1+1", "Päättyvä", "Päättynyt"]),
    ],
)
def test_the_list_is_narrowed(query: str, expected: list[str], client: Client) -> None:
    lines = client.get(f"{PAGE}{query}").context["lines"]
    assert sorted(line.name.text for line in lines) == sorted(expected)


def test_the_money_says_its_rule_and_what_is_not_in_it(client: Client) -> None:
    page = " ".join(client.get(PAGE).content.decode().replace("\xa0", " ").split())
    assert (
        "Counted from the total budgets of 2 projects whose decisions in force are known." in page
    )
    assert "spread evenly over the days of the decision" in page
    assert "The money of 2 projects is not known, and it is not in the sums." in page
    assert "1 project has no outside funding." in page
    assert "1 600 €" in page.replace(",", " ")


def test_an_organisation_without_projects_says_what_to_do_first(as_person: SignIn) -> None:
    empty = factories.organisation("Uusi")
    page = as_person(factories.coordinator(empty)).get(PAGE).content.decode()
    assert "This organisation has no projects yet" in page
    assert 'href="/en/projects/new/"' in page


def test_others_projects_where_it_takes_part_are_listed(top: Organisation, client: Client) -> None:
    theirs = factories.project("Toisten hanke", published=True)
    factories.partnership(theirs, top)
    lines = client.get(PAGE).context["taken_part_in"]
    assert [line.name.text for line in lines] == ["Toisten hanke"]


def test_the_number_of_queries_does_not_grow(
    client: Client, top: Organisation, count_queries: Callable[[], CaptureQueriesContext]
) -> None:
    client.get(PAGE)
    with count_queries() as before:
        client.get(PAGE)
    for number in range(30):
        project = factories.project(f"Lisä {number}", owner=top)
        factories.decision(project)
    with count_queries() as after:
        client.get(PAGE)
    assert len(after) == len(before)


def sheets(answer: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_holds_numbers_dates_and_how_exactly_they_are_known(client: Client) -> None:
    answer = client.get(WORKBOOK)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer["Content-Disposition"] == ('attachment; filename="portfolio-top-2026-02-28.xlsx"')
    found = sheets(answer.content)
    assert list(found) == ["Projects", "Money"]
    heading, *rows = found["Projects"]
    by_name = {row[0]: dict(zip(heading, row, strict=True)) for row in rows}
    assert list(by_name) == ["Jatkuva", "Alkava", "=1+1", "Päättyvä", "Päättynyt"]
    ending = by_name["Päättyvä"]
    assert ending["Starts"] == date(2024, 1, 1)
    assert ending["Start is known to the"] == "year"
    assert ending["Ends"] == date(2026, 8, 31)
    assert ending["End is known to the"] == "month"
    assert ending["Total budget, €"] == ""
    assert by_name["Alkava"]["Total budget, €"] == 1000
    assert by_name["Alkava"]["Decision in force"] == "Alkava 1"
    assert by_name["Jatkuva"]["Starts"] == ""
    assert by_name["=1+1"]["Funding"] == "no outside funding"


def test_the_workbooks_money_adds_up(client: Client) -> None:
    heading, *rows = sheets(client.get(WORKBOOK).content)["Money"]
    assert heading == ["Programme", "Year", "Money, €"]
    assert [row[:2] for row in rows] == [
        ["ESR 2021–2027", 2026],
        ["ESR 2021–2027", 2027],
        *[["No programme", year] for year in range(2020, 2026)],
    ]
    amounts = [Decimal(str(row[2])) for row in rows]
    assert (sum(amounts[:2]), sum(amounts[2:])) == (Decimal(1000), Decimal(600))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_in_a_browser_nothing_overflows_and_axe_finds_nothing(
    width: int, page: Page, axe: Callable[[Page], None], as_person: SignIn
) -> None:
    project = factories.everything("Erittäin pitkänimisen yhteistoimintaverkostohankkeen esimerkki")
    as_person(factories.coordinator(project.owner), page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/fi/projects/portfolio/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
