"""Indicator catalogues: loaded once, kept by version, never contradicting what figures name."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from talkoot.kit.languages import Texts
from talkoot.terms import operations
from talkoot.terms.models import (
    CountUnit,
    Indicator,
    IndicatorCatalogue,
    Programme,
    UniqueScope,
    how_counted,
    normalised_code,
)
from talkoot.terms.tests.factories import catalogue, indicator

pytestmark = pytest.mark.django_db
PRODUCT = {"fi", "sv", "en"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("RCO081", "RCO81"),
        ("rco 81", "RCO81"),
        (" RCO 001", "RCO01"),
        ("RCO1", "RCO01"),
        ("RCR104", "RCR104"),
        ("eeco5", "EECO05"),
        ("EECR06", "EECR06"),
        ("S007", "S007"),
        ("own-1a", "OWN-1A"),
    ],
)
def test_a_code_is_written_in_one_way(written: str, code: str) -> None:
    assert normalised_code(written) == code
    assert normalised_code(code) == code


def refused(row: Indicator | IndicatorCatalogue) -> str:
    with pytest.raises(IntegrityError) as breach, transaction.atomic():
        row.save(force_insert=True)
    name: str = breach.value.__cause__.diag.constraint_name  # type: ignore[union-attr]  # psycopg's own
    return name


def test_a_catalogue_has_each_version_once_and_one_a_day() -> None:
    catalogue(version="1", version_on=date(2021, 6, 24))
    again = IndicatorCatalogue(code="test-2021", version="1", version_on=date(2022, 1, 1))
    assert refused(again) == "terms_indicatorcatalogue_one_per_version"
    same_day = IndicatorCatalogue(code="test-2021", version="2", version_on=date(2021, 6, 24))
    assert refused(same_day) == "terms_indicatorcatalogue_one_per_day"


def test_what_the_database_holds_of_an_indicator() -> None:
    row = indicator(code="RCO81")
    fields = {"catalogue": row.catalogue, "kind": "output", "count_unit": "other"}
    assert refused(Indicator(code="RCO81", **fields)) == "terms_indicator_one_per_code"
    for code in ("RCO081", "rco82", "RCO 82", "RCO1", "EECO007"):
        assert refused(Indicator(code=code, **fields)) == "terms_indicator_code_is_normalised"
    assert (
        refused(Indicator(code="RCO82", is_longer_term=True, **fields))
        == "terms_indicator_only_a_result_is_longer_term"
    )
    assert (
        refused(Indicator(pk=7, code="RCO82", depends_on_id=7, **fields))
        == "terms_indicator_depends_on_another"
    )
    elsewhere = indicator(code="RCO83", catalogue=catalogue(code="other-2021"))
    assert (
        refused(Indicator(code="RCO82", depends_on=elsewhere, **fields))
        == "terms_indicator_depends_on_same_catalogue"
    )


def test_the_catalogues_of_the_program() -> None:
    operations.load_vocabularies()
    counts = {
        row.code: (
            row.indicators.filter(kind="output").count(),
            row.indicators.filter(kind="result").count(),
        )
        for row in IndicatorCatalogue.objects.all()
    }
    assert counts == {"esf-plus-2021": (19, 6), "interreg-2021": (13, 7), "erdf-jtf-2021": (23, 17)}
    offered = {
        programme.code: sorted(row.code for row in programme.catalogues.all())
        for programme in Programme.objects.all()
    }
    assert offered == {
        "esf-2014": [],
        "erdf-2014": [],
        "esf-plus-2021": ["esf-plus-2021"],
        "erdf-2021": ["erdf-jtf-2021"],
        "jtf-2021": ["erdf-jtf-2021"],
        "interreg-europe-2021": ["interreg-2021"],
    }


def test_every_catalogue_and_indicator_says_all_that_it_should() -> None:
    operations.load_vocabularies()
    for row in IndicatorCatalogue.objects.all():
        assert set(row.names) == set(row.fund) == set(row.note) == PRODUCT
        assert set(row.source) == {"en"}
    indicators = list(Indicator.objects.select_related("depends_on"))
    for one in indicators:
        assert set(one.names) == set(one.measurement_unit) == PRODUCT, one.code
        assert set(one.rule) in (set(), PRODUCT), one.code
        assert bool(one.source) == (one.code[:2] == "EE")  # elsewhere the catalogue says it for all
        assert one.code == normalised_code(one.code)
    unconfirmed = {one.code for one in indicators if not one.is_name_confirmed}
    confirmed = {"EECO05", "EECO12", "EECO19", "EECR01", "EECR04"}
    assert unconfirmed == {one.code for one in indicators if one.code[:2] == "EE"} - confirmed
    assert {one.code for one in indicators if one.counted_elsewhere} == unconfirmed | confirmed
    assert {one.code for one in indicators if one.is_sensitive} == {"EECO12", "EECO15"}
    assert {one.code for one in indicators if one.all_or_nothing} == {"RCO84"}
    assert {(one.code, one.depends_on.code) for one in indicators if one.depends_on} == {
        ("RCR79", "RCO83")
    }
    assert {one.code for one in indicators if one.is_longer_term} == {
        "EECR05",
        "EECR06",
        "RCR84",
        "RCR85",
    }


def test_every_way_of_counting_has_its_sentence() -> None:
    with override("en"):
        said = {
            str(how_counted(unit, scope))
            for unit in CountUnit.values
            for scope in UniqueScope.values
        }
        assert "" not in said
        assert str(how_counted("participation", "event")).startswith("Each participation once")
        assert str(indicator(count_unit="amount").how_counted).startswith("Not counted from rows")


def test_a_programme_offers_the_newest_version_of_its_own_catalogues() -> None:
    operations.load_vocabularies()
    programme = Programme.objects.get(code="interreg-europe-2021")
    assert Indicator.objects.offered_by(programme).count() == 20
    newer = catalogue(code="interreg-2021", version="2", version_on=date(2023, 1, 1))
    newer.programmes.add(programme)
    only = indicator(catalogue=newer, code="RCO81")
    assert list(Indicator.objects.offered_by(programme)) == [only]
    assert list(Indicator.objects.offered_by(Programme.objects.get(code="esf-2014"))) == []
    assert newer in IndicatorCatalogue.objects.current()
    assert IndicatorCatalogue.objects.current().count() == 3


# --- versions ---------------------------------------------------------------------------------


def write(folder: Path, version: str, on: str, *rows: dict[str, Any], **more: Any) -> None:
    told = {
        "code": "test-2021",
        "names": {"en": "Test"},
        "fund": {},
        "note": {},
        "version": version,
        "version_on": on,
        "source": {"en": "Written for the test."},
        "programmes": [],
        "rows": rows,
        **more,
    }
    (folder / "indicators").mkdir(exist_ok=True)
    (folder / "indicators" / "test.json").write_text(json.dumps(told))
    for name in ("areas", "topics", "target_groups", "programmes"):
        (folder / f"{name}.json").write_text(json.dumps({"rows": []}))


def told(code: str, name: str = "Name", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "names": {"en": name},
        "kind": "output",
        "count_unit": "output",
        "unique_scope": "project",
        "measurement_unit": {"en": "plans"},
        **more,
    }


def load(folder: Path) -> tuple[int, int]:
    loaded = operations.load_vocabularies(folder=folder)
    return loaded["catalogues"], loaded["indicators"]


def shown() -> list[tuple[str, str, str]]:
    return [
        (row.catalogue.version, row.code, str(row.names))
        for row in Indicator.objects.order_by("catalogue__version_on", "position")
    ]


def test_a_file_is_loaded_once(tmp_path: Path) -> None:
    write(tmp_path, "1", "2021-06-24", told("rco 083"), told("RCR079", depends_on="RCO83"))
    assert load(tmp_path) == (1, 2)
    assert load(tmp_path) == (0, 0)
    assert shown() == [("1", "RCO83", "Name"), ("1", "RCR79", "Name")]
    limited = Indicator.objects.get(code="RCR79")
    assert limited.depends_on == Indicator.objects.get(code="RCO83")


def test_a_newer_version_that_only_words_it_better_is_the_same_row(tmp_path: Path) -> None:
    write(tmp_path, "1", "2021-06-24", told("RCO83"))
    load(tmp_path)
    row = Indicator.objects.get()
    better = told("RCO83", "Better", is_name_confirmed=True)
    write(tmp_path, "2", "2022-01-01", better, told("RCO84", "New"))
    assert load(tmp_path) == (1, 1)
    assert shown() == [("2", "RCO83", "Better"), ("2", "RCO84", "New")]
    assert Indicator.objects.get(code="RCO83").pk == row.pk
    assert Indicator.objects.get(code="RCO83").is_name_confirmed is True
    assert load(tmp_path) == (0, 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"count_unit": "uptake"},
        {"kind": "result"},
        {"unique_scope": "none"},
        {"all_or_nothing": True},
        {"counted_elsewhere": True},
        {"measurement_unit": {"en": "pages"}},
        {"depends_on": "RCO84"},
    ],
)
def test_a_newer_version_that_means_something_else_stands_beside_the_old(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    programme = Programme.objects.create(code="here", names=Texts(en="Here"), emblem="none")
    write(tmp_path, "1", "2021-06-24", told("RCO84"), told("RCO83"), programmes=["here"])
    load(tmp_path)
    before = list(Indicator.objects.order_by("pk").values())
    write(tmp_path, "2", "2022-01-01", told("RCO84"), told("RCO83", "Other", **changed))
    assert load(tmp_path) == (1, 2)
    assert load(tmp_path) == (0, 0)
    assert list(Indicator.objects.filter(catalogue__version="1").order_by("pk").values()) == before
    assert [row.catalogue.version for row in Indicator.objects.offered_by(programme)] == ["2", "2"]


def test_a_version_without_an_indicator_stands_beside_the_old(tmp_path: Path) -> None:
    write(tmp_path, "1", "2021-06-24", told("RCO83"), told("RCO84"))
    load(tmp_path)
    write(tmp_path, "2", "2022-01-01", told("RCO83"))
    assert load(tmp_path) == (1, 1)
    assert [row[:2] for row in shown()] == [("1", "RCO83"), ("1", "RCO84"), ("2", "RCO83")]


def test_an_older_file_does_nothing_and_a_mended_word_stays(tmp_path: Path) -> None:
    write(tmp_path, "2", "2022-01-01", told("RCO83"))
    load(tmp_path)
    Indicator.objects.update(names=Texts(en="Mended"))
    assert load(tmp_path) == (0, 0)
    write(tmp_path, "1", "2021-06-24", told("RCO83", "Old"), told("RCO84"))
    assert load(tmp_path) == (0, 0)
    assert shown() == [("2", "RCO83", "Mended")]
