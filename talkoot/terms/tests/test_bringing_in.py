"""A keeper brings in a catalogue: read whole, shown first, then all or nothing."""

import io
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from talkoot.history.models import Entry
from talkoot.kit.sheets import read_table
from talkoot.terms import operations
from talkoot.terms.forms import sealed
from talkoot.terms.models import Indicator, IndicatorCatalogue, Programme
from talkoot.terms.queries import sheet
from talkoot.terms.tests.factories import catalogue, indicator

pytestmark = pytest.mark.django_db
ADDRESS = "/en/terms/indicators/import/"
SHEET = """code;kind;count_unit;unique_scope;names_fi;names_en;measurement_unit_en;is_longer_term;depends_on
fi 1;output;person;project;Osallistujat;Participants;people;;
FI2;result;uptake;project;Käyttöönotot;;outputs;yes;FI1
"""


@pytest.fixture
def keeper(client: Client) -> Client:
    person = get_user_model().objects.create(
        name="Testi Esimerkki", email="keeper@example.org", is_staff=True
    )
    client.force_login(person)
    return client


def sent(written: str, **more: Any) -> dict[str, Any]:
    return {
        "file": SimpleUploadedFile("list.csv", written.encode()),
        "code": "finland-2021",
        "name_en": "Indicators of a programme",
        "version": "2024.1",
        "version_on": "1.2.2024",
        "source": "The programme's list, 1 February 2024.",
        **more,
    }


def shown(client: Client, said: dict[str, Any]) -> str:
    response = client.post(ADDRESS, said)
    assert response.status_code == 200
    return response.content.decode()


def faults(written: str) -> list[tuple[int, str]]:
    with override("en"):
        read = sheet.read(read_table(io.BytesIO(written.encode())))
    return [(fault.number, fault.sentence) for fault in read.faults]


def test_a_keeper_sees_first_and_then_brings_in(keeper: Client) -> None:
    programme = Programme.objects.create(code="here", names={"en": "Here"}, emblem="none")
    said = sent(SHEET, programmes=[programme.pk])
    preview = keeper.post(ADDRESS, said)
    assert preview.context["outcome"] == "new"
    assert "Bring in 2 indicators" in preview.content.decode()
    assert Indicator.objects.count() == 0
    told = preview.context["sealed"].initial["told"]
    answer = keeper.post(f"{ADDRESS}bring-in/", {"told": told}, follow=True)
    assert answer.redirect_chain == [("/en/terms/indicators/finland-2021/", 302)]
    assert "The catalogue was brought in." in answer.content.decode()
    brought = IndicatorCatalogue.objects.get()
    assert (brought.version, brought.version_on) == ("2024.1", date(2024, 2, 1))
    rows = brought.indicators.order_by("position").values_list(
        "code", "kind", "count_unit", "is_longer_term", "depends_on__code", "is_name_confirmed"
    )
    assert list(rows) == [
        ("FI1", "output", "person", False, None, False),
        ("FI2", "result", "uptake", True, "FI1", False),
    ]
    assert [row.code for row in Indicator.objects.offered_by(programme)] == ["FI1", "FI2"]
    entry = Entry.objects.get(verb="terms.bring_in")
    assert entry.changes == {"version": "2024.1", "outcome": "new", "added": 2}


def test_what_is_here_already_is_refused(keeper: Client) -> None:
    indicator(
        catalogue=catalogue(code="finland-2021", version="2024.1", version_on=date(2024, 2, 1))
    )
    assert "has a version of that name already" in shown(keeper, sent(SHEET))
    older = shown(keeper, sent(SHEET, version="2023.1", version_on="1.2.2023"))
    assert "Nothing can be brought in" in older
    assert "Bring in 2" not in older
    told = {
        "code": "finland-2021",
        "names": {},
        "fund": {},
        "note": {},
        "version": "2023.1",
        "version_on": "2023-02-01",
        "source": {},
        "programmes": [],
        "rows": [],
    }
    with pytest.raises(operations.CatalogueNotNewer):
        operations.bring_in(told=told, by=None)
    with pytest.raises(operations.VersionTaken):
        operations.bring_in(told=told | {"version": "2024.1", "version_on": "2025-01-01"}, by=None)
    assert IndicatorCatalogue.objects.count() == 1
    assert Entry.objects.count() == 0
    answer = keeper.post(f"{ADDRESS}bring-in/", {"told": sealed(told)}, follow=True)
    assert "is here already in a version" in answer.content.decode()


