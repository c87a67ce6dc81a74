"""The work of all projects together: kept totals are what a recount finds, and what whom is shown."""

import io
import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from conftest import SignIn
from talkoot.events.models import Attendance
from talkoot.events.tests import factories as make
from talkoot.home.tests.test_measures import AUTUMN, SPRING, busy, on
from talkoot.kit.languages import Texts
from talkoot.measures.measure import Scope, key_of
from talkoot.measures.tests.oracle import is_about
from talkoot.measures.totals import Total, totals
from talkoot.organisations.models import AreaCovered
from talkoot.projects.models import Project
from talkoot.reports.models import IndicatorTarget, Keeping, KeptSum, KeptTotal, ProjectIndicator
from talkoot.reports.operations import keeping as operations
from talkoot.reports.queries.dashboard import kept_measures
from talkoot.reports.queries.suppression import LEAST, is_of_people
from talkoot.terms.models import Area

NETWORK = "/en/reports/network/"


def county(code: str, **fields: Any) -> Area:
    return Area.objects.create(
        kind="wellbeing_county", code=code, names=Texts(en=code.title()), **fields
    )


def in_county(organisation: Any, area: Area) -> Any:
    AreaCovered.objects.create(organisation=organisation, area=area, how="located")
    return organisation


def recounted() -> set[tuple[str, Total]]:
    """What every project's own measures say today, year by year, one question a number."""
    found = set()
    for measure in kept_measures():
        for project in Project.objects.live():
            for year in range(2020, 2027):
                scope = Scope(
                    (project.pk,), make.moment(f"{year}-01-01 12:00").date(),
                    make.moment(f"{year + 1}-01-01 12:00").date(),
                )  # fmt: skip  # one span
                if not measure.rows(scope).exists():
                    continue
                about = is_about(measure, scope)
                total = Total(project.pk, year, "", "", measure.total(scope), about)
                found.add((measure.code, total))
                if "county" not in measure.split:
                    continue
                for part, amount in measure.parts(scope, "county"):
                    of_part = is_about(measure.narrowed("county", key_of(part)), scope)
                    total = Total(project.pk, year, "county", key_of(part), amount, of_part)
                    found.add((measure.code, total))
    return found


def kept() -> set[tuple[str, Total]]:
    newest = Keeping.objects.newest()
    return {
        (
            row.measure,
            Total(row.project_id, row.year, row.split, row.part, row.amount, row.is_about),
        )
        for row in KeptTotal.objects.filter(keeping=newest)
    }


@pytest.mark.django_db
def test_what_is_kept_is_what_a_recount_finds_also_after_changes() -> None:
    here, there = county("here"), county("there")
    first, second = busy(), busy()
    # The same people in both: each project counts them for itself.
    in_county(first.owner, here)
    in_county(second.owner, there)
    event = on(AUTUMN, project=second, area=here)
    make.attendance(make.registration(event, organisation=in_county(make.organisation(), here)))
    operations.recount()
    before = recounted()
    assert kept() == before
    assert {total.part for _code, total in before} == {"", "here", "there"}

    Attendance.objects.filter(event=event).update(withdrawn_at=timezone.now())
    make.attendance(make.registration(on(SPRING, project=first), organisation=first.owner))
    AreaCovered.objects.filter(area=there).update(area=here)
    assert kept() == before
    operations.recount()
    after = recounted()
    assert after != before
    assert kept() == after


@pytest.mark.django_db
def test_sums_are_of_the_same_totals_and_keep_small_projects_out_of_the_public_ones() -> None:
    busy()
    shown = busy()
    Project.objects.update(published_at=None)
    Project.objects.filter(pk=shown.pk).update(published_at=timezone.now())
    keeping = operations.recount()
    for measure in kept_measures():
        if not measure.total(Scope((shown.pk,))):
            continue
        sums = KeptSum.objects.filter(keeping=keeping, measure=measure.code)
        totals_of = KeptTotal.objects.filter(keeping=keeping, measure=measure.code)
        for split in ("", "county") if "county" in measure.split else ("",):
            whole = sum(row.amount for row in sums.filter(split=split))
            assert whole == sum(row.amount for row in totals_of.filter(split=split)) > 0
        public = sum(row.amount for row in sums.filter(split="", is_public=True))
        mine = measure.total(Scope((shown.pk,)))
        assert public == (0 if is_of_people(measure.unit) and mine < LEAST else mine)


@pytest.mark.django_db
@pytest.mark.parametrize("measure", [pytest.param(one, id=one.code) for one in kept_measures()])
def test_totals_of_many_are_those_of_each(measure: Any) -> None:
    projects = (busy().pk, busy().pk)
    splits = list(measure.split)
    found = list(totals(measure, Scope(projects, each=True), splits))
    for project in projects:
        scope = Scope((project,))
        of_project = [one for one in found if one.project == project]
        whole = sum(one.amount for one in of_project if not one.split)
        assert whole == measure.total(scope)
        for split in splits:
            parts: dict[str, int] = {}
            for one in of_project:
                if one.split == split:
                    parts[one.part] = parts.get(one.part, 0) + one.amount
            assert parts == {key_of(part): amount for part, amount in measure.parts(scope, split)}
    with pytest.raises(KeyError):
        list(totals(measure, Scope(projects), ["nothing"]))


@pytest.mark.django_db
def test_readers_keep_the_count_that_they_began_with() -> None:
    busy()
    first = operations.recount()
    rows = KeptTotal.objects.filter(keeping=first).count()
    second = operations.recount()
    assert KeptTotal.objects.filter(keeping=first).count() == rows > 0
    third = operations.recount()
    assert KeptTotal.objects.filter(keeping=first).count() == 0
    assert set(Keeping.objects.values_list("pk", flat=True)) == {second.pk, third.pk}


