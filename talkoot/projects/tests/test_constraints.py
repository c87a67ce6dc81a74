"""What the database itself refuses, whoever writes: every constraint of the area is tried."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.utils import timezone

from talkoot.kit.languages import Texts
from talkoot.projects import models
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db


def two_coordinators() -> None:
    project = factories.project()
    factories.partnership(project, role="coordinator")
    factories.partnership(project, role="coordinator")


def the_same_role_twice() -> None:
    project, organisation = factories.project(), factories.organisation()
    factories.partnership(project, organisation, role="partner")
    factories.partnership(project, organisation, role="partner")


def neither_named_nor_counted() -> None:
    models.Partnership.objects.create(project=factories.project(), role="partner")


def named_and_counted() -> None:
    factories.partnership(factories.project(), factories.organisation(), group_size=3)


def a_group_of_none() -> None:
    factories.partnership(factories.project(), group_size=0)


def two_first_decisions() -> None:
    project = factories.project()
    factories.decision(project)
    factories.decision(project)


def superseded_twice() -> None:
    project = factories.project()
    first = factories.decision(project)
    factories.decision(project, supersedes=first)
    factories.decision(project, supersedes=first)


def the_same_line_twice() -> None:
    decision = factories.decision(factories.project())
    factories.budget_line(decision, 1)
    factories.budget_line(decision, 2)


def the_same_code_twice() -> None:
    factories.project(code="S1")
    factories.project(code="S1")


def the_same_address_twice() -> None:
    factories.project(slug="near")
    factories.project(slug="near", deleted=True)


def twice_in_the_team() -> None:
    project, person = factories.project(), factories.person()
    factories.team_member(project, person)
    factories.team_member(project, person, role="viewer")


def the_same_duty_twice() -> None:
    project, duty = factories.project(), factories.duty(factories.programme())
    factories.obligation(project, duty=duty)
    factories.obligation(project, duty=duty)


@pytest.mark.parametrize(
    ("breaks", "constraint"),
    [
        (two_coordinators, "projects_partnership_one_coordinator"),
        (the_same_role_twice, "projects_partnership_role_once"),
        (neither_named_nor_counted, "projects_partnership_named_or_counted"),
        (named_and_counted, "projects_partnership_named_or_counted"),
        (a_group_of_none, "projects_partnership_named_or_counted"),
        (two_first_decisions, "projects_fundingdecision_one_first"),
        (superseded_twice, "projects_fundingdecision_supersedes_id_key"),
        (
            lambda: factories.decision(factories.project(), total_eur=-1),
            "projects_fundingdecision_money_not_negative",
        ),
        (
            lambda: factories.decision(factories.project(), granted_eur=-1),
            "projects_fundingdecision_money_not_negative",
        ),
        (the_same_line_twice, "projects_budgetline_once"),
        (
            lambda: factories.budget_line(factories.decision(factories.project()), -1),
            "projects_budgetline_not_negative",
        ),
        (the_same_code_twice, "projects_project_one_per_code"),
        (the_same_address_twice, "projects_project_slug_key"),
        (
            lambda: factories.project(programme=factories.programme(), funding="none"),
            "projects_project_programme_is_known_funding",
        ),
        (twice_in_the_team, "projects_teammember_one_live"),
        (
            lambda: factories.team_member(factories.project(), role="partner_contact"),
            "projects_teammember_contact_has_partner",
        ),
        (the_same_duty_twice, "projects_obligation_one_per_duty"),
        (
            lambda: factories.obligation(
                factories.project(), done_on=date(2021, 1, 1), waived_reason="ei koske"
            ),
            "projects_obligation_done_or_waived",
        ),
    ],
)
def test_it_is_refused_by_name(breaks: Callable[[], Any], constraint: str) -> None:
    with pytest.raises(IntegrityError) as breach:
        breaks()
    assert breach.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]  # psycopg's own


DATED: dict[str, Callable[..., object]] = {
    "projects_project": lambda **dates: _put(dates),
    "projects_fundingdecision": lambda **dates: factories.decision(factories.project(), **dates),
    "projects_recognition": lambda **dates: models.Recognition.objects.create(
        project=factories.project(), names=Texts(fi="x"), **dates
    ),
    "projects_partnerperiod": lambda **dates: models.PartnerPeriod.objects.create(
        partnership=factories.partnership(
            factories.project(period=factories.period("1990", "2090"))
        ),
        **{"starts_on": date(2000, 1, 1), "ends_on": date(2080, 12, 31), **dates},
    ),
}


def _put(dates: dict[str, Any]) -> None:
    row = factories.project()
    unknown = {"starts_on": None, "ends_on": None}
    exact = {"starts_precision": "day", "ends_precision": "day"}
    models.Project.objects.filter(pk=row.pk).update(**unknown | exact | dates)


@pytest.mark.parametrize("prefix", DATED)
@pytest.mark.parametrize(
    ("dates", "what"),
    [
        ({"starts_on": date(2021, 2, 1), "ends_on": date(2021, 1, 31)}, "ends_after_start"),
        ({"starts_on": date(2021, 2, 1), "starts_precision": "year"}, "starts_as_known"),
        ({"starts_on": date(2021, 2, 2), "starts_precision": "month"}, "starts_as_known"),
        ({"ends_on": date(2021, 11, 30), "ends_precision": "year"}, "ends_as_known"),
        ({"ends_on": date(2021, 11, 27), "ends_precision": "month"}, "ends_as_known"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(
    prefix: str, dates: dict[str, Any], what: str
) -> None:
    with pytest.raises(IntegrityError) as breach:
        DATED[prefix](**dates)
    assert breach.value.__cause__.diag.constraint_name == f"{prefix}_{what}"  # type: ignore[union-attr]  # psycopg's own


def test_what_ended_may_begin_again() -> None:
    project, person = factories.project(), factories.person()
    factories.team_member(project, person, ended_at=timezone.now())
    factories.team_member(project, person)
    factories.project(code="S1", deleted=True)
    factories.project(code="S1")


def test_no_constraint_of_the_area_is_left_untried() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("projects").get_models()
        for constraint in model._meta.constraints
    }
    assert named - _names_tried() == set()


def _names_tried() -> set[str]:
    marks = test_it_is_refused_by_name.pytestmark
    names = {row[1] for mark in marks for row in mark.args[1]}
    kinds = ("ends_after_start", "starts_as_known", "ends_as_known")
    names |= {f"{prefix}_{kind}" for prefix in DATED for kind in kinds}
    # Tried beside the triggers, in test_constraints_periods.
    return names | {"projects_partnerperiod_has_start"}
