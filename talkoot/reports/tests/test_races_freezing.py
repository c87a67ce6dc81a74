"""Two at once, a row that changes meanwhile, and a process that is killed: one report or none."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction

from talkoot.history.models import Entry
from talkoot.kit.tests.waiting import Second, waits_for_a_lock
from talkoot.measures import passage as passages
from talkoot.projects.models import Obligation, Project
from talkoot.reports import operations
from talkoot.reports.models import Correction, Report, ReportFigure, ReportPassage
from talkoot.reports.operations.report_refusals import ReportChecked, ReportFrozen
from talkoot.reports.queries import verifying
from talkoot.reports.queries.drawing_up import scope_of_report
from talkoot.reports.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report() -> Iterator[Report]:
    """Checked, with one figure of one row and a written text."""
    row = factories.project()
    heading = factories.heading(row)
    factories.indicator(row, measure=factories.DONE)
    factories.done(row, "2021-03-01")
    with factories.measure_of_done():
        made = operations.begin(period=factories.reporting_period(row), by=None)
        operations.write_text(report=made, heading=heading, text="Teksti.", by=None)
        operations.check(report=made, by=None)
        yield made


def again(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_of_two_who_freeze_at_once_one_does_and_the_other_reads_who_did(report: Report) -> None:
    person = factories.person("Testi Esimerkki")
    with transaction.atomic():
        operations.freeze(report=again(report), by=person)
        other = Second(lambda: operations.freeze(report=again(report), by=None))
        waits_for_a_lock()
    met = other.ended()
    assert isinstance(met, ReportFrozen)
    assert "Testi Esimerkki" in str(met)
    assert ReportFigure.objects.count() == 1
    assert Entry.objects.filter(verb="reports.freeze").count() == 1


def test_a_text_that_comes_during_the_freezing_is_refused(report: Report) -> None:
    heading = report.texts.get().heading

    def write() -> None:
        operations.write_text(report=again(report), heading=heading, text="Muuta.", by=None)

    with transaction.atomic():
        operations.freeze(report=again(report), by=None)
        other = Second(write)
        waits_for_a_lock()
    assert isinstance(other.ended(), ReportFrozen)
    assert report.texts.get().text == "Teksti."


def test_freezing_that_comes_after_a_text_waits_for_it(report: Report) -> None:
    heading = report.texts.get().heading
    with transaction.atomic():
        operations.take_back_to_draft(report=again(report), by=None)
        operations.write_text(report=again(report), heading=heading, text="Uusi.", by=None)
        operations.check(report=again(report), by=None)
        other = Second(lambda: operations.freeze(report=again(report), by=None))
        waits_for_a_lock()
    assert other.ended() is None
    assert report.texts.get().text == "Uusi."
    assert verifying.examine(again(report)) == []


def test_writing_a_checked_report_is_refused(report: Report) -> None:
    heading = report.texts.get().heading
    with pytest.raises(ReportChecked):
        operations.write_text(report=report, heading=heading, text="Muuta.", by=None)


@pytest.fixture
def meanwhile() -> Iterator[list[Callable[[], None]]]:
    """What happens in the middle of freezing: when the passages are told, before the rows are kept."""
    happens: list[Callable[[], None]] = []

    def told(_scope: object) -> None:
        for one in happens:
            one()

    passages.register(passages.Passage("test.meanwhile", "Meanwhile", told))
    yield happens
    passages._passages.pop("test.meanwhile")


def test_a_row_that_changes_during_the_freezing_is_wholly_there_or_wholly_away(
    report: Report, meanwhile: list[Callable[[], None]]
) -> None:
    project_id = report.period.project_id

    def elsewhere() -> None:
        factories.done(Project.objects.get(pk=project_id), "2021-04-01", "late")
        Obligation.objects.filter(done_on="2021-03-01").update(proof_note="left")

    def change() -> None:
        other = Second(elsewhere)
        assert other.ended() is None  # another's row is not locked: nobody has to wait for a report

    meanwhile.append(change)
    operations.freeze(report=again(report), by=None)
    figure = ReportFigure.objects.get()
    assert (figure.period_amount, len(figure.row_ids), figure.row_amounts) == (1, 1, [1])
    assert figure.parts == {"proof_note": [["", 1, 1]]}
    assert verifying.today([figure], scope_of_report(report)) == {figure.pk: 1}
    assert verifying.examine(again(report)) == []
    meanwhile.clear()
    following = frozen_next_year(report)
    told = list(Correction.objects.filter(figure__report=following).values_list("after", "why"))
    assert sorted(told) == [(0, "left"), (1, "came_later")]


def frozen_next_year(report: Report) -> Report:
    project = Project.objects.get(pk=report.period.project_id)
    period = factories.reporting_period(project, "2022-01-01", "2022-12-31")
    following = operations.begin(period=period, by=None)
    operations.check(report=following, by=None)
    return operations.freeze(report=following, by=None)


KILLED_IN_THE_MIDDLE = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from talkoot.measures import passage as passages
from talkoot.reports import operations
from talkoot.reports.models import Report, ReportFigure
from talkoot.reports.operations import freezing
from talkoot.reports.tests import factories

kept = freezing._keep_figures
def killed(drawn):
    kept(drawn)
    assert ReportFigure.objects.count() == 1
    os.kill(os.getpid(), signal.SIGKILL)
freezing._keep_figures = killed
with factories.measure_of_done():
    operations.freeze(report=Report.objects.get(), by=None)
"""


def test_who_is_killed_in_the_middle_leaves_nothing_behind(report: Report) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_IN_THE_MIDDLE, connection.settings_dict["NAME"]],
        cwd=settings.ROOT,
        env=os.environ | {"DATABASE_POOL": "0", "DJANGO_SETTINGS_MODULE": "talkoot.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")
    now = again(report)
    assert (now.state, now.content_hash) == ("checked", "")
    assert ReportFigure.objects.count() + ReportPassage.objects.count() == 0
    assert Entry.objects.filter(verb="reports.freeze").count() == 0
    operations.freeze(report=now, by=None)
    assert verifying.examine(now) == []
