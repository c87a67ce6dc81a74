"""What the database holds of the vocabularies."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client

from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.terms import operations
from talkoot.terms.models import Area, Indicator, Programme, ProgrammeDuty, TargetGroup, Topic

pytestmark = pytest.mark.django_db


def refused(constraint: str, row: Area | Topic | TargetGroup | Programme | ProgrammeDuty) -> None:
    with pytest.raises(IntegrityError) as breach, transaction.atomic():
        row.save(force_insert=True)
    assert breach.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]  # psycopg's own


def test_two_areas_never_share_a_tile() -> None:
    names = Texts(fi="Alue")
    Area.objects.create(code="one", kind="region", names=names, column=1, row=1)
    refused(
        "terms_area_one_per_tile",
        Area(code="other", kind="region", names=names, column=1, row=1),
    )
    Area.objects.create(code="third", kind="region", names=names)
    Area.objects.create(code="fourth", kind="region", names=names)


def test_a_programme_has_each_duty_once_and_its_years_in_order() -> None:
    operations.load_vocabularies()
    duty = ProgrammeDuty.objects.all()[0]
    refused(
        "terms_programmeduty_one_per_code",
        ProgrammeDuty(programme=duty.programme, code=duty.code, names=duty.names, due="during"),
    )
    wrong = Programme(code="wrong", names=Texts(fi="Väärä"), emblem="none")
    wrong.period = Period(PartialDate.read("2021"), PartialDate.read("2020"))
    refused("terms_programme_ends_after_start", wrong)


def test_the_emblem_line_names_its_flag_and_keeps_the_statements_language() -> None:
    programme = Programme(statement=Texts(sv="Medfinansieras av Europeiska unionen."))
    shown = render_to_string(
        "terms/emblem.html", {"words": "Osarahoittama", "statement": programme.statement}
    )
    assert 'role="img" aria-label="' in shown
    assert '<span lang="sv">Medfinansieras av Europeiska unionen.</span>' in shown
    assert "<svg" not in render_to_string("terms/emblem.html", {"words": "", "statement": ""})


def test_a_keeper_can_repair_the_vocabularies(client: Client) -> None:
    operations.load_vocabularies()
    keeper = get_user_model().objects.create(
        name="Testi Esimerkki", email="keeper@example.org", is_staff=True, is_superuser=True
    )
    client.force_login(keeper)
    for model in ("area", "topic", "targetgroup", "programme", "indicatorcatalogue", "indicator"):
        assert client.get(f"/en/keeper/terms/{model}/").status_code == 200
    programme = Programme.objects.get(code="esf-2014")
    assert client.get(f"/en/keeper/terms/programme/{programme.pk}/change/").status_code == 200
    indicator = Indicator.objects.get(code="RCR79")
    shown = client.get(f"/en/keeper/terms/indicator/{indicator.pk}/change/").content.decode()
    assert 'name="names"' in shown
    assert 'name="count_unit"' not in shown  # a new version changes what it means
