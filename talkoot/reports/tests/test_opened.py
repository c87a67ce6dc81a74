"""A number opened: its very rows, what was left out, frozen rows beside today's, and who sees names."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from conftest import SignIn
from talkoot.measures import measure as measures
from talkoot.measures.measure import Column, LeftOut, Measure, Rows, Scope, Unit
from talkoot.people import operations as people
from talkoot.people.models import Person
from talkoot.projects.models import Project, Recognition
from talkoot.projects.tests import factories as of_projects
from talkoot.reports import operations
from talkoot.reports.models import ProjectIndicator, Report, ReportFigure
from talkoot.reports.queries import opened
from talkoot.reports.queries.choosing import measures_for
from talkoot.reports.tests import factories

pytestmark = pytest.mark.django_db

PRETEND = "pretend.prizes"


def prizes(scope: Scope) -> Rows:
    rows = Recognition.objects.filter(project__in=scope.projects, starts_on__isnull=False)
    if scope.first is not None:
        rows = rows.filter(starts_on__gte=scope.first)
    if scope.until is not None:
        rows = rows.filter(starts_on__lt=scope.until)
    return rows.order_by("starts_on", "pk")


def undated(scope: Scope) -> list[LeftOut]:
    rows = Recognition.objects.filter(project__in=scope.projects, starts_on=None)
    return [LeftOut("undated", "Nobody knows when it was given.", rows)]


@pytest.fixture(autouse=True)
def _pretend_area() -> Iterator[None]:
    """A measure of an area that reports have never heard of; no line of reports knows it."""
    measures.register(
        Measure(
            code=PRETEND,
            name="Prizes",
            unit=Unit.OUTPUT,
            how="Each prize is one, on the day when it was given.",
            rows=prizes,
            columns=(
                Column("Prize", lambda row: row.names, link=lambda row: row.web_address),
                Column("Given by", lambda row: row.given_by, personal=True),
                Column("Known since", lambda row: row.starts_on),
            ),
            left_out=undated,
            day="starts_on",
            model=Recognition,
        )
    )
    yield
    measures._measures.pop(PRETEND)


@pytest.fixture
def row() -> Project:
    return factories.project("Esimerkkihanke", published=True)


@pytest.fixture
def counted(row: Project) -> ProjectIndicator:
    return factories.indicator(row, "Palkinnot", measure=PRETEND)


def prize(
    of: Project, name: str = "Esimerkkipalkinto", on: str = "2021", **more: Any
) -> Recognition:
    period = of_projects.period(on, on) if on else of_projects.period()
    return of_projects.recognition(of, name, period=period, **more)


def member(of: Project, role: str) -> Person:
    person = factories.person(f"Testi {role}")
    factories.team_member(of, person, role=role)
    return person


@pytest.fixture
def client(row: Project, as_person: SignIn) -> Client:
    return as_person(member(row, "manager"))


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows_url(of: ProjectIndicator, query: str = "") -> str:
    return f"/en/reports/{of.project.slug}/indicators/{of.pk}/rows/{query}"


def body(client: Client, address: str) -> str:
    return text_of(client.get(address)).split("<main")[1].split("</main>")[0]


# --- a measure of an area that reports do not know ---------------------------------------------------
def test_a_new_areas_measure_is_chosen_counted_and_opened(
    row: Project, counted: ProjectIndicator, client: Client
) -> None:
    prize(row, "Vuoden esimerkki", web_address="https://palkinto.example/")
    prize(row, "Päiväämätön", on="")
    assert PRETEND in [one.code for one in measures_for(None)]
    assert f'{rows_url(counted)}?partner=all">1</a>' in body(client, f"/en/reports/{row.slug}/")
    shown = body(client, rows_url(counted))
    assert '<p class="big">1</p>' in shown
    assert (
        '<a href="https://palkinto.example/"><span lang="fi">Vuoden esimerkki</span></a>' in shown
    )
    assert "Each prize is one, on the day when it was given." in shown
    assert "1.1.2021" in shown
    assert "Päiväämätön" not in shown
    left = body(client, rows_url(counted, "?left_out=undated"))
    assert "Nobody knows when it was given." in left
    assert ("Päiväämätön" in left, "Vuoden esimerkki" in left) == (True, False)


# --- live rows -------------------------------------------------------------------------------------
def test_the_rows_are_those_of_the_time_that_was_asked_for(
    row: Project, counted: ProjectIndicator, client: Client
) -> None:
    period = factories.reporting_period(row, "2022-01-01", "2022-12-31")
    for year in ("2021", "2022", "2023"):
        prize(row, f"Palkinto vuodelta {year}", on=year)

    def years(query: str) -> list[str]:
        shown = body(client, rows_url(counted, query))
        return [year for year in ("2021", "2022", "2023") if f"vuodelta {year}" in shown]

    assert years("") == ["2021", "2022", "2023"]
    assert years(f"?period={period.pk}") == ["2022"]
    assert years(f"?period={period.pk}&up_to=1") == ["2021", "2022"]
    assert years("?period=year-2021") == ["2021"]


def test_fifty_rows_a_page(row: Project, counted: ProjectIndicator, client: Client) -> None:
    for place in range(52):
        prize(row, f"Palkinto {place:02}.")
    first, second = body(client, rows_url(counted)), body(client, rows_url(counted, "?page=2"))
    assert (first.count("Palkinto "), second.count("Palkinto ")) == (50, 2)
    assert '<p class="big">52</p>' in second


def test_a_page_of_rows_asks_as_much_for_one_as_for_fifty(
    row: Project, counted: ProjectIndicator, client: Client, count_queries: Any
) -> None:
    prize(row)
    with count_queries() as one:
        body(client, rows_url(counted))
    for _turn in range(20):
        prize(row)
    with count_queries() as many:
        body(client, rows_url(counted))
    assert len(one) == len(many)


@pytest.mark.parametrize(
    ("role", "seen"),
    [("manager", True), ("member", True), ("viewer", False)],
)
def test_who_people_are_is_shown_to_those_who_work_there(
    row: Project, counted: ProjectIndicator, as_person: SignIn, role: str, seen: bool
) -> None:
    prize(row, given_by="Antaja Esimerkki")
    client = as_person(member(row, role))
    shown = body(client, rows_url(counted))
    assert ("Antaja Esimerkki" in shown, "shown without names" in shown) == (seen, not seen)
    (sheet,) = [one for one in workbook(client, counted) if one.title == "Counted"]
    assert ("Given by" in [cell.value for cell in sheet[1]]) is seen


def test_others_find_nothing(row: Project, counted: ProjectIndicator, as_person: SignIn) -> None:
    stranger = as_person(factories.person())
    for address in (rows_url(counted), f"/en/reports/{row.slug}/"):
        assert stranger.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    other = factories.indicator(factories.project(), measure=PRETEND)
    insider = as_person(member(row, "manager"))
    wrong = f"/en/reports/{row.slug}/indicators/{other.pk}/rows/"
    assert insider.get(wrong).status_code == 404


def test_what_cannot_be_opened_is_not_found(row: Project, client: Client) -> None:
    gone = factories.indicator(row, measure="gone.away")
    assert client.get(rows_url(gone)).status_code == 404
    assert client.get(rows_url(gone).replace("rows", "parts")).status_code == 200
    here = factories.indicator(row, measure=PRETEND)
    for query in ("?left_out=nothing", "?by=nothing&part=a", "?partner=99"):
        assert client.get(rows_url(here, query)).status_code == 404


def test_a_figure_written_by_hand_opens_to_its_reasons(row: Project, client: Client) -> None:
    by_hand = factories.indicator(row, "Lataukset")
    assert "nothing written yet" in body(client, rows_url(by_hand))
    factories.manual_figure(by_hand, 12)
    shown = body(client, rows_url(by_hand))
    proof = f"/en/reports/{row.slug}/figures-by-hand/{by_hand.manual_figures.get().pk}/proof/"
    assert "Esimerkin vuoksi." in shown
    assert f'<a href="{proof}">esimerkki.txt</a>' in shown
    assert '<p class="big">12</p>' in shown
    assert "12.0" not in shown


# --- the workbook ----------------------------------------------------------------------------------
def workbook(client: Client, of: ProjectIndicator, query: str = "") -> Any:
    answer = client.get(rows_url(of, query).replace("rows/", "rows.xlsx"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_the_workbook_holds_the_rows_and_what_was_left_out(
    row: Project, counted: ProjectIndicator, client: Client
) -> None:
    prize(row, "=1+1", given_by="Antaja")
    prize(row, "Päiväämätön", on="")
    number, rows, left = workbook(client, counted)
    facts = {line[0].value: line[1].value for line in number.iter_rows(min_row=2)}
    assert (facts["Value"], facts["Rows"]) == (1, 1)
    assert [cell.value for cell in rows[1]] == ["Prize", "Given by", "Known since"]
    assert (rows["A2"].value, rows["A2"].data_type) == ("=1+1", "s")
    assert rows["C2"].value.date() == date(2021, 1, 1)
    assert [cell.value for cell in left[2]][:2] == [
        "Nobody knows when it was given.",
        "Päiväämätön",
    ]


# --- frozen figures ----------------------------------------------------------------------------------
def frozen(of: Project) -> ReportFigure:
    report = operations.begin(period=factories.reporting_period(of), by=None)
    operations.check(report=report, by=None)
    operations.freeze(report=report, by=None)
    return report.figures.get()


def figure_url(of: ReportFigure, query: str = "") -> str:
    project = of.report.period.project
    return f"/en/reports/{project.slug}/report/{of.report_id}/figures/{of.pk}/{query}"


def test_a_frozen_figure_opens_to_the_rows_it_was_counted_from(
    row: Project, counted: ProjectIndicator, client: Client
) -> None:
    prize(row, "Ennen", on="2020")
    prize(row, "Aikana")
    figure = frozen(row)
    shown, whole = body(client, figure_url(figure)), body(client, figure_url(figure, "?days=all"))
    assert [("Ennen" in page, "Aikana" in page) for page in (shown, whole)] == [
        (False, True),
        (True, True),
    ]
    assert '<p class="big">1</p>' in shown
    assert "answers 1 today, of the very same rows" in shown


def test_what_has_become_of_frozen_rows_is_told(
    row: Project, counted: ProjectIndicator, client: Client
) -> None:
    prize(row, "Pysyvä")
    gone, moved, lost = prize(row, "Poistunut"), prize(row, "Siirtynyt"), prize(row, "Hämärtynyt")
    figure = frozen(row)
    prize(row, "Myöhässä")
    number = gone.pk
    gone.delete()
    Recognition.objects.filter(pk=moved.pk).update(
        starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31)
    )
    Recognition.objects.filter(pk=lost.pk).update(starts_on=None)
    shown = body(client, figure_url(figure))
    assert '<p class="big">4</p>' in shown
    assert "answers 2 today; the difference is −2" in shown
    assert ("1 row has come later." in shown, "3 rows no longer count." in shown) == (True, True)
    assert f"Row {number}" in shown
    for why in (
        "The row is no longer there.",
        "It counts on another day or in another partner’s share now.".replace("’", "&#x27;"),
        "Nobody knows when it was given.",
    ):
        assert why in shown
    assert "Myöhässä" in body(client, figure_url(figure, "?show=came"))
    only_gone = body(client, figure_url(figure, "?show=gone"))
    assert ("Siirtynyt" in only_gone, "Pysyvä" in only_gone) == (True, False)
    assert client.get(figure_url(figure, "?show=nothing")).status_code == 404


def test_an_amount_that_changed_is_told(row: Project, client: Client) -> None:
    by_hand = factories.indicator(row, "Lataukset")
    entry = factories.manual_figure(by_hand, 12)
    operations_proofs(entry)
    figure = frozen(row)
    type(entry).objects.filter(pk=entry.pk).update(hundredths=1500)
    shown = body(client, figure_url(figure))
    assert "answers 15 today; the difference is +3" in shown
    assert "The amount of 1 row has changed." in shown
    assert "The amount has changed. 15" in shown


def operations_proofs(entry: Any) -> None:
    """Puts the proof's file where the row says that it is."""
    entry.proof.save("esimerkki.txt", factories.proof(), save=True)