def test_a_newer_version_keeps_the_words_it_is_not_given(keeper: Client) -> None:
    old = catalogue(code="finland-2021", note={"en": "As it was noted."})
    indicator(catalogue=old, code="FI1")
    preview = keeper.post(ADDRESS, sent(SHEET, name_en=""))
    assert preview.context["outcome"] == "beside"
    keeper.post(f"{ADDRESS}bring-in/", {"told": preview.context["sealed"].initial["told"]})
    new = IndicatorCatalogue.objects.get(version="2024.1")
    assert (new.names, new.note, new.fund) == (old.names, old.note, old.fund)
    assert IndicatorCatalogue.objects.count() == 2


def test_a_preview_that_was_tampered_with_is_not_brought_in(keeper: Client) -> None:
    answer = keeper.post(f"{ADDRESS}bring-in/", {"told": "x"}, follow=True)
    assert "The preview has grown too old." in answer.content.decode()
    assert IndicatorCatalogue.objects.count() == 0


def test_every_fault_of_the_file_is_told_at_once(keeper: Client) -> None:
    assert faults("code;kind\nA;output\n") == [
        (0, "These columns are missing: count_unit, unique_scope.")
    ]
    head = (
        "code;kind;count_unit;unique_scope;names_en;measurement_unit_en;is_longer_term;"
        "all_or_nothing;depends_on\n"
    )
    wrong = head + (
        ";output;person;project;A;people;;;\n"
        "B;result;people;project;B;people;;maybe;\n"
        "C;output;person;project;;;yes;;Z\n"
        "D;output;person;project;D;people;;;D\n"
        "E;output;person;project;E;people;;;\n"
        "e;output;person;project;E;people;;;\n"
    )
    assert faults(wrong) == [
        (2, "The code is missing."),
        (
            3,
            "In count_unit stands “people”; it may be: person, participation, organisation, event, "
            "output, uptake, amount, other.",
        ),
        (3, "In all_or_nothing stands “maybe”; it may be yes or empty."),
        (4, "The name is missing."),
        (4, "The unit is missing."),
        (4, "Only a result can be longer-term."),
        (4, "It depends on Z, which is not in the file."),
        (5, "It cannot depend on itself."),
        (6, "The code E stands in the file more than once."),
        (7, "The code E stands in the file more than once."),
    ]
    page = shown(keeper, sent(wrong))
    assert "10 things in the file must be mended" in page
    assert "Row 3: In count_unit stands" in page


def test_a_form_that_lacks_something_says_what(keeper: Client) -> None:
    page = shown(keeper, sent(SHEET, name_en="", version_on="2024", code="import", version="a b"))
    assert "Give the catalogue a name in one language at least." in page
    assert "Give the day, such as 24.6.2021." in page
    assert "This word is taken; choose another." in page
    assert "The file has no rows." in shown(keeper, sent(""))


def test_a_catalogue_taken_as_a_sheet_is_read_back_the_same(client: Client) -> None:
    operations.load_vocabularies()
    for code in ("esf-plus-2021", "interreg-2021", "erdf-jtf-2021"):
        answer = client.get(f"/en/terms/indicators/{code}/2021.1/sheet/")
        assert answer["Content-Disposition"] == f'attachment; filename="{code}-2021.1.xlsx"'
        read = sheet.read(read_table(io.BytesIO(answer.content)))
        assert read.faults == []
        told = {
            "code": f"{code}-again",
            "names": {},
            "fund": {},
            "note": {},
            "version": "1",
            "version_on": "2024-02-01",
            "source": {},
            "programmes": [],
            "rows": read.rows,
        }
        again = operations.bring_in(told=told, by=None)
        first = IndicatorCatalogue.objects.get(code=code)
        rows = [
            [
                {name: value for name, value in vars(row).items() if name in COMPARED}
                | {"depends_on": row.depends_on and row.depends_on.code}
                for row in one.indicators.select_related("depends_on").order_by("position")
            ]
            for one in (first, again)
        ]
        assert rows[0] == rows[1]


COMPARED = {
    field.attname
    for field in Indicator._meta.concrete_fields
    if field.name not in {"id", "catalogue", "depends_on"}
}


def test_the_keepers_way_in_is_shown_to_keepers_only(keeper: Client) -> None:
    assert "Bring in a catalogue" in keeper.get("/en/terms/indicators/").content.decode()
    assert "Bring in a catalogue" not in Client().get("/en/terms/indicators/").content.decode()
