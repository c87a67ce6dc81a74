"""Indicators: chosen from the catalogue, defined, edited, moved, retired and brought back."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations import changing as projects
from talkoot.reports import operations
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.operations import refusals
from talkoot.reports.queries.closed_list import (
    closed_codes,
    decision_in_force,
    may_be_reported,
)
from talkoot.reports.tests import factories as make
from talkoot.terms.models import Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return make.person()


@pytest.fixture
def project() -> Project:
    return make.project()


@pytest.fixture
def done() -> Iterator[None]:
    with make.measure_of_done():
        yield


def last(project: Project) -> tuple[str, dict[str, Any]]:
    entry = Entry.objects.of(project).first()
    assert entry is not None
    return entry.verb, entry.changes


def refused(call: Callable[..., object], **arguments: Any) -> type[Refused]:
    with pytest.raises(Refused) as said:
        call(**arguments)
    assert str(said.value)
    return type(said.value)


def followed(project: Project) -> list[str]:
    return [str(row) for row in ProjectIndicator.objects.live().filter(project=project)]


# --- chosen from the catalogue --------------------------------------------------------------------
def test_an_indicator_of_the_programme_is_followed(
    by: Person, project: Project, done: None
) -> None:
    one = make.offered(project, "RCO115", count_unit="event")
    row = operations.pick(
        project=project, indicator=one, measure=make.DONE, part_by="proof_note", part="a", by=by
    )
    assert (row.measure, row.part_by, row.part, row.version) == (make.DONE, "proof_note", "a", 1)
    assert str(row) == str(one.names)
    verb, changes = last(project)
    assert verb == "reports.pick"
    assert changes["measure"] == [None, make.DONE]


def test_what_cannot_be_chosen(by: Person, project: Project, done: None) -> None:
    one = make.offered(project, "RCO115", count_unit="event")
    other = make.offered(make.project(), "RCO84")
    pick = operations.pick
    assert refused(pick, project=project, indicator=other, by=by) is refusals.NotOfProgramme
    plain = make.project()
    assert refused(pick, project=plain, indicator=one, by=by) is refusals.NotOfProgramme
    arguments: dict[str, Any] = {"project": project, "indicator": one, "by": by}
    assert refused(pick, measure="no.such", **arguments) is refusals.MeasureUnknown
    assert refused(pick, part_by="a", part="b", **arguments) is refusals.IndicatorByHand
    part = {"measure": make.DONE, "part_by": "no", "part": "a"}
    assert refused(pick, **part, **arguments) is refusals.PartUnknown
    half = {"measure": make.DONE, "part_by": "proof_note"}
    assert refused(pick, **half, **arguments) is refusals.PartUnknown
    goal = make.goal(make.project())
    assert refused(pick, goal=goal, **arguments) is projects.PartOfAnotherProject
    operations.pick(**arguments)
    assert refused(pick, **arguments) is refusals.AlreadyPicked
    assert followed(project) == [str(one.names)]


def test_people_are_not_counted_by_participations(by: Person, project: Project, done: None) -> None:
    people = make.offered(project, "EECO01", count_unit="person")
    arguments: dict[str, Any] = {"project": project, "measure": make.DONE, "by": by}
    no = refused(operations.pick, indicator=people, **arguments)
    assert no is refusals.MeasureOfAnotherUnit
    amount = make.offered(project, "RCO13", count_unit="amount")
    assert operations.pick(indicator=amount, **arguments).measure == make.DONE


def test_a_closed_list_is_respected_however_its_codes_are_written(
    by: Person, project: Project
) -> None:
    on_it = make.offered(project, "RCO81")
    off_it = make.offered(project, "RCO84")
    first = make.decision(project, closed_indicators=["RCO84"])
    make.decision(project, supersedes=first, closed_indicators=["rco 081"])
    picked = operations.pick(project=project, indicator=on_it, by=by)
    off = {"project": project, "indicator": off_it, "by": by}
    assert refused(operations.pick, **off) is refusals.NotInClosedList
    own = operations.define(project=project, names=Texts(fi="Webinaarit"), by=by)
    closed = closed_codes(decision_in_force(project))
    assert closed == frozenset({"RCO81"})
    assert (may_be_reported(picked, closed), may_be_reported(own, closed)) == (True, False)
    assert may_be_reported(own, closed_codes(first)) is False
    assert may_be_reported(own, None) is True


# --- of the project's own -------------------------------------------------------------------------
def test_an_indicator_of_its_own(by: Person, project: Project) -> None:
    goal = make.goal(project)
    row = operations.define(
        project=project,
        names=Texts(fi="Opintoryhmät"),
        unit_words=Texts(fi="ryhmää"),
        meaning=Texts(fi="Ryhmä, joka on kokoontunut."),
        goal=goal,
        baseline=Decimal(2),
        baseline_note=" Kunnan tilasto 2019 ",
        by=by,
    )
    assert (row.is_by_hand, row.baseline, row.baseline_note) == (
        True,
        Decimal("2.00"),
        "Kunnan tilasto 2019",
    )
    assert (str(row.called), str(row.unit_called)) == ("Opintoryhmät", "ryhmää")
    assert last(project)[0] == "reports.define"
    assert followed(project) == ["Opintoryhmät"]


def test_what_cannot_be_defined(by: Person, project: Project) -> None:
    define = operations.define
    assert refused(define, project=project, names=Texts(), by=by) is refusals.IndicatorUnnamed
    names = Texts(fi="Webinaarit")
    operations.define(project=project, names=names, by=by)
    assert refused(define, project=project, names=names, by=by) is refusals.IndicatorThere
    unknown = {"project": project, "names": Texts(fi="Muu"), "measure": "no.such", "by": by}
    assert refused(define, **unknown) is refusals.MeasureUnknown
    archived = make.project(archived=True)
    assert refused(define, project=archived, names=names, by=by) is projects.ProjectArchived
    deleted = make.project(deleted=True)
    assert refused(define, project=deleted, names=names, by=by) is projects.ProjectDeleted


# --- edited -------------------------------------------------------------------------------------------
def test_its_version_grows_when_its_meaning_changes_and_only_then(
    by: Person, project: Project, done: None
) -> None:
    row = operations.define(project=project, names=Texts(fi="Työkokoukset"), by=by)
    edit = operations.edit_indicator
    edit(project_indicator=row, baseline=Decimal(1), baseline_note="Lähde", by=by)
    assert row.version == 1
    edit(project_indicator=row, baseline=Decimal("1.0"), by=by)
    assert Entry.objects.of(project).filter(verb="reports.edit_indicator").count() == 1
    edit(project_indicator=row, measure=make.DONE, part_by="proof_note", part="a", by=by)
    assert row.version == 2
    edit(project_indicator=row, meaning=Texts(fi="Vain seutukunnat."), by=by)
    row.refresh_from_db()
    assert (row.version, row.measure, row.part) == (3, make.DONE, "a")
    verb, changes = last(project)
    assert (verb, changes) == (
        "reports.edit_indicator",
        {"meaning": [{}, {"fi": "Vain seutukunnat."}]},
    )


def test_a_new_measure_takes_the_part_of_the_old_one_away(
    by: Person, project: Project, done: None
) -> None:
    with make.measure_of_done("test.other"):
        row = make.indicator(project, measure=make.DONE, part_by="proof_note", part="a")
        operations.edit_indicator(project_indicator=row, measure="test.other", by=by)
    assert (row.measure, row.part_by, row.part) == ("test.other", "", "")
    operations.edit_indicator(project_indicator=row, measure="", by=by)
    assert row.is_by_hand


def test_what_cannot_be_edited(by: Person, project: Project, done: None) -> None:
    edit = operations.edit_indicator
    picked = operations.pick(project=project, indicator=make.offered(project), by=by)
    own = make.indicator(project, "Oma")
    make.indicator(project, "Toinen")

    def no(row: ProjectIndicator, **changes: Any) -> type[Refused]:
        return refused(edit, project_indicator=row, by=by, **changes)

    assert no(picked, names=Texts(fi="Muu")) is refusals.CatalogueSaysTheName
    assert no(own, names=Texts()) is refusals.IndicatorUnnamed
    assert no(own, names=Texts(fi="Toinen")) is refusals.IndicatorThere
    assert no(own, measure="no.such") is refusals.MeasureUnknown
    assert no(picked, measure=make.DONE) is refusals.MeasureOfAnotherUnit
    assert no(own, part_by="a", part="b") is refusals.IndicatorByHand
    assert no(own, measure=make.DONE, part_by="b", part="b") is refusals.PartUnknown
    assert no(own, goal=make.goal(make.project())) is projects.PartOfAnotherProject
    with pytest.raises(TypeError):
        operations.edit_indicator(project_indicator=own, by=by, version=7)
    seen = Entry.objects.of(project).first()
    operations.edit_indicator(project_indicator=own, names=Texts(fi="Uusi"), by=by)
    stale = {"names": Texts(fi="Omani"), "seen": seen.pk if seen else 0}
    assert no(own, **stale) is projects.ChangedMeanwhile
    operations.retire(project_indicator=own, by=by)
    assert no(own, names=Texts(fi="Uusin")) is refusals.IndicatorRetired
    own.delete()
    assert no(own, names=Texts(fi="Uusin")) is projects.NoLongerThere


# --- moved, retired, brought back -----------------------------------------------------------------
def test_they_are_moved_as_far_as_the_list_goes(by: Person, project: Project) -> None:
    rows = [make.indicator(project, name, position=n) for n, name in enumerate("abc")]
    operations.move(project_indicator=rows[2], steps=-1, by=by)
    assert followed(project) == ["a", "c", "b"]
    assert last(project) == ("reports.move", {"position": [3, 2]})
    operations.move(project_indicator=rows[2], steps=-9, by=by)
    assert followed(project) == ["c", "a", "b"]
    before = Entry.objects.of(project).count()
    operations.move(project_indicator=rows[2], steps=-1, by=by)
    assert Entry.objects.of(project).count() == before
    operations.retire(project_indicator=rows[0], by=by)
    no = refused(operations.move, project_indicator=rows[0], steps=1, by=by)
    assert no is refusals.IndicatorRetired


def test_what_is_followed_no_longer_keeps_its_rows_and_comes_back_last(
    by: Person, project: Project
) -> None:
    first, _second = (make.indicator(project, name) for name in "ab")
    make.target(first, 8)
    make.manual_figure(first)
    operations.retire(project_indicator=first, by=by)
    operations.retire(project_indicator=first, by=by)
    assert followed(project) == ["b"]
    assert Entry.objects.of(project).filter(verb="reports.retire").count() == 1
    operations.bring_back(project_indicator=first, by=by)
    operations.bring_back(project_indicator=first, by=by)
    assert followed(project) == ["b", "a"]
    assert last(project)[0] == "reports.bring_back"
    assert (first.targets.count(), first.manual_figures.count()) == (1, 1)


def test_what_was_followed_before_is_brought_back_and_not_chosen_anew(
    by: Person, project: Project
) -> None:
    one: Indicator = make.offered(project)
    row = operations.pick(project=project, indicator=one, by=by)
    operations.retire(project_indicator=row, by=by)
    no = refused(operations.pick, project=project, indicator=one, by=by)
    assert no is refusals.NoLongerFollowed
    make.indicator(project, names=Texts(), indicator=one)
    back = operations.bring_back
    assert refused(back, project_indicator=row, by=by) is refusals.AlreadyPicked
    own = operations.define(project=project, names=Texts(fi="Oma"), by=by)
    operations.retire(project_indicator=own, by=by)
    operations.define(project=project, names=Texts(fi="Oma"), by=by)
    assert refused(back, project_indicator=own, by=by) is refusals.IndicatorThere


def test_a_closed_list_that_came_meanwhile_keeps_one_from_coming_back(
    by: Person, project: Project
) -> None:
    row = operations.pick(project=project, indicator=make.offered(project, "RCO84"), by=by)
    operations.retire(project_indicator=row, by=by)
    make.decision(project, closed_indicators=["RCO81"])
    no = refused(operations.bring_back, project_indicator=row, by=by)
    assert no is refusals.NotInClosedList
