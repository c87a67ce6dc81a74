"""Bringing in a list of projects: columns, preview, all or nothing, twice, at once, large."""

import io
import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.sheets import Sheet, read_table, workbook
from talkoot.kit.tests.waiting import waits_for_a_lock
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import FundingDecision, ImportBatch, Obligation, Project
from talkoot.projects.operations import imports
from talkoot.projects.queries.import_columns import COLUMNS, guessed
from talkoot.projects.queries.import_plan import plan
from talkoot.projects.tests import factories as make

pytestmark = pytest.mark.django_db
HEADINGS = ["Hankkeen nimi", "Koodi", "Alkaa", "Päättyy", "Kokonaisbudjetti (€)", "Alue"]
ROWS = [
    ["Esimerkkihanke yksi", "E1", "2.3.2020", "28.2.2022", "293 323,00", "Keski-Esimerkki"],
    ["Esimerkkihanke kaksi", "", "2019", "2022", "", ""],
]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def owner() -> Organisation:
    make.area("Keski-Esimerkki")
    return make.organisation("Esimerkin hyvinvointialue")


@pytest.fixture
def coordinator(owner: Organisation) -> Person:
    return make.coordinator(owner)


def _list(rows: list[list[Any]] = ROWS, headings: list[str] = HEADINGS) -> io.BytesIO:
    return io.BytesIO(workbook([Sheet("Hankkeet", headings, rows)]))


def _batch(
    owner: Organisation, by: Person, rows: list[list[Any]] = ROWS, headings: list[str] = HEADINGS
) -> ImportBatch:
    return imports.upload_list(
        file=_list(rows, headings), file_name="hankkeet.xlsx", owner=owner, by=by
    )


def _problems(owner: Organisation, by: Person, headings: list[str], row: list[str]) -> list[str]:
    (planned,) = plan(_batch(owner, by, [row], headings), by=by).rows
    return planned.problems


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (HEADINGS, {"name": 0, "code": 1, "starts": 2, "ends": 3, "total_eur": 4, "areas": 5}),
        (["Projektets namn", "Startdatum"], {"name": 0, "starts": 1}),
        (["Code", "Project name", "Total budget, EUR"], {"name": 1, "code": 0, "total_eur": 2}),
        (["x", "", "y"], {}),
    ],
)
def test_usual_headings_are_recognised(headings: list[str], places: dict[str, int]) -> None:
    assert guessed(headings) == places


def test_brings_in_drafts_with_all_that_the_rows_say(
    owner: Organisation, coordinator: Person
) -> None:
    result = imports.bring_in(batch=_batch(owner, coordinator), by=coordinator)
    assert result == {"made": 2, "here": 0}
    one = Project.objects.get(code="E1")
    assert (one.names, str(one.period), one.owner, one.published_at) == (
        Texts(fi="Esimerkkihanke yksi"), "2.3.2020–28.2.2022", owner, None,
    )  # fmt: skip  # one row
    assert [str(area) for area in one.areas.all()] == ["Keski-Esimerkki"]
    assert FundingDecision.objects.get(project=one).total_eur == Decimal("293323.00")
    two = Project.objects.exclude(pk=one.pk).get()
    assert (str(two.period), two.slug, two.sort_key) == (
        "2019–2022", "esimerkkihanke-kaksi", "esimerkkihanke kaksi",
    )  # fmt: skip  # one row
    assert not two.decisions.exists()
    assert [entry.verb for entry in Entry.objects.of(one)] == ["projects.bring_in"]
    (kept,) = Entry.objects.of(owner)
    assert (kept.note, kept.changes) == ("hankkeet.xlsx", {"made": [0, 2], "here": [0, 0]})


def test_the_same_file_twice_changes_nothing(owner: Organisation, coordinator: Person) -> None:
    imports.bring_in(batch=_batch(owner, coordinator), by=coordinator)
    before = list(Project.objects.order_by("pk").values())
    again = _batch(owner, coordinator)
    assert [row.state for row in plan(again, by=coordinator).rows] == ["here", "here"]
    assert imports.bring_in(batch=again, by=coordinator) == {"made": 0, "here": 2}
    assert list(Project.objects.order_by("pk").values()) == before


