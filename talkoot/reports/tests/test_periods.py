"""Planning periods, setting up headings, and the refusals of a report's way."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.projects import operations as projects
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import PartOfAnotherProject
from talkoot.reports import operations
from talkoot.reports.models import Report, ReportHeading
from talkoot.reports.operations import headings as heading_rules
from talkoot.reports.operations import periods as period_rules
from talkoot.reports.operations import report_refusals as refusals
from talkoot.reports.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    with factories.measure_of_done():
        yield


@pytest.fixture
def row() -> Project:
    return factories.project()


def verbs(of: Project) -> list[str]:
    return list(Entry.objects.of(of).order_by("pk").values_list("verb", flat=True))


def plan(of: Project, first: date, last: date, kind: str = "period") -> None:
    operations.plan_period(
        project=of, kind=kind, first_on=first, last_on=last, due_on=None, by=None
    )


def test_periods_are_planned_without_overlap_and_one_final(row: Project) -> None:
    plan(row, date(2021, 1, 1), date(2021, 6, 30))
    plan(row, date(2021, 1, 1), date(2022, 12, 31), "final")
    with pytest.raises(period_rules.PeriodsOverlap):
        plan(row, date(2021, 6, 30), date(2021, 12, 31))
    with pytest.raises(period_rules.PeriodEndsBeforeStart):
        plan(row, date(2022, 1, 1), date(2021, 12, 31))
    with pytest.raises(period_rules.FinalReportThere):
        plan(row, date(2021, 1, 1), date(2022, 12, 31), "final")
    assert verbs(row) == ["reports.plan_period", "reports.plan_period"]


def test_of_a_reported_period_only_the_due_date_is_changed(row: Project) -> None:
    period = factories.reporting_period(row)
    frozen(operations.begin(period=period, by=None))
    due = date(2022, 2, 28)
    operations.edit_period(
        period=period, first_on=period.first_on, last_on=period.last_on, due_on=due, by=None
    )
    period.refresh_from_db()
    assert period.due_on == due
    with pytest.raises(period_rules.PeriodFrozen):
        operations.edit_period(
            period=period, first_on=date(2021, 2, 1), last_on=period.last_on, due_on=due, by=None
        )
    period.refresh_from_db()
    with pytest.raises(period_rules.PeriodReported):
        operations.remove_period(period=period, by=None)


def frozen(report: Report) -> Report:
    operations.check(report=report, by=None)
    return operations.freeze(report=report, by=None)


def test_two_ready_sets_share_their_headings(row: Project) -> None:
    first = operations.set_up_headings(project=row, form="monitoring", by=None)
    second = operations.set_up_headings(project=row, form="final", by=None)
    assert [one.code for one in second] == ["continuing", "proposals"]
    assert operations.set_up_headings(project=row, form="final", by=None) == []
    operations.retire_heading(heading=first[0], by=None)
    back = operations.set_up_headings(project=row, form="monitoring", by=None)
    assert [one.code for one in back] == ["activities"]
    with pytest.raises(heading_rules.HeadingSetUnknown):
        operations.set_up_headings(project=row, form="none", by=None)


def test_every_ready_set_is_in_three_languages() -> None:
    wrong = [
        (code, one["code"])
        for code, told in heading_rules.heading_sets().items()
        for one in [
            *told["headings"],
            {"code": "itself", "names": told["names"], "help": told["note"]},
        ]
        if set(one["names"]) != {"fi", "sv", "en"} or set(one["help"]) != {"fi", "sv", "en"}
    ]
    assert wrong == []


def test_headings_of_ones_own_get_codes_and_places(row: Project) -> None:
    with pytest.raises(heading_rules.HeadingUnnamed):
        operations.add_heading(project=row, names=Texts(), by=None)
    made = [
        operations.add_heading(project=row, names=Texts(fi=name), by=None)
        for name in ("A", "B", "C")
    ]
    operations.move_heading(heading=made[2], steps=-2, by=None)
    assert [str(one.names) for one in ReportHeading.objects.all()] == ["C", "A", "B"]
    assert [one.code for one in made] == ["own-1", "own-2", "own-3"]
    operations.edit_heading(heading=made[0], names=Texts(fi="Aa"), limit=100, by=None)
    assert ReportHeading.objects.get(pk=made[0].pk).limit == 100


def test_a_period_has_one_report_of_each_share(row: Project) -> None:
    period = factories.reporting_period(row)
    operations.begin(period=period, by=None)
    with pytest.raises(refusals.ReportThere):
        operations.begin(period=period, by=None)
    operations.begin(period=period, partnership=factories.partnership(row), by=None)
    other = factories.partnership(factories.project())
    with pytest.raises(PartOfAnotherProject):
        operations.begin(period=period, partnership=other, by=None)
    with pytest.raises(refusals.LanguageUnknown):
        operations.begin(period=period, language="xx", by=None)


def test_the_funder_answers_what_has_been_sent(row: Project) -> None:
    with time_machine.travel("2022-02-10 12:00 +0200", tick=False) as clock:
        report = frozen(operations.begin(period=factories.reporting_period(row), by=None))
        clock.shift(timedelta(days=10))
        operations.submit(report=report, on=date(2022, 2, 15), by=None)
        early = date(2022, 2, 14)
        with pytest.raises(refusals.BeforeSending):
            operations.accept(report=report, on=early, by=None)
        with pytest.raises(refusals.BeforeSending):
            operations.return_(report=report, reason="Syy.", on=early, by=None)
        operations.accept(report=report, on=date(2022, 2, 15), by=None)


def test_days_and_reasons_of_what_the_funder_did(row: Project) -> None:
    report = frozen(operations.begin(period=factories.reporting_period(row), by=None))
    today = timezone.localdate()
    with pytest.raises(refusals.DayNotCome):
        operations.submit(report=report, on=today + timedelta(days=1), by=None)
    with pytest.raises(refusals.BeforeFreezing):
        operations.submit(report=report, on=today - timedelta(days=1), by=None)
    with pytest.raises(refusals.NotThatState):
        operations.accept(report=report, by=None)
    operations.submit(report=report, on=today, by=None)
    with pytest.raises(refusals.ReturnReasonMissing):
        operations.return_(report=report, reason=" ", by=None)
    operations.return_(report=report, reason="Syy.", by=None)
    operations.answer_returned(report=report, by=None)
    with pytest.raises(refusals.AnsweredAlready):
        operations.answer_returned(report=report, by=None)
    assert verbs(row) == [
        "reports.begin",
        "reports.check",
        "reports.freeze",
        "reports.submit",
        "reports.return_",
        "reports.answer_returned",
    ]


def test_a_frozen_report_that_was_not_sent_can_be_made_again(row: Project) -> None:
    report = frozen(operations.begin(period=factories.reporting_period(row), by=None))
    new = operations.begin_again(report=report, by=None)
    with pytest.raises(refusals.AnsweredAlready):
        operations.submit(report=report, on=timezone.localdate(), by=None)
    operations.throw_away(report=new, by=None)
    operations.submit(report=report, on=timezone.localdate(), by=None)
    with pytest.raises(refusals.ReportFrozen):
        operations.throw_away(report=report, by=None)


def test_too_long_a_text_and_a_checked_report_are_not_written(row: Project) -> None:
    heading = factories.heading(row, limit=5)
    report = operations.begin(period=factories.reporting_period(row), by=None)
    with pytest.raises(refusals.TextTooLong):
        operations.write_text(report=report, heading=heading, text="123456", by=None)
    operations.write_text(report=report, heading=heading, text=" 12345 ", by=None)
    assert report.texts.get().text == "12345"
    operations.check(report=report, by=None)
    with pytest.raises(refusals.ReportChecked):
        operations.write_text(report=report, heading=heading, text="1", by=None)
    other = factories.heading(factories.project())
    with pytest.raises(PartOfAnotherProject):
        operations.write_text(report=report, heading=other, text="1", by=None)


def test_a_limit_that_came_later_stops_the_report(row: Project) -> None:
    heading = factories.heading(row)
    report = operations.begin(period=factories.reporting_period(row), by=None)
    operations.write_text(report=report, heading=heading, text="123456", by=None)
    operations.edit_heading(heading=heading, names=heading.names, limit=5, by=None)
    with pytest.raises(refusals.ReportNotReady):
        operations.check(report=report, by=None)


def test_a_deleted_project_whose_report_was_frozen_is_not_forgotten(row: Project) -> None:
    frozen(operations.begin(period=factories.reporting_period(row), by=None))
    other = factories.project(deleted=True)
    long_ago = timezone.now() - timedelta(days=91)
    Project.objects.filter(pk__in=(row.pk, other.pk)).update(deleted_at=long_ago)
    assert projects.forget_deleted() == 1
    assert Report.objects.count() == 1


def test_a_period_and_a_report_are_called_by_their_days() -> None:
    project = factories.project()
    period = factories.reporting_period(project, "2020-03-02", "2020-12-31")
    partner = factories.partnership(project)
    assert str(period) == "2.3.2020–31.12.2020"
    assert str(factories.report(period)) == "2.3.2020–31.12.2020"
    share = factories.report(period, partnership=partner, version=2)
    with translation.override("en"):
        assert str(share) == f"2.3.2020–31.12.2020, {partner}, version 2"
