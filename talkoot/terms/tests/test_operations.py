"""Loading the vocabularies: all of it, once, and never over what somebody wrote."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from talkoot.kit.languages import Texts
from talkoot.terms import operations
from talkoot.terms.models import (
    Area,
    Indicator,
    IndicatorCatalogue,
    Programme,
    ProgrammeDuty,
    TargetGroup,
    Topic,
)

pytestmark = pytest.mark.django_db
PRODUCT = {"fi", "sv", "en"}


def test_the_counties_helsinki_and_aland_are_there() -> None:
    operations.load_vocabularies()
    counties = Area.objects.filter(kind=Area.Kind.WELLBEING_COUNTY)
    assert counties.count() == 21
    assert Area.objects.with_county_duties().count() == 22
    assert [area.code for area in Area.objects.filter(carries_county_duties=True)] == ["helsinki"]
    assert Area.objects.on_the_map().count() == 23
    aland = Area.objects.get(code="ahvenanmaa")
    assert (aland.kind, aland.carries_county_duties) == (Area.Kind.REGION, False)


def test_a_second_load_adds_nothing_and_changes_nothing() -> None:
    first = operations.load_vocabularies()
    assert first == {
        "areas": Area.objects.count(),
        "topics": Topic.objects.count(),
        "target_groups": TargetGroup.objects.count(),
        "programmes": 6,
        "duties": ProgrammeDuty.objects.count(),
        "catalogues": 3,
        "indicators": 85,
    }
    models = (Area, Topic, Programme, IndicatorCatalogue, Indicator, Programme.catalogues.through)
    before = [list(model._default_manager.order_by("pk").values()) for model in models]
    assert set(operations.load_vocabularies().values()) == {0}
    after = [list(model._default_manager.order_by("pk").values()) for model in models]
    assert after == before


def test_what_somebody_wrote_stays_and_what_is_missing_is_filled_in() -> None:
    operations.load_vocabularies()
    Topic.objects.filter(code="nutrition").update(names=Texts(fi="Ruoka"))
    operations.load_vocabularies()
    assert Topic.objects.get(code="nutrition").names == Texts(
        fi="Ruoka", sv="Näring", en="Nutrition"
    )


def test_a_file_without_a_row_takes_no_row_away(tmp_path: Path) -> None:
    operations.load_vocabularies()
    count = Area.objects.count()
    for name in ("areas", "topics", "target_groups", "programmes"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"rows": []}))
    assert set(operations.load_vocabularies(folder=tmp_path).values()) == {0}
    assert Area.objects.count() == count


def test_everything_has_its_name_in_the_three_languages() -> None:
    operations.load_vocabularies()
    lacking = [
        row.code
        for model in (Area, Topic, TargetGroup, Programme, ProgrammeDuty)
        for row in model.objects.all()
        if not set(row.names) >= PRODUCT
    ]
    assert lacking == []


def test_every_programme_has_its_statement_emblem_source_and_years() -> None:
    operations.load_vocabularies()
    for programme in Programme.objects.all():
        assert set(programme.statement) == PRODUCT
        assert programme.emblem in Programme.Emblem.values
        assert programme.source != ""
        assert str(programme.period) in {"2014–2020", "2021–2027"}
    assert Programme.objects.get(code="esf-plus-2021").retention_years == 5
    assert Programme.objects.get(code="esf-2014").retention_years is None


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_vocabularies")
    call_command("load_vocabularies")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Added {Area.objects.count()} areas, ")
    assert second == "Nothing was missing."
