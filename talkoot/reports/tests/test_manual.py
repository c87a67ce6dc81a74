"""Figures written by hand: their grounds, their days, their shares, and withdrawing them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from talkoot.history.models import Entry
from talkoot.kit.files import sha256_of
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations import changing as projects
from talkoot.projects.operations import obligations
from talkoot.projects.tests.factories import partner_period
from talkoot.reports import operations
from talkoot.reports.models import ManualFigure, ProjectIndicator
from talkoot.reports.operations import refusals
from talkoot.reports.queries.counting import measure_of, scope_of
from talkoot.reports.tests import factories as make

pytestmark = pytest.mark.django_db
PERSONAL = ["changed", "changed"]


@pytest.fixture
def by() -> Person:
    return make.person()


@pytest.fixture
def row() -> ProjectIndicator:
    return make.indicator(make.project(), "Opintoryhmän jäsenet")


def given(row: ProjectIndicator, **more: Any) -> dict[str, Any]:
    return {
        "project_indicator": row,
        "value": Decimal(12),
        "first_on": date(2021, 1, 1),
        "last_on": date(2021, 5, 31),
        "reason": "Ryhmällä ei ole rekisteriä.",
        "estimated_by": "Hankkeen sihteeri",
        "proof": make.proof(),
        "by": None,
        **more,
    }


def refused(call: Callable[..., object], **arguments: Any) -> type[Refused]:
    with pytest.raises(Refused) as said:
        call(**arguments)
    assert str(said.value)
    return type(said.value)


def value(row: ProjectIndicator, partnership: int | None = None) -> Any:
    return measure_of(row).value(scope_of(row, partnership=partnership))


# --- written --------------------------------------------------------------------------------------
def test_a_figure_is_written_with_its_grounds(by: Person, row: ProjectIndicator) -> None:
    figure = operations.add_manual_figure(**given(row, value=Decimal("12.5"), by=by))
    figure = ManualFigure.objects.get(pk=figure.pk)
    assert (figure.value, figure.hundredths, figure.created_by) == (Decimal("12.5"), 1250, by)
    assert figure.proof_name == "todiste.txt"
    assert figure.proof_sha256 == sha256_of(make.proof())
    assert figure.proof.read() == make.proof().read()
    assert value(row) == Decimal("12.5")
    entry = Entry.objects.of(row.project).get()
    assert (entry.verb, entry.note) == ("reports.add_manual_figure", "Opintoryhmän jäsenet")
    # Who estimated it is personal: told as changed, never by name.
    assert entry.changes["estimated_by"] == PERSONAL
    assert "Hankkeen sihteeri" not in str(entry.changes)


def test_a_share_counts_in_the_share_and_in_the_whole(by: Person, row: ProjectIndicator) -> None:
    share = make.partnership(row.project)
    operations.add_manual_figure(**given(row, partnership=share))
    operations.add_manual_figure(**given(row, value=Decimal(1)))
    assert (value(row), value(row, share.pk)) == (13, 12)


def test_a_countable_indicator_takes_no_figure(by: Person, row: ProjectIndicator) -> None:
    with make.measure_of_done():
        counted = make.indicator(row.project, measure=make.DONE)
        no = refused(operations.add_manual_figure, **given(counted))
    assert no is refusals.CountedFromRows
    assert not ManualFigure.objects.exists()


def test_what_a_figure_must_be(by: Person, row: ProjectIndicator) -> None:
    def no(**more: Any) -> type[Refused]:
        return refused(operations.add_manual_figure, **given(row, **more))

    assert no(value=Decimal(-1)) is refusals.FigureNegative
    assert no(value=Decimal(10) ** 12) is refusals.FigureTooLarge
    assert no(value=Decimal("0.123")) is refusals.TooManyDecimals
    assert no(reason="  ") is refusals.ReasonMissing
    assert no(estimated_by=" ") is refusals.EstimatorMissing
    assert no(proof=None) is refusals.ProofMissing
    assert no(proof=ContentFile(b"\x00\x01", name="a.pdf")) is obligations.ProofOfUnknownKind
    large = make.proof()
    large.size = obligations.PROOF_MOST_BYTES + 1
    assert no(proof=large) is obligations.ProofTooLarge
    assert no(last_on=date(2020, 12, 31)) is refusals.FigureEndsBeforeStart
    with time_machine.travel("2021-05-30 12:00 +0300"):
        assert no() is refusals.DaysNotCome
    assert no(first_on=date(2020, 12, 31)) is refusals.OutsideProject
    assert no(last_on=date(2023, 1, 1)) is refusals.OutsideProject
    funder = make.partnership(row.project, role="funder")
    assert no(partnership=funder) is refusals.FunderHasNoShare
    elsewhere = make.partnership(make.project())
    assert no(partnership=elsewhere) is projects.PartOfAnotherProject
    operations.retire(project_indicator=row, by=by)
    assert no() is refusals.IndicatorRetired
    assert not ManualFigure.objects.exists()


def test_a_form_that_is_sent_twice_is_one_figure(by: Person, row: ProjectIndicator) -> None:
    figure = operations.add_manual_figure(**given(row))
    assert refused(operations.add_manual_figure, **given(row)) is refusals.FigureThere
    operations.add_manual_figure(**given(row, proof=make.proof("Toinen ryhmä.")))
    operations.withdraw_manual_figure(figure=figure, reason="Väärä.", by=by)
    operations.add_manual_figure(**given(row))
    assert value(row) == 24


def test_a_partner_counts_in_its_own_time(row: ProjectIndicator) -> None:
    share = make.partnership(row.project)
    partner_period(share, make.period("6/2021", "2021"))
    early = given(row, partnership=share)
    assert refused(operations.add_manual_figure, **early) is refusals.OutsideShare
    inside = {"first_on": date(2021, 6, 1), "last_on": date(2021, 12, 31)}
    operations.add_manual_figure(**given(row, partnership=share, **inside))
    assert value(row, share.pk) == 12


def test_a_refusal_leaves_no_file_behind(row: ProjectIndicator) -> None:
    result = _results(row.project)[1]
    no = refused(operations.add_manual_figure, **given(result, value=Decimal(1)))
    assert no is refusals.DependsOnMore
    folders, files = default_storage.listdir("reports/proofs") if _has_proofs() else ([], [])
    left = [name for folder in folders for name in default_storage.listdir(_of(folder))[1]]
    assert (left, files) == ([], [])


def _has_proofs() -> bool:
    return default_storage.exists("reports/proofs")


def _of(folder: str) -> str:
    return f"reports/proofs/{folder}"


# --- what is whole, and what depends --------------------------------------------------------------
def _results(project: Project) -> tuple[ProjectIndicator, ProjectIndicator]:
    made = make.offered(project, "RCO83", count_unit="output", all_or_nothing=True)
    taken = make.offered(project, "RCR79", kind="result", count_unit="uptake", depends_on=made)
    source = operations.pick(project=project, indicator=made, by=None)
    return source, operations.pick(project=project, indicator=taken, by=None)


def test_whole_ones_are_written_whole() -> None:
    source, _result = _results(make.project())
    no = refused(operations.add_manual_figure, **given(source, value=Decimal("0.8")))
    assert no is refusals.NotWhole


def test_nothing_is_taken_up_that_was_not_made() -> None:
    source, result = _results(make.project())
    add = operations.add_manual_figure
    two, three = Decimal(2), Decimal(3)
    assert refused(add, **given(result, value=two)) is refusals.DependsOnMore
    made = add(**given(source, value=two))
    assert refused(add, **given(result, value=three)) is refusals.DependsOnMore
    add(**given(result, value=two))
    withdraw = {"figure": made, "reason": "Väärä.", "by": None}
    assert refused(operations.withdraw_manual_figure, **withdraw) is refusals.DependsOnMore
    assert (value(source), value(result)) == (2, 2)


def test_a_result_may_come_within_a_year_of_the_project() -> None:
    source, result = _results(make.project())
    add = operations.add_manual_figure
    add(**given(source))
    days = {"first_on": date(2023, 6, 1), "last_on": date(2023, 12, 31)}
    add(**given(result, value=Decimal(1), **days))
    late = {"first_on": date(2023, 6, 1), "last_on": date(2024, 1, 1)}
    assert refused(add, **given(result, **late)) is refusals.OutsideProject
    assert refused(add, **given(source, **days)) is refusals.OutsideProject


@pytest.mark.parametrize(
    ("ends", "last", "too_late"),
    [
        ("30.3.2021", date(2022, 3, 30), date(2022, 3, 31)),
        ("28.2.2020", date(2021, 2, 28), date(2021, 3, 1)),
        ("29.2.2020", date(2021, 2, 28), date(2021, 3, 1)),
    ],
)
def test_the_year_after_the_project_is_a_whole_one(ends: str, last: date, too_late: date) -> None:
    source, result = _results(make.project(period=make.period("2020", ends)))
    operations.add_manual_figure(
        **given(source, first_on=date(2020, 1, 1), last_on=date(2020, 2, 1))
    )
    days = {"value": Decimal(1), "first_on": date(2020, 1, 1)}
    operations.add_manual_figure(**given(result, **days, last_on=last))
    late = given(result, **days, last_on=too_late)
    assert refused(operations.add_manual_figure, **late) is refusals.OutsideProject


# --- withdrawn ------------------------------------------------------------------------------------
def test_a_wrong_figure_is_withdrawn_and_stays_to_be_seen(
    by: Person, row: ProjectIndicator
) -> None:
    figure = operations.add_manual_figure(**given(row))
    withdraw = operations.withdraw_manual_figure
    no = refused(withdraw, figure=figure, reason=" ", by=by)
    assert no is refusals.WithdrawingReasonMissing
    withdraw(figure=figure, reason="Laskettu kahdesti.", by=by)
    assert value(row) == 0
    (left,) = measure_of(row).left_out(scope_of(row))
    assert (left.code, list(left.rows)) == ("withdrawn", [figure])
    assert default_storage.exists(str(figure.proof.name))
    entry = Entry.objects.of(row.project).first()
    assert entry is not None
    assert (entry.verb, entry.changes) == (
        "reports.withdraw_manual_figure",
        {"withdrawn_reason": ["", "Laskettu kahdesti."]},
    )
    assert refused(withdraw, figure=figure, reason="Taas.", by=by) is refusals.WithdrawnAlready


def test_figures_stay_but_do_not_count_while_rows_count(by: Person, row: ProjectIndicator) -> None:
    operations.add_manual_figure(**given(row))
    with make.measure_of_done():
        operations.edit_indicator(project_indicator=row, measure=make.DONE, by=by)
        assert value(row) == 0
        operations.edit_indicator(project_indicator=row, measure="", by=by)
    assert (value(row), row.version) == (12, 3)
