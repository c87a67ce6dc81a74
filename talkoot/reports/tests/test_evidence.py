"""Promised against happened: what is asked, what is missing, what adds up, and what everybody sees."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import SignIn
from talkoot.measures import measure as measures
from talkoot.measures.measure import Scope, Unit
from talkoot.projects.models import Project
from talkoot.projects.tests import factories as of_projects
from talkoot.reports.queries import public_results, spans
from talkoot.reports.queries.evidence import Line, Number, evidence
from talkoot.reports.queries.parts import by_splits, by_time
from talkoot.reports.tests import factories
from talkoot.reports.views.numbers import said, said_share

pytestmark = pytest.mark.django_db

CountQueries = Callable[[], CaptureQueriesContext]
DONE = factories.DONE


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    with factories.measure_of_done():
        yield


@pytest.fixture
def row() -> Project:
    return factories.project("Esimerkkihanke", published=True)


def lines(of: Project, **asked: Any) -> dict[str, Line]:
    return {str(one.indicator): one for one in evidence(of, **asked)}


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- what is asked ---------------------------------------------------------------------------------
def test_nothing_promised_is_asked_once(row: Project, count_queries: CountQueries) -> None:
    with count_queries() as asked:
        assert evidence(row) == []
    assert len(asked) == 1


def test_a_measure_is_asked_once_for_all_that_it_counts(
    row: Project, count_queries: CountQueries
) -> None:
    for name, part in (("Kaikki", ""), ("A", "a"), ("B", "b"), ("Muut", "c")):
        by = "proof_note" if part else ""
        factories.indicator(row, name, measure=DONE, part_by=by, part=part)
    for day, note in (("2021-02-01", "a"), ("2021-03-01", "a"), ("2022-02-01", "b")):
        factories.done(row, day, note)
    span = (date(2021, 3, 1), date(2022, 1, 1))
    with count_queries() as asked:
        found = lines(row, until=date(2022, 1, 1), span=span)
    # The indicators, the decisions, the targets; the measure knows no day, so each span is asked.
    assert len(asked) == 5
    assert {name: (one.so_far, one.in_span) for name, one in found.items()} == {
        "Kaikki": (number(2), number(1)),
        "A": (number(2), number(1)),
        "B": (number(0), number(0)),
        "Muut": (number(0), number(0)),
    }


def number(value: int) -> Number:
    return Number(value, value, value, is_estimate=False, is_missing=False)


def test_nought_is_another_matter_than_nothing_written(row: Project) -> None:
    factories.indicator(row, "Laskettu", measure=DONE)
    empty = factories.indicator(row, "Kirjaamatta")
    written = factories.indicator(row, "Kirjattu nollaksi")
    factories.target(empty, 5)
    factories.manual_figure(written, 0, on="2021-06-15")
    found = lines(row, span=(date(2022, 1, 1), None))
    assert found["Laskettu"].so_far == number(0)
    missing = {name: one.so_far and one.so_far.is_missing for name, one in found.items()}
    assert missing == {"Laskettu": False, "Kirjaamatta": True, "Kirjattu nollaksi": False}
    in_span = found["Kirjattu nollaksi"].in_span
    assert in_span is not None
    assert in_span.is_missing
    assert found["Kirjaamatta"].share is None


def test_what_nothing_counts_here_has_no_number(row: Project) -> None:
    factories.indicator(row, "Kadonnut", measure="gone.away")
    factories.indicator(row, "Osaton", measure=DONE, part_by="gone", part="a")
    assert [(one.measure, one.so_far) for one in evidence(row)] == [(None, None), (None, None)]


def test_the_share_is_of_the_target_in_force_and_of_the_partner(row: Project) -> None:
    share = factories.partnership(row)
    indicator = factories.indicator(row, "Kirjattu")
    first = factories.decision(row)
    second = factories.decision(row, supersedes=first, closed_indicators=["RCO81"])
    factories.target(indicator, 100, decision=first)
    factories.target(indicator, 8, decision=second)
    factories.target(indicator, 4, decision=second, partnership=share)
    factories.manual_figure(indicator, 2)
    factories.manual_figure(indicator, 1, partnership=share)
    (whole,), (part,) = evidence(row), evidence(row, partnership=share.pk)
    assert whole.target is not None
    assert (whole.target.decision, whole.share, part.share) == (
        second,
        Decimal("0.375"),
        Decimal("0.25"),
    )
    assert not whole.may_be_reported


# --- what adds up ----------------------------------------------------------------------------------
DAYS = st.lists(
    st.tuples(
        st.dates(date(2020, 11, 1), date(2023, 2, 1)), st.sampled_from(["", "a", "b", "left"])
    ),
    max_size=10,
)
few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@few
@given(rows=DAYS)
def test_periods_parts_and_rows_add_up(row: Project, rows: list[tuple[date, str]]) -> None:
    with transaction.atomic():
        indicator = factories.indicator(row, measure=DONE)
        for day, note in rows:
            factories.done(row, str(day), note)
        cuts = [None, date(2021, 1, 1), date(2021, 7, 1), date(2022, 1, 1), None]
        times = [spans.Choice(str(place), "", span) for place, span in enumerate(pairwise(cuts))]
        measure = measures.get(DONE)
        scope = Scope((row.pk,))
        (line,) = evidence(row)
        assert line.so_far is not None
        value = line.so_far.value
        found, rest = by_time(measure, scope, times)
        assert (sum(part.value for part in found), rest) == (value, 0)
        assert value == len(measure.rows(scope)) == sum(note != "left" for _day, note in rows)
        for side in by_splits(measure, scope):
            assert sum(part.value for part in side.parts) == value
        for cut in cuts[1:4]:
            (cumulative,) = evidence(row, until=cut, span=(cut, None))
            assert cumulative.so_far is not None
            assert cumulative.in_span is not None
            assert cumulative.so_far.value + cumulative.in_span.value == value
        assert indicator.pk == line.indicator.pk
        transaction.set_rollback(True)


# --- the page --------------------------------------------------------------------------------------
@pytest.fixture
def client(row: Project, as_person: SignIn) -> Client:
    manager = factories.person("Johtaja Esimerkki")
    factories.team_member(row, manager, role="manager")
    return as_person(manager)


def test_the_page_tells_promise_number_and_how_it_is_counted(row: Project, client: Client) -> None:
    goal = of_projects.goal(row, "Osaaminen vahvistuu")
    counted = factories.indicator(row, "Tehdyt", measure=DONE, goal=goal)
    factories.target(counted, 4)
    about = factories.indicator(row, "Arvioidut")
    factories.manual_figure(about, 1500, is_estimate=True)
    factories.indicator(row, "Kirjaamatta")
    factories.done(row, "2021-02-01")
    shown = text_of(client.get(f"/en/reports/{row.slug}/"))
    assert f'href="/en/reports/{row.slug}/indicators/{counted.pk}/rows/?partner=all">1</a>' in shown
    assert "Each is counted on the day when it was done." in shown
    assert 'aria-label="1 of 4"' in shown
    assert "25 %" in shown
    assert "about 1 500" in shown
    assert shown.count("nothing written yet") == 1
    assert shown.count("no target") == 2
    assert shown.index("Osaaminen vahvistuu") < shown.index("Not tied to a goal")
    assert "<input" not in shown.split("<main")[1].split("</main>")[0]


def test_a_countable_number_cannot_be_written(row: Project, client: Client) -> None:
    factories.indicator(row, measure=DONE)
    main = text_of(client.get(f"/en/reports/{row.slug}/")).split("<main")[1].split("</main>")[0]
    assert ("<input" in main, 'method="post"' in main, "<textarea" in main) == (False,) * 3


def test_a_period_shows_what_happened_in_it_and_until_its_end(row: Project, client: Client) -> None:
    counted = factories.indicator(row, "Tehdyt", measure=DONE)
    first = factories.reporting_period(row)
    second = factories.reporting_period(row, "2022-01-01", "2022-12-31")
    for day in ("2021-05-01", "2022-05-01", "2022-06-01", "2023-01-01"):
        factories.done(row, day)
    rows = f"/en/reports/{row.slug}/indicators/{counted.pk}/rows/"

    def numbers(query: str) -> list[str]:
        shown = text_of(client.get(f"/en/reports/{row.slug}/{query}"))
        return [piece.split("</a>")[0] for piece in shown.split(rows)[1:]]

    assert numbers(f"?period={first.pk}") == [
        f'?period={first.pk}&amp;partner=all">1',
        f'?period={first.pk}&amp;partner=all&amp;up_to=1">1',
    ]
    assert numbers(f"?period={second.pk}") == [
        f'?period={second.pk}&amp;partner=all">2',
        f'?period={second.pk}&amp;partner=all&amp;up_to=1">3',
    ]
    assert numbers("?period=year-2021")[0] == '?period=year-2021&amp;partner=all">1'
    # Without a choice: all there is, beside the period that goes on, or the last one.
    assert numbers("") == [f'?period={second.pk}&amp;partner=all">2', '?partner=all">4']


def test_the_page_is_asked_in_a_few_questions(
    row: Project, client: Client, count_queries: CountQueries
) -> None:
    def asked_now() -> int:
        with count_queries() as asked:
            text_of(client.get(f"/en/reports/{row.slug}/"))
        return len(asked)

    factories.indicator(row, measure=DONE)
    first = asked_now()
    for part in ("a", "b", "c"):
        factories.indicator(row, measure=DONE, part_by="proof_note", part=part)
    assert asked_now() == first
    factories.indicator(row)
    assert asked_now() == first + 1


def test_where_nothing_is_promised_the_first_thing_to_do_is_told(
    row: Project, client: Client, as_person: SignIn
) -> None:
    address = f"/en/reports/{row.slug}/"
    assert "Choose indicators" in text_of(client.get(address))
    viewer = factories.person()
    factories.team_member(row, viewer, role="viewer")
    shown = text_of(as_person(viewer).get(address))
    assert ("Nothing is promised yet" in shown, "Choose indicators" in shown) == (True, False)


def test_a_partners_contact_opens_at_the_own_share(row: Project, as_person: SignIn) -> None:
    share = factories.partnership(row)
    contact = factories.person()
    factories.team_member(row, contact, role="partner_contact", partnership=share)
    indicator = factories.indicator(row, "Kirjattu")
    factories.manual_figure(indicator, 3, partnership=share)
    factories.manual_figure(indicator, 9)
    client = as_person(contact)
    own = text_of(client.get(f"/en/reports/{row.slug}/"))
    whole = text_of(client.get(f"/en/reports/{row.slug}/?partner=all"))
    assert (f'?partner={share.pk}">3</a>' in own, '?partner=all">12</a>' in whole) == (True, True)
    assert client.get(f"/en/reports/{row.slug}/?partner=0").status_code == 404


def test_one_indicator_from_each_side(row: Project, client: Client) -> None:
    share = factories.partnership(row)
    indicator = factories.indicator(row, "Kirjattu")
    factories.target(indicator, 5, partnership=share)
    factories.manual_figure(indicator, 3, on="2021-02-01", partnership=share)
    factories.manual_figure(indicator, 4, on="2022-02-01")
    factories.reporting_period(row)
    shown = text_of(client.get(f"/en/reports/{row.slug}/indicators/{indicator.pk}/parts/"))
    for words in ("By reporting period", "By year", "By partner", "In none of these", "promised"):
        assert (words in shown) == (words != "promised")
    assert shown.count('Together</th><td class="r">7<') == 3
    others = factories.indicator(factories.project())
    assert client.get(f"/en/reports/{row.slug}/indicators/{others.pk}/parts/").status_code == 404


# --- what everybody sees ---------------------------------------------------------------------------
def line(
    name: str, value: int, *, part: str = "", unit: Unit = Unit.PERSON, measure: str = "m"
) -> Line:
    """A line that was counted so; its number stands for its place in the answers below."""
    with factories.measure_of_done("test.line") as made:
        row = factories.indicator(factories.project(), name, measure=measure)
        row.part_by, row.part = ("by" if part else ""), part
        counted = type(made)(**{**vars(made), "unit": unit})
        return Line(row, counted, None, number(value), None, may_be_reported=True)


def concealed(*shown: Line) -> list[str]:
    found = public_results.hidden(shown)
    return [str(one.indicator) for one in shown if one.indicator.pk in found]


def test_small_numbers_of_people_are_hidden() -> None:
    assert concealed(line("nolla", 0), line("yksi", 1), line("neljä", 4), line("viisi", 5)) == [
        "yksi",
        "neljä",
    ]
    assert concealed(line("tapahtumia", 2, unit=Unit.EVENT)) == []


def test_hours_of_few_people_are_hidden_too() -> None:
    few, hours = line("ihmisiä", 3), line("tunteja", 6, unit=Unit.HOUR)
    assert concealed(few, hours) == ["ihmisiä", "tunteja"]
    assert concealed(line("ihmisiä", 30), hours) == []
    assert concealed(line("kaikki", 0), hours) == []


def test_a_small_rest_of_the_whole_cannot_be_worked_out() -> None:
    whole = line("kaikki", 20)
    assert concealed(whole, line("a", 17, part="a"), line("b", 3, part="b")) == ["a", "b"]
    assert concealed(whole, line("a", 17, part="a")) == ["a"]
    assert concealed(whole, line("a", 9, part="a"), line("b", 8, part="b")) == ["b"]
    assert concealed(whole, line("a", 9, part="a"), line("b", 11, part="b")) == []
    assert concealed(whole, line("a", 9, part="a"), line("sama", 9, part="a")) == []
    assert concealed(whole, line("a", 17, part="a", measure="toinen")) == []
    assert concealed(line("kaikki", 4), line("a", 4, part="a")) == ["kaikki", "a"]


def on_page(of: Project, client: Client | None = None) -> str:
    return text_of((client or Client()).get(f"/en/projects/{of.slug}/"))


def test_everybody_sees_results_without_rows_and_the_projects_own_people_the_way_to_them(
    row: Project, client: Client
) -> None:
    counted = factories.indicator(row, "Tehdyt", measure=DONE)
    factories.target(counted, 2)
    factories.done(row, "2021-02-01")
    factories.indicator(row, "Tyhjä, josta ei ole mitään sanottavaa")
    mine, others = on_page(row, client), on_page(row)
    assert "<b>1</b>" in others
    assert ("Tyhjä" in mine, "Tyhjä" in others) == (True, False)
    way = f'href="/en/reports/{row.slug}/'
    assert (way in mine, way in others) == (True, False)


def test_small_numbers_of_people_are_not_on_the_public_page(row: Project, client: Client) -> None:
    people = factories.offered(row, "RCR81", count_unit="person")
    indicator = factories.indicator(row, "Suorittaneet", indicator=people)
    factories.target(indicator, 4)
    factories.manual_figure(indicator, 3)
    mine, others = on_page(row, client), on_page(row)
    assert ("fewer than 5" in mine, "fewer than 5" in others) == (False, True)
    # Neither the number nor the share that would give it away.
    assert ("75 %" in mine, "75 %" in others, "3 of 4" in others) == (True, False, False)


def test_a_project_that_promises_nothing_has_no_panel_but_for_its_managers(
    row: Project, client: Client
) -> None:
    shown = [("Promised and happened" in page) for page in (on_page(row, client), on_page(row))]
    assert shown == [True, False]


# --- numbers in words ------------------------------------------------------------------------------
def test_numbers_are_said_plainly() -> None:
    assert said(None) == ""
    assert said(0) == "0"
    assert said(Decimal("2.50")) == "2,5"
    assert said(12345) == "12\N{NO-BREAK SPACE}345"
    assert said_share(None) == ""
    assert said_share(Decimal(0)) == "0\N{NO-BREAK SPACE}%".replace("\N{NO-BREAK SPACE}", " ")
    assert said_share(Decimal("0.999")) == "99 %"