def test_a_batch_goes_in_once(owner: Organisation, coordinator: Person) -> None:
    batch = _batch(owner, coordinator)
    imports.bring_in(batch=batch, by=coordinator)
    with pytest.raises(imports.ImportDone):
        imports.bring_in(batch=batch, by=coordinator)
    with pytest.raises(imports.ImportDone):
        imports.match_columns(batch=batch, places={"name": 1}, language="sv", by=coordinator)
    assert Project.objects.count() == 2


def test_one_wrong_row_keeps_all_out(owner: Organisation, coordinator: Person) -> None:
    batch = _batch(owner, coordinator, [*ROWS, ["", "E3", "", "", "", ""]])
    with pytest.raises(imports.ImportHasProblems):
        imports.bring_in(batch=batch, by=coordinator)
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("heading", "cell", "problem"),
    [
        ("Alkaa", "pian", "“Starts” is “pian”. Write it as 2.3.2020, 3/2020 or 2020."),
        ("Alkaa", "30.2.2020", "“Starts” is “30.2.2020”. Write it as 2.3.2020, 3/2020 or 2020."),
        ("Alue", "Kuu", "There is no area “Kuu” here."),
        ("Teema", "Kuu;", "There is no theme “Kuu” here."),
        ("Ohjelma", "Kuu", "There is no programme “Kuu” here."),
        ("Rahoitus", "ehkä", "“ehkä” is not a word for funding. Write known, none or not known."),
        ("Hallinnoija", "Kuu ry", "“Kuu ry” is not an organisation that you coordinate."),
        ("Verkkosivu", "ei ole", "“ei ole” is not a web address."),
        ("Sähköposti", "ei ole", "“ei ole” is not an e-mail address."),
        (
            "Myönnetty", "-5",
            "“Granted, €” is “-5”. Write an amount of euros, such as 293323 or 1 234,50.",
        ),
        ("Koodi", "x" * 41, "“Code” is longer than 40 letters."),
    ],
)  # fmt: skip  # one problem a row
def test_each_problem_is_said_in_words(
    owner: Organisation, coordinator: Person, heading: str, cell: str, problem: str
) -> None:
    assert _problems(owner, coordinator, ["Nimi", heading], ["Hanke", cell]) == [problem]


def test_an_end_before_the_start_is_a_problem(owner: Organisation, coordinator: Person) -> None:
    said = _problems(owner, coordinator, ["Nimi", "Alkaa", "Päättyy"], ["Hanke", "2022", "2020"])
    assert said == ["It ends before it starts."]


def test_doubles_inside_the_file_are_problems(owner: Organisation, coordinator: Person) -> None:
    rows = [["Hanke", "E1"], ["Toinen", "E1"], ["Kolmas", ""], ["kolmas", ""]]
    planned = plan(_batch(owner, coordinator, rows, ["Nimi", "Koodi"]), by=coordinator)
    assert [row.problems for row in planned.rows] == [
        [], ["The same project stands on row 2."], [], ["The same project stands on row 4."],
    ]  # fmt: skip  # one row each


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("293323", "293323"), ("293 323 €", "293323"), ("1.234.567,5", "1234567.5"), ("0", "0"),
        ("1 234,50", "1234.5"), ("12.5", "12.5"),
    ],
)  # fmt: skip  # pairs read side by side
def test_amounts_are_read_as_people_write_them(
    owner: Organisation, coordinator: Person, said: str, amount: str
) -> None:
    batch = _batch(owner, coordinator, [["Hanke", said]], ["Nimi", "Budjetti"])
    (row,) = plan(batch, by=coordinator).rows
    assert row.values["total_eur"] == Decimal(amount)


def test_a_programme_brings_its_obligations(owner: Organisation, coordinator: Person) -> None:
    programme = make.programme("Esimerkkiohjelma")
    make.duty(programme)
    rows = [["Hanke", "esimerkkiohjelma", "2.3.2020"]]
    batch = _batch(owner, coordinator, rows, ["Nimi", "Ohjelma", "Alkaa"])
    imports.bring_in(batch=batch, by=coordinator)
    project = Project.objects.get()
    assert (project.programme, project.funding) == (programme, "known")
    assert [str(row.due_on) for row in Obligation.objects.filter(project=project)] == ["2020-03-02"]


