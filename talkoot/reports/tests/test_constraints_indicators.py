"""What the database itself refuses of indicators, targets and figures by hand, whoever writes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models
from django.utils import timezone

from talkoot.kit.languages import Texts
from talkoot.reports.models import IndicatorTarget, ManualFigure, ProjectIndicator
from talkoot.reports.tests import factories as make

pytestmark = pytest.mark.django_db


def row(**fields: Any) -> ProjectIndicator:
    return make.indicator(make.project(), **fields)


def the_same_indicator_twice() -> None:
    project = make.project()
    one = make.offered(project)
    make.indicator(project, indicator=one)
    make.indicator(project, indicator=one)


def a_part_of_nothing() -> None:
    row(part_by="kind", part="webinar")


def a_part_of_no_split() -> None:
    row(measure=make.DONE, part="webinar")


def the_same_target_twice() -> None:
    one = row()
    make.target(one, 1)
    make.target(one, 2)


def a_target_below_nought() -> None:
    make.target(row(), -1)


def figure(**fields: Any) -> ManualFigure:
    made = make.manual_figure(row())
    ManualFigure.objects.filter(pk=made.pk).update(**fields)
    return made


def a_figure_that_ends_before_it_starts() -> None:
    figure(last_on=date(2020, 1, 1))


def a_figure_without_a_reason() -> None:
    figure(reason="")


def a_figure_without_a_proof() -> None:
    figure(proof="")


def a_figure_below_nought() -> None:
    figure(hundredths=-1)


def a_figure_withdrawn_without_a_reason() -> None:
    figure(withdrawn_at=timezone.now())


def a_figure_not_withdrawn_with_a_reason() -> None:
    figure(withdrawn_reason="Väärä.")


BREACHES: list[tuple[Callable[[], object], str]] = [
    (the_same_indicator_twice, "reports_projectindicator_once"),
    (a_part_of_nothing, "reports_projectindicator_part_of_a_measure"),
    (a_part_of_no_split, "reports_projectindicator_part_of_a_measure"),
    (the_same_target_twice, "reports_indicatortarget_once"),
    (a_target_below_nought, "reports_indicatortarget_not_negative"),
    (a_figure_that_ends_before_it_starts, "reports_manualfigure_ends_after_start"),
    (a_figure_without_a_reason, "reports_manualfigure_has_grounds"),
    (a_figure_without_a_proof, "reports_manualfigure_has_grounds"),
    (a_figure_below_nought, "reports_manualfigure_not_negative"),
    (a_figure_withdrawn_without_a_reason, "reports_manualfigure_withdrawn_with_reason"),
    (a_figure_not_withdrawn_with_a_reason, "reports_manualfigure_withdrawn_with_reason"),
]


@pytest.mark.parametrize(
    ("breach", "constraint"), BREACHES, ids=lambda one: getattr(one, "__name__", one)
)
def test_the_database_refuses(breach: Callable[[], object], constraint: str) -> None:
    with pytest.raises(IntegrityError) as said:
        breach()
    assert said.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]  # psycopg's


def test_every_constraint_is_tried() -> None:
    ours: list[type[models.Model]] = [ProjectIndicator, IndicatorTarget, ManualFigure]
    assert all(model in apps.get_app_config("reports").get_models() for model in ours)
    named = {constraint.name for model in ours for constraint in model._meta.constraints}
    assert named == {constraint for _breach, constraint in BREACHES}


def test_one_that_was_followed_before_may_be_followed_again() -> None:
    project = make.project()
    one = make.offered(project)
    make.indicator(project, indicator=one, names=Texts(), retired_at=timezone.now())
    make.indicator(project, indicator=one, names=Texts())