@pytest.mark.django_db(transaction=True)
def test_of_two_that_count_at_once_one_is_refused() -> None:
    busy()
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [operations.LOCK])
                begun.set()
                go_on.wait(60)
        finally:
            connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert begun.wait(60)
    with pytest.raises(operations.BeingCounted):
        operations.recount()
    go_on.set()
    other.join()
    assert Keeping.objects.count() == 0
    operations.recount()
    assert kept() == recounted()


# --- the page ----------------------------------------------------------------------------------------
def promised(project: Project, measure: str, target: int) -> None:
    indicator = ProjectIndicator.objects.create(
        project=project, measure=measure, names=Texts(en=f"Promise of {measure}")
    )
    IndicatorTarget.objects.create(project_indicator=indicator, value=target)


@pytest.mark.django_db
def test_before_the_first_count_the_page_says_so(client: Client) -> None:
    assert "Nothing has been counted yet" in client.get(NETWORK).content.decode()


@pytest.mark.django_db
def test_all_see_large_numbers_and_only_its_people_the_small_ones(as_person: SignIn) -> None:
    here = county("here", column=1, row=1, abbreviation="HE")
    large, small = make.running_project(), make.running_project()
    event = on(SPRING, project=large, area=here)
    for _number in range(12):
        make.attendance(make.registration(event), minutes=60)
    far = on(SPRING, project=large, area=county("far", column=2, row=1, abbreviation="FA"))
    for _number in range(2):
        make.attendance(make.registration(far), minutes=60)
    few = on(SPRING, project=small, area=here)
    for _number in range(3):
        make.attendance(make.registration(few))
    Project.objects.filter(pk__in=[large.pk, small.pk]).update(published_at=timezone.now())
    for project in (large, small):
        promised(project, "events.people", 10)
    operations.recount()

    page = Client().get(NETWORK)
    assert page.status_code == 200
    assert page.context["together"].numbers[0][1] == "14"
    by_county = {row.key: dict(row.numbers) for row in page.context["by_county"]}
    told = [
        {str(name): number for name, number in by_county[key].items()} for key in ("far", "here")
    ]
    assert [(one["Different people"], one["Hours of participation"]) for one in told] == [
        ("fewer than 5", "not shown"),
        ("not shown", "not shown"),
    ]
    happened = {
        project.project.pk: project.lines[0].happened for project in page.context["projects"]
    }
    assert happened == {large.pk: "14", small.pk: "fewer than 5"}

    keeper = as_person(make.person(is_staff=True))
    page = keeper.get(NETWORK)
    assert page.context["together"].numbers[0][1] == "17"
    of_here = next(row for row in page.context["by_county"] if row.key == "here")
    assert of_here.numbers[0][1] == "15"
    assert keeper.get(f"{NETWORK}?public=1").context["together"].numbers[0][1] == "14"

    mine = as_person(make.coordinator(small.owner)).get(NETWORK)
    assert mine.context["reach"].kind == "own"
    assert mine.context["together"].numbers[0][1] == "3"
    assert [one.project.pk for one in mine.context["projects"]] == [small.pk]


@pytest.mark.django_db
def test_a_programme_a_year_and_a_state_narrow_the_exact_numbers(as_person: SignIn) -> None:
    programme = make.programme(code="esimerkki")
    first, second = (
        make.running_project(programme=programme, funding="known"),
        make.running_project(),
    )
    for project, day in ((first, SPRING), (second, AUTUMN)):
        event = on(day, project=project)
        for _number in range(2):
            make.attendance(make.registration(event))
        promised(project, "events.participations", 2)
    operations.recount()
    client = as_person(make.person(is_staff=True))

    def people(query: str) -> tuple[str, list[int]]:
        context = client.get(f"{NETWORK}?{query}").context
        return context["together"].numbers[0][1], [one.project.pk for one in context["projects"]]

    assert people("programme=esimerkki") == ("2", [first.pk])
    assert people("year=2024")[0] == "4"
    assert people("state=ended") == ("0", [])
    assert people("year=1999&programme=nothing") == ("4", sorted([first.pk, second.pk]))


@pytest.mark.django_db
def test_the_page_asks_as_much_of_two_projects_as_of_ten(
    as_person: SignIn, count_queries: Any
) -> None:
    client = as_person(make.person(is_staff=True))
    asked = []
    for _round in range(2):
        for _number in range(4):
            project = make.running_project()
            make.attendance(make.registration(on(SPRING, project=project)))
            promised(project, "events.people", 10)
        operations.recount()
        client.get(NETWORK)
        with count_queries() as questions:
            client.get(NETWORK)
        asked.append(len(questions))
    assert asked[0] == asked[1]


@pytest.mark.django_db
def test_the_workbook_holds_the_tables_and_hides_what_the_page_hides() -> None:
    project = make.running_project()
    Project.objects.filter(pk=project.pk).update(published_at=timezone.now())
    event = on(SPRING, project=project)
    for _number in range(3):
        make.attendance(make.registration(event))
    promised(project, "events.people", 10)
    operations.recount()
    answer = Client().get(f"{NETWORK}numbers.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["By area", "By programme", "Promised and happened"]
    assert book.get_sheet_by_index(2).to_python()[1][2:] == [
        "Promise of events.people", 10.0, "fewer than 5",
    ]  # fmt: skip  # one row


@pytest.mark.django_db
def test_a_keeper_counts_at_once_and_nobody_else(as_person: SignIn) -> None:
    assert as_person(make.person()).post(f"{NETWORK}recount/").status_code == 404
    answer = as_person(make.person(is_staff=True)).post(f"{NETWORK}recount/")
    assert (answer.status_code, answer["Location"]) == (302, NETWORK)
    assert Keeping.objects.count() == 1