def test_a_frozen_figure_without_its_measure_still_tells_its_rows(
    row: Project, counted: ProjectIndicator, client: Client
) -> None:
    made = prize(row)
    figure = frozen(row)
    known = measures._measures.pop(PRETEND)
    try:
        shown = body(client, figure_url(figure))
    finally:
        measures.register(known)
    assert (f"Row {made.pk}" in shown, '<p class="big">1</p>' in shown) == (True, True)
    assert "no longer part of this installation" in shown


def test_names_of_a_frozen_figures_rows_are_for_the_same_people(
    row: Project, counted: ProjectIndicator, client: Client, as_person: SignIn
) -> None:
    prize(row, given_by="Antaja Esimerkki")
    figure = frozen(row)
    viewer = as_person(member(row, "viewer"))
    seen = ["Antaja" in body(one, figure_url(figure)) for one in (client, viewer)]
    assert seen == [True, False]
    assert as_person(factories.person()).get(figure_url(figure)).status_code == 404


def test_a_draft_has_no_frozen_figures(row: Project, client: Client) -> None:
    other = factories.project()
    factories.indicator(other, measure=PRETEND)
    figure = frozen(other)
    wrong = f"/en/reports/{row.slug}/report/{figure.report_id}/figures/{figure.pk}/"
    assert client.get(wrong).status_code == 404


def test_a_hundred_thousand_frozen_rows_are_no_parameters(
    row: Project, counted: ProjectIndicator, count_queries: Any
) -> None:
    prize(row)
    figure = frozen(row)
    figure.row_ids = list(range(100_000))
    scope = opened.scope_of_figure(figure, cumulative=True)
    measure = opened.measure_of_figure(figure)
    assert measure is not None
    with count_queries() as asked:
        list(opened.came_later(figure, measure, scope, cumulative=True))
    assert len(asked[0]["sql"]) < 5000


def test_forgetting_a_person_changes_neither_number_nor_rows(row: Project, client: Client) -> None:
    person = factories.person()
    by_hand = factories.indicator(row, "Lataukset")
    operations_proofs(factories.manual_figure(by_hand, 12, created_by=person))
    figure = frozen(row)
    people.erase(person=person, by=None)
    assert '<p class="big">12</p>' in body(client, rows_url(by_hand))
    assert "answers 12 today" in body(client, figure_url(figure))
    assert Report.objects.get().is_frozen
