"""`talkoot verify-report`: what was touched behind the program's back is found and named."""

# ruff: noqa: S608  # statements of the tests' own, with nobody's words in them

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from talkoot.history.models import Entry
from talkoot.measures import passage as passages
from talkoot.reports import operations
from talkoot.reports.models import Report, ReportFigure
from talkoot.reports.queries import verifying
from talkoot.reports.queries.frozen import GROUPS, NOT_HASHED, hash_of, hash_of_report
from talkoot.reports.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Iterator[Report]:
    """Frozen: two figures, one corrected, a text and a passage; after another of the year before."""
    row = factories.project(slug="esimerkki")
    heading = factories.heading(row, "Tulokset", code="results")
    factories.indicator(row, "Tehdyt", measure=factories.DONE)
    factories.done(row, "2021-02-01")
    passages.register(
        passages.Passage("test.told", "Told", lambda _scope: passages.Told("Palaute", ["Hyvä."]))
    )
    with factories.measure_of_done():
        first = operations.begin(period=factories.reporting_period(row), by=None)
        operations.check(report=first, by=None)
        operations.freeze(report=first, by=None)
        factories.done(row, "2021-03-01")
        factories.done(row, "2022-03-01")
        period = factories.reporting_period(row, "2022-01-01", "2022-12-31")
        made = operations.begin(period=period, by=None)
        operations.write_text(report=made, heading=heading, text="Tuli valmista.", by=None)
        operations.check(report=made, by=None)
        operations.freeze(report=made, by=None)
        passages._passages.pop("test.told")
        yield Report.objects.get(pk=made.pk)


def tamper(sql: str, *tables: str) -> None:
    """As the owner of the tables, who can put the guards aside for a while."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def sentences(report: Report) -> list[str]:
    again = Report.objects.get(pk=report.pk)
    return [one.sentence for one in verifying.examine(again)]


FIGURE = "reports_reportfigure"
TOUCHED = {
    "period_amount = 99": "its value",
    "words = jsonb_set(words, '{name,fi}', '\"Muut\"')": "what it means and how it is counted",
    "target = 3": "its baseline or target",
    "row_ids = row_ids || 7::bigint": "the rows that it was counted from",
}


def test_all_that_a_figure_says_is_hashed() -> None:
    hashed = [name for group in GROUPS.values() for name in group]
    columns = [field.attname for field in ReportFigure._meta.concrete_fields]
    assert sorted([*hashed, *NOT_HASHED]) == sorted(columns)


def test_what_was_not_touched_is_well(report: Report) -> None:
    assert sentences(report) == []
    assert verifying.examine_chain(report.period.project) == []


@pytest.mark.parametrize("change", TOUCHED)
def test_what_was_touched_of_a_figure_is_named(report: Report, change: str) -> None:
    tamper(f"UPDATE {FIGURE} SET {change} WHERE report_id = {report.pk}", FIGURE)
    name = "Muut" if "Muut" in change else "Tehdyt"
    assert sentences(report) == [f"the figure “{name}” has been changed: {TOUCHED[change]}"]


def test_a_touched_correction_is_named(report: Report) -> None:
    tamper("UPDATE reports_correction SET after = 5", "reports_correction")
    assert sentences(report) == ["the figure “Tehdyt” has been changed: its corrections"]


def test_a_touched_text_passage_and_period_are_named(report: Report) -> None:
    tamper("UPDATE reports_reporttext SET text = 'Muuta.'", "reports_reporttext")
    tamper("UPDATE reports_reportpassage SET told = '{}'", "reports_reportpassage")
    tamper(
        "UPDATE reports_reportingperiod SET last_on = '2022-11-30' WHERE first_on = '2022-01-01'"
    )
    assert sentences(report) == [
        "its project, period, share, version or language has been changed",
        "the text “results” has been changed",
        "the passage “test.told” has been changed",
    ]


def test_a_figure_whose_hash_was_made_anew_is_still_found(report: Report) -> None:
    tamper(f"UPDATE {FIGURE} SET period_amount = 99 WHERE report_id = {report.pk}", FIGURE)
    figure = ReportFigure.objects.get(report=report)
    tamper(f"UPDATE {FIGURE} SET content_hash = '{hash_of(figure)}' WHERE id = {figure.pk}", FIGURE)
    new = hash_of_report(Report.objects.get(pk=report.pk))
    tamper(
        f"UPDATE reports_report SET content_hash = '{new}' WHERE id = {report.pk}", "reports_report"
    )
    assert sentences(report) == [
        "the figure “Tehdyt” has been changed: its value",
        "its hash is another than the history keeps",
    ]


def test_where_the_history_was_forged_too_the_next_report_tells(report: Report) -> None:
    project = report.period.project
    first = Report.objects.get(period__first_on="2021-01-01")
    tamper(
        f"UPDATE reports_report SET content_hash = repeat('a', 64) WHERE id = {first.pk}",
        "reports_report",
    )
    tamper(f"DELETE FROM history_entry WHERE part_id = {first.pk} AND verb = 'reports.freeze'")
    [chain] = verifying.examine_chain(project)
    assert chain.sentence.startswith(f"report {report.pk} does not follow the one frozen before it")
    assert sentences(first) == [
        "the history does not know of its freezing",
    ]


def test_a_report_that_was_taken_away_is_missed(report: Report) -> None:
    project, number = report.period.project, report.pk
    for table in ("reports_correction", FIGURE, "reports_reporttext", "reports_reportpassage"):
        tamper(f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table})", table)
    tamper(f"DELETE FROM reports_report WHERE id = {number}", "reports_report")
    [gone] = verifying.examine_chain(project)
    assert gone.sentence == f"report {number} was frozen and is not there any more"


def run(*arguments: str, **options: str) -> str:
    said = StringIO()
    call_command("verify_report", *arguments, stdout=said, **options)
    return said.getvalue()


def test_the_command_says_that_all_is_well_and_what_differs_today(report: Report) -> None:
    factories.done(report.period.project, "2022-04-01")
    said = run(project="esimerkki").splitlines()
    assert [line.split()[0] for line in said] == ["well", "note", "well", "note", "2"]
    assert said[3].endswith("Tehdyt: frozen 3, today 4")
    assert said[4] == "2 frozen reports looked at: all are as they were frozen."


def test_the_command_ends_with_code_1_and_names_what_was_touched(report: Report) -> None:
    tamper(f"UPDATE {FIGURE} SET period_amount = 99 WHERE report_id = {report.pk}", FIGURE)
    with pytest.raises(CommandError) as refused:
        run(str(report.pk))
    assert refused.value.returncode == 1
    assert str(refused.value) == (
        "1 frozen reports looked at: 1 things are not as they were frozen."
    )


def test_the_command_knows_what_it_does_not_find(report: Report) -> None:
    with pytest.raises(CommandError):
        run("999999")
    with pytest.raises(CommandError):
        run(project="not-there")
    assert Entry.objects.filter(verb="reports.freeze").count() == 2