def test_another_persons_list_is_not_found(owner: Organisation, coordinator: Person) -> None:
    batch = _batch(owner, coordinator)
    other = Client()
    other.force_login(make.coordinator(owner))
    for name in ("import_preview", "import_columns", "import_bring_in", "import_throw_away"):
        address = reverse(f"projects:{name}", args=[batch.pk])
        answer = other.post(address) if name.endswith(("_in", "_away")) else other.get(address)
        assert answer.status_code == 404, name


def test_who_coordinates_nothing_finds_no_such_page() -> None:
    visitor = Client()
    visitor.force_login(make.person())
    assert visitor.get(reverse("projects:import_start")).status_code == 404


def test_the_whole_way_in_a_browserless_visit(owner: Organisation, coordinator: Person) -> None:
    visitor = Client()
    visitor.force_login(coordinator)
    file = SimpleUploadedFile("lista.csv", b"nimi;alku\nHanke;2021\n")
    answer = visitor.post(reverse("projects:import_start"), {"file": file, "owner": owner.pk})
    batch = ImportBatch.objects.get()
    assert answer["Location"] == reverse("projects:import_columns", args=[batch.pk])
    answer = visitor.post(answer["Location"], {"name": "0", "starts": "1", "language": "sv"})
    assert answer["Location"] == reverse("projects:import_preview", args=[batch.pk])
    assert visitor.get(answer["Location"]).context["counts"] == {"new": 1, "here": 0, "wrong": 0}
    visitor.post(reverse("projects:import_bring_in", args=[batch.pk]))
    assert Project.objects.get().names == Texts(sv="Hanke")
    assert visitor.get(reverse("projects:import_preview", args=[batch.pk])).status_code == 200


def test_one_column_cannot_mean_two_things(owner: Organisation, coordinator: Person) -> None:
    visitor = Client()
    visitor.force_login(coordinator)
    batch = _batch(owner, coordinator)
    address = reverse("projects:import_columns", args=[batch.pk])
    answer = visitor.post(address, {"name": "0", "short_name": "0", "language": "fi"})
    assert answer.context["form"].errors == {
        "short_name": ["This column is already used for “Full name”."]
    }


def test_a_file_that_cannot_be_read_is_refused_on_its_field(
    owner: Organisation, coordinator: Person
) -> None:
    visitor = Client()
    visitor.force_login(coordinator)
    file = SimpleUploadedFile("lista.xlsx", b"PK\x03\x04 broken")
    answer = visitor.post(reverse("projects:import_start"), {"file": file, "owner": owner.pk})
    assert list(answer.context["form"].errors) == ["file"]
    assert not ImportBatch.objects.exists()


def test_the_empty_list_has_our_headings(coordinator: Person) -> None:
    visitor = Client()
    visitor.force_login(coordinator)
    content = visitor.get(reverse("projects:import_template")).content
    rows = io.BytesIO(workbook([Sheet("x", [str(c.label) for c in COLUMNS], [["Hanke"]])]))
    assert content.startswith(b"PK")
    assert list(guessed(read_table(rows).headings)) == [column.code for column in COLUMNS]


def test_the_number_of_questions_does_not_grow_with_the_list(
    owner: Organisation, coordinator: Person, count_queries: Any
) -> None:
    def asked(length: int) -> int:
        rows = [[f"Hanke {length} {number}", f"K{length}-{number}"] for number in range(length)]
        batch = _batch(owner, coordinator, rows, ["Nimi", "Koodi"])
        with count_queries() as questions:
            imports.bring_in(batch=batch, by=coordinator)
        return len(questions)

    assert asked(2) == asked(60)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_each_project_once() -> None:
    owner = make.organisation()
    coordinators = [make.coordinator(owner), make.coordinator(owner)]
    rows = [["Hanke", "2020"], ["Toinen", "2021"]]
    batches = [_batch(owner, person, rows, ["Nimi", "Alkaa"]) for person in coordinators]
    results: list[dict[str, int]] = []

    def second() -> None:
        try:
            results.append(imports.bring_in(batch=batches[1], by=coordinators[1]))
        finally:
            connections.close_all()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        results.append(imports.bring_in(batch=batches[0], by=coordinators[0]))
        thread.start()
        waits_for_a_lock()  # the second stands behind the owner's row
    thread.join(60)
    assert results == [{"made": 2, "here": 0}, {"made": 0, "here": 2}]
    assert Project.objects.count() == 2
