"""Freezing: what is kept, what becomes a correction, and that the same content has the same hash."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.measures import passage as passages
from talkoot.measures.measure import Scope
from talkoot.people import operations as people
from talkoot.projects.models import Project
from talkoot.reports import operations
from talkoot.reports.models import Report, ReportFigure, ReportingPeriod
from talkoot.reports.operations.report_refusals import NotThatState, ReportFrozen, ReportNotReady
from talkoot.reports.queries import verifying
from talkoot.reports.queries.frozen import (
    corrections_of,
    group_hashes,
    hash_of,
    hash_of_report,
)
from talkoot.reports.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    with factories.measure_of_done():
        yield


@pytest.fixture
def row() -> Project:
    return factories.project()


def frozen(period: ReportingPeriod, **fields: Any) -> Report:
    """A report of the period, begun, checked and frozen."""
    report = operations.begin(period=period, by=None, **fields)
    operations.check(report=report, by=None)
    return operations.freeze(report=report, by=None)


def years(of: Project) -> tuple[ReportingPeriod, ReportingPeriod]:
    first = factories.reporting_period(of)
    return first, factories.reporting_period(of, "2022-01-01", "2022-12-31")


def test_a_figure_keeps_value_meaning_and_rows(row: Project) -> None:
    indicator = factories.indicator(row, "Tehdyt", measure=factories.DONE)
    factories.target(indicator, 5)
    before = factories.done(row, "2020-12-31", "a")
    one = factories.done(row, "2021-01-01", "a")
    two = factories.done(row, "2021-12-31", "")
    factories.done(row, "2022-01-01")
    period = factories.reporting_period(row)

    figure = frozen(period).figures.get()

    assert (figure.period_amount, figure.cumulative_amount, figure.corrected_amount) == (2, 3, 0)
    assert (figure.row_ids, figure.row_amounts) == ([one.pk, two.pk], [1, 1])
    assert (figure.earlier_ids, figure.earlier_amounts) == ([before.pk], [1])
    assert figure.parts == {"proof_note": [["", 1, 1], ["a", 1, 2]]}
    assert figure.target == Decimal(5)
    assert (figure.measure, figure.definition_version) == (factories.DONE, 1)
    assert figure.row_model == "projects.obligation"
    assert figure.words["name"] == {"fi": "Tehdyt"}
    assert set(figure.words["how"]) == {"fi", "sv", "en"}
    assert figure.content_hash == hash_of(ReportFigure.objects.get())


def test_freezing_is_recorded_and_the_report_knows_when(row: Project) -> None:
    person = factories.person()
    report = operations.begin(period=factories.reporting_period(row), by=person)
    operations.check(report=report, by=person)
    operations.freeze(report=report, by=person)
    report.refresh_from_db()
    assert (report.state, report.frozen_by) == ("frozen", person)
    assert report.content_hash == hash_of_report(report)
    entry = Entry.objects.of(row).filter(verb="reports.freeze").get()
    assert (entry.actor_id, entry.part_id) == (person.pk, report.pk)
    assert entry.changes["kept"]["report"] == report.content_hash


def test_only_a_checked_report_is_frozen_and_only_once(row: Project) -> None:
    report = operations.begin(period=factories.reporting_period(row), by=None)
    with pytest.raises(NotThatState):
        operations.freeze(report=report, by=None)
    operations.check(report=report, by=None)
    operations.freeze(report=report, by=None)
    with pytest.raises(ReportFrozen):
        operations.freeze(report=report, by=None)


def test_texts_are_kept_under_the_headings_of_that_day(row: Project) -> None:
    heading = factories.heading(row, "Tulokset")
    factories.heading(row, "Riskit", position=1)
    report = operations.begin(period=factories.reporting_period(row), by=None)
    operations.write_text(report=report, heading=heading, text="Valmista tuli.", by=None)
    operations.check(report=report, by=None)
    operations.freeze(report=report, by=None)
    operations.edit_heading(heading=heading, names=Texts(fi="Saavutukset"), by=None)
    kept = list(report.texts.values_list("heading_words", "text"))
    assert kept == [("Tulokset", "Valmista tuli."), ("Riskit", "")]
    with pytest.raises(ReportFrozen):
        operations.write_text(report=report, heading=heading, text="Myöhemmin.", by=None)


def test_what_other_areas_tell_is_kept_in_the_reports_language(row: Project) -> None:
    def told(scope: Scope) -> passages.Told | None:
        from django.utils.translation import get_language

        return passages.Told(f"{get_language()} {scope.first}", ["Yksi kappale."])

    passages.register(passages.Passage("test.told", "Told", told))
    passages.register(passages.Passage("test.silent", "Silent", lambda _scope: None))
    try:
        report = frozen(factories.reporting_period(row), language="sv")
    finally:
        passages._passages.pop("test.told")
        passages._passages.pop("test.silent")
    kept = report.passages.get()
    assert (kept.code, kept.told["heading"]) == ("test.told", "sv 2021-01-01")
    assert verifying.examine(report) == []


def test_nothing_by_hand_is_missing_and_nought_is_not(row: Project) -> None:
    factories.indicator(row, "Puuttuva")
    nought = factories.indicator(row, "Nolla", position=1)
    factories.manual_figure(nought, 0)
    with_proofs(nought)
    figures = frozen(factories.reporting_period(row)).figures.all()
    assert [(one.is_missing, one.period_amount) for one in figures] == [(True, 0), (False, 0)]


def with_proofs(indicator: Any) -> None:
    """The files that the factory only names."""
    from django.core.files.base import ContentFile

    for figure in indicator.manual_figures.all():
        figure.proof.storage.save(figure.proof.name, ContentFile(b"proof"))


def test_a_lost_proof_stops_the_freezing(row: Project) -> None:
    factories.manual_figure(factories.indicator(row, "Käsin"))
    report = operations.begin(period=factories.reporting_period(row), by=None)
    with pytest.raises(ReportNotReady) as refused:
        operations.check(report=report, by=None)
    assert "Käsin" in str(refused.value)


def test_only_the_closed_list_enters(row: Project) -> None:
    factories.indicator(row, "Oma", measure=factories.DONE)
    factories.decision(row, closed_indicators=["RCO81"])
    assert frozen(factories.reporting_period(row)).figures.count() == 0


# --- corrections --------------------------------------------------------------------------------------
def test_a_late_row_becomes_a_signed_correction_of_the_next_report(row: Project) -> None:
    factories.indicator(row, measure=factories.DONE)
    first, second = years(row)
    stays = factories.done(row, "2021-03-01")
    gone = factories.done(row, "2021-04-01")
    removed = factories.done(row, "2021-05-01")
    moved = factories.done(row, "2021-06-01")
    earlier = frozen(first).figures.get()
    removed_id = removed.pk
    late = factories.done(row, "2021-07-01")
    gone.proof_note = "left"
    gone.save()
    removed.delete()
    moved.done_on = date(2022, 2, 1)
    moved.save()
    new = factories.done(row, "2022-03-01")

    figure = frozen(second).figures.get()

    assert [tuple(one) for one in corrections_of(figure)] == [
        (gone.pk, 1, 0, "left"),
        (removed_id, 1, 0, "gone"),
        (moved.pk, 1, 0, "moved"),
        (late.pk, 0, 1, "came_later"),
    ]
    assert figure.corrected_amount == -2
    assert figure.row_ids == [moved.pk, new.pk]
    assert figure.earlier_ids == [stays.pk, late.pk]
    assert figure.cumulative_amount == 4
    earlier.refresh_from_db()
    assert (earlier.period_amount, len(earlier.row_ids)) == (4, 4)


def test_a_withdrawn_figure_is_told_as_withdrawn(row: Project) -> None:
    indicator = factories.indicator(row)
    first, second = years(row)
    wrong = factories.manual_figure(indicator, 3)
    with_proofs(indicator)
    frozen(first)
    operations.withdraw_manual_figure(figure=wrong, reason="Laskettu kahdesti.", by=None)
    assert corrections_of(frozen(second).figures.get()) == [(wrong.pk, 300, 0, "withdrawn")]


def test_days_of_no_period_are_told_as_such(row: Project) -> None:
    factories.indicator(row, measure=factories.DONE)
    first = factories.reporting_period(row, "2021-01-01", "2021-05-31")
    second = factories.reporting_period(row, "2021-07-01", "2021-12-31")
    frozen(first)
    between = factories.done(row, "2021-06-15")
    figure = frozen(second).figures.get()
    assert corrections_of(figure) == [(between.pk, 0, 1, "between")]
    assert (figure.period_amount, figure.cumulative_amount) == (0, 1)


def test_another_definition_is_one_correction(row: Project) -> None:
    indicator = factories.indicator(row, measure=factories.DONE)
    first, second = years(row)
    factories.done(row, "2021-03-01", "a")
    factories.done(row, "2021-03-02", "b")
    frozen(first)
    operations.edit_indicator(project_indicator=indicator, by=None, part_by="proof_note", part="a")
    figure = frozen(second).figures.get()
    assert corrections_of(figure) == [(0, 2, 1, "definition")]
    assert (figure.definition_version, figure.cumulative_amount) == (2, 1)


def test_the_final_report_is_of_the_whole_project(row: Project) -> None:
    factories.indicator(row, measure=factories.DONE)
    first, _second = years(row)
    factories.done(row, "2021-03-01")
    frozen(first)
    late = factories.done(row, "2021-04-01")
    factories.done(row, "2022-04-01")
    final = factories.reporting_period(row, "2021-01-01", "2022-12-31", kind="final")
    figure = frozen(final).figures.get()
    assert (figure.period_amount, figure.cumulative_amount) == (3, 3)
    assert corrections_of(figure) == [(late.pk, 0, 1, "came_later")]


def test_a_partners_report_counts_its_share_and_follows_its_own(row: Project) -> None:
    share = factories.partnership(row)
    indicator = factories.indicator(row)
    factories.target(indicator, 9)
    factories.target(indicator, 4, partnership=share)
    factories.manual_figure(indicator, 3, partnership=share)
    factories.manual_figure(indicator, 2)
    with_proofs(indicator)
    first, second = years(row)
    frozen(first)
    figure = frozen(first, partnership=share).figures.get()
    assert (figure.period_amount, figure.target) == (300, Decimal(4))
    factories.manual_figure(indicator, 1, "2021-08-01", partnership=share)
    later = frozen(second, partnership=share).figures.get()
    assert (later.corrected_amount, later.cumulative_amount) == (100, 400)


def test_a_returned_report_is_answered_by_a_new_version(row: Project) -> None:
    factories.indicator(row, measure=factories.DONE)
    heading = factories.heading(row)
    report = operations.begin(period=factories.reporting_period(row), by=None)
    operations.write_text(report=report, heading=heading, text="Ensin näin.", by=None)
    operations.check(report=report, by=None)
    operations.freeze(report=report, by=None)
    operations.submit(report=report, on=date.today(), by=None)  # noqa: DTZ011  # the day of the freezing
    operations.return_(report=report, reason="Luku puuttuu.", by=None)
    was = report.content_hash
    factories.done(row, "2021-03-01")

    new = operations.answer_returned(report=report, by=None)
    assert new.texts.get().text == "Ensin näin."
    operations.write_text(report=new, heading=heading, text="Nyt näin.", by=None)
    operations.check(report=new, by=None)
    operations.freeze(report=new, by=None)

    report.refresh_from_db()
    assert (report.state, report.content_hash, hash_of_report(report)) == ("returned", was, was)
    assert report.figures.get().period_amount == 0
    assert new.figures.get().period_amount == 1
    assert (new.version, new.supersedes, new.previous_hash) == (2, report, was)
    assert list(Report.objects.newest()) == [new]


# --- properties ------------------------------------------------------------------------------------
DAYS = st.dates(date(2020, 11, 1), date(2023, 2, 1))
NOTES = st.sampled_from(["", "a", "left"])
ROWS = st.lists(st.tuples(DAYS, NOTES), max_size=8)


def thrice(check: Callable[..., None]) -> Any:
    """Few examples, each in a transaction of its own that is rolled back."""
    return settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )(check)


@thrice
@given(now=ROWS, late=ROWS, turned=st.lists(st.integers(0, 7), max_size=3))
def test_before_and_corrections_and_period_are_the_cumulative_value(
    row: Project, now: Any, late: Any, turned: list[int]
) -> None:
    with transaction.atomic():
        factories.indicator(row, measure=factories.DONE)
        first, second = years(row)
        made = [factories.done(row, str(day), note) for day, note in now]
        before = frozen(first).figures.get()
        for day, note in late:
            factories.done(row, str(day), note)
        for place in turned:
            if place < len(made):
                made[place].proof_note = "" if made[place].proof_note == "left" else "left"
                made[place].save()
        report = frozen(second)
        figure = report.figures.get()

        told = corrections_of(figure)
        assert figure.corrected_amount == sum(one.after - one.before for one in told)
        assert (
            before.cumulative_amount + figure.corrected_amount + figure.period_amount
            == figure.cumulative_amount
        )
        assert figure.cumulative_amount == sum(figure.row_amounts) + sum(figure.earlier_amounts)
        for parts in figure.parts.values():
            assert sum(part[1] for part in parts) == figure.period_amount
            assert sum(part[2] for part in parts) == figure.cumulative_amount
        assert verifying.examine(report) + verifying.examine_chain(row) == []
        transaction.set_rollback(True)


@thrice
@given(rows=ROWS)
def test_freezing_twice_gives_the_same_hash(row: Project, rows: Any) -> None:
    with transaction.atomic():
        factories.indicator(row, measure=factories.DONE)
        heading = factories.heading(row)
        for day, note in rows:
            factories.done(row, str(day), note)
        report = operations.begin(period=factories.reporting_period(row), by=None)
        operations.write_text(report=report, heading=heading, text="Sama teksti.", by=None)
        operations.check(report=report, by=None)
        hashes = []
        for _turn in range(2):
            with transaction.atomic():
                again = Report.objects.get(pk=report.pk)
                operations.freeze(report=again, by=None)
                figure = again.figures.get()
                there = ReportFigure.objects.get(pk=figure.pk)
                assert group_hashes(figure) == group_hashes(there)
                hashes.append((again.content_hash, figure.content_hash))
                transaction.set_rollback(True)
        assert hashes[0] == hashes[1]
        transaction.set_rollback(True)


def test_an_erased_person_changes_no_frozen_figure(row: Project) -> None:
    person = factories.person()
    indicator = factories.indicator(row)
    factories.manual_figure(indicator, 2, created_by=person)
    with_proofs(indicator)
    period = factories.reporting_period(row)
    report = operations.begin(period=period, by=person)
    operations.check(report=report, by=person)
    operations.freeze(report=report, by=person)
    people.erase(person=person, by=person)
    report.refresh_from_db()
    assert report.frozen_by is None
    assert report.content_hash == hash_of_report(report)
    assert verifying.examine(report) == []
