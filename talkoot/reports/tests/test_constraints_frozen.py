"""What was frozen does not change, whoever writes; and what of reports the database itself holds."""

# ruff: noqa: S608  # statements of the tests' own, with nobody's words in them

import pytest
from django.db import IntegrityError, connection, transaction

from talkoot.projects.models import Project
from talkoot.reports import operations
from talkoot.reports.models import Correction, Report, ReportFigure, ReportPassage, ReportText
from talkoot.reports.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Project:
    return factories.project()


def breach(sql: str) -> str:
    """The name of the constraint that refuses the statement."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as now:
        now.execute(sql)
    return str(refused.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's


def frozen(of: Project) -> Report:
    heading = factories.heading(of)
    with factories.measure_of_done():
        factories.indicator(of, measure=factories.DONE)
        report = operations.begin(period=factories.reporting_period(of), by=None)
        operations.write_text(report=report, heading=heading, text="Teksti.", by=None)
        operations.check(report=report, by=None)
        return operations.freeze(report=report, by=None)


def test_a_frozen_figure_is_not_changed_added_or_taken_away(row: Project) -> None:
    report = frozen(row)
    figure = report.figures.get()
    Correction.objects.create(figure=figure, row_id=1, before=0, after=1, why="came_later")
    assert breach("UPDATE reports_reportfigure SET period_amount = 9") == (
        "reports_reportfigure_never_changes"
    )
    assert breach("UPDATE reports_correction SET after = 9") == "reports_correction_never_changes"
    not_after = "reports_reportfigure_not_after_freezing"
    with transaction.atomic():
        connection.cursor().execute("DELETE FROM reports_correction")
    assert breach("DELETE FROM reports_reportfigure") == not_after
    figure.pk = None
    figure.project_indicator = factories.indicator(row)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        figure.save()
    assert ReportFigure.objects.count() == 1


def test_texts_and_passages_of_a_frozen_report_stay(row: Project) -> None:
    report = frozen(row)
    not_after = "reports_reporttext_not_after_freezing"
    assert breach("UPDATE reports_reporttext SET text = 'Muuta.'") == not_after
    assert breach("DELETE FROM reports_reporttext") == not_after
    new = ReportText(report=report, heading=factories.heading(row), text="Lisää.")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        new.save()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        ReportPassage.objects.create(report=report, code="test.told", told={})


@pytest.mark.parametrize(
    "change", ["content_hash = 'x'", "previous_hash = 'x'", "version = 7", "language = 'sv'"]
)
def test_a_frozen_report_freezes_once(row: Project, change: str) -> None:
    frozen(row)
    assert breach(f"UPDATE reports_report SET {change}") == "reports_report_freezes_once"


def test_a_report_is_frozen_with_a_hash_and_returned_with_a_reason(row: Project) -> None:
    factories.report(factories.reporting_period(row))
    assert breach("UPDATE reports_report SET state = 'frozen'") == (
        "reports_report_frozen_has_hash"
    )
    assert breach("UPDATE reports_report SET returned_reason = 'Syy'") == (
        "reports_report_returned_with_reason"
    )


def test_one_version_of_each_share(row: Project) -> None:
    period = factories.reporting_period(row)
    factories.report(period)
    with (
        pytest.raises(IntegrityError, match="reports_report_one_per_version"),
        transaction.atomic(),
    ):
        factories.report(period)
    factories.report(period, partnership=factories.partnership(row))


def test_periods_do_not_overlap_and_there_is_one_final(row: Project) -> None:
    factories.reporting_period(row, "2021-01-01", "2021-06-30")
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        factories.reporting_period(row, "2021-06-30", "2021-12-31")
    factories.reporting_period(row, kind="final")
    with pytest.raises(IntegrityError, match="one_final"), transaction.atomic():
        factories.reporting_period(row, kind="final")
    with pytest.raises(IntegrityError, match="ends_after_start"), transaction.atomic():
        factories.reporting_period(row, "2022-06-30", "2022-06-29")
    factories.reporting_period(factories.project(), "2021-01-01", "2021-06-30")


def test_a_correction_changes_something_and_is_told_once(row: Project) -> None:
    figure = frozen(row).figures.get()
    words = "INSERT INTO reports_correction (figure_id, row_id, before, after, why) VALUES"
    assert breach(f"{words} ({figure.pk}, 1, 2, 2, 'changed')") == (
        "reports_correction_changes_something"
    )
    assert breach(f"{words} ({figure.pk}, 1, 0, 1, 'a'), ({figure.pk}, 1, 0, 2, 'b')") == (
        "reports_correction_once"
    )
