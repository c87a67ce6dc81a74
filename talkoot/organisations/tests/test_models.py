"""What the database holds of the network, whoever writes: each constraint is tried to be broken."""

from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.kit.languages import Texts
from talkoot.organisations.models import (
    AreaCovered,
    Expertise,
    Membership,
    Organisation,
    Question,
    validate_business_id,
)
from talkoot.organisations.tests import factories

pytestmark = pytest.mark.django_db


def refused(constraint: str, write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError) as breach, transaction.atomic():
        write()
    assert breach.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]  # psycopg's own


def test_a_business_id_belongs_to_one_live_organisation() -> None:
    first = factories.organisation(business_id="0243027-4")
    refused(
        "organisations_organisation_one_per_business_id",
        lambda: factories.organisation(business_id="0243027-4"),
    )
    factories.organisation(business_id="0243027-4", merged_into=first)
    factories.organisation(business_id="")
    factories.organisation(business_id="")


def test_an_organisation_is_never_under_itself() -> None:
    top = factories.organisation()
    middle = factories.organisation(parent=top)
    low = factories.organisation(parent=middle)
    rows = Organisation.objects.filter(pk=top.pk)
    for parent in (top, middle, low):
        refused("organisations_organisation_no_circle", partial(rows.update, parent=parent))


def test_an_organisation_is_not_merged_into_itself() -> None:
    row = factories.organisation()
    refused(
        "organisations_organisation_not_into_itself",
        lambda: Organisation.objects.filter(pk=row.pk).update(merged_into=row),
    )


def test_an_area_is_said_once_of_each_kind() -> None:
    row = factories.covers(factories.organisation(), factories.area())
    refused("organisations_areacovered_once", lambda: factories.covers(row.organisation, row.area))
    factories.covers(row.organisation, row.area, how=AreaCovered.How.LOCATED)


def test_a_person_has_one_live_membership_of_an_organisation() -> None:
    row = factories.organisation()
    member = factories.member(row)
    refused(
        "organisations_membership_one_live",
        lambda: Membership.objects.create(organisation=row, person=member),
    )
    Membership.objects.update(ended_at=timezone.now())
    Membership.objects.create(organisation=row, person=member)


def test_a_person_says_a_theme_once() -> None:
    row = factories.expertise()
    refused(
        "organisations_expertise_once",
        lambda: Expertise.objects.create(person=row.person, topic=row.topic),
    )


def test_a_question_is_in_one_state() -> None:
    rows = Question.objects.filter(pk=factories.question().pk)
    now = timezone.now()
    refused(
        "organisations_question_answered_or_declined",
        lambda: rows.update(answered_at=now, answer="Näin.", declined_at=now),
    )
    refused(
        "organisations_question_confirmed_first",
        lambda: rows.update(confirmed_at=None, declined_at=now),
    )
    refused(
        "organisations_question_answer_has_words", lambda: rows.update(answered_at=now, answer="")
    )
    refused("organisations_question_answer_has_words", lambda: rows.update(answer="Näin."))


@pytest.mark.parametrize(
    "written", ["0243027-5", "02430274", "243027-4", "0243027-4 ", "FI02430274"]
)
def test_a_business_id_is_written_in_one_way(written: str) -> None:
    validate_business_id("0243027-4")
    with pytest.raises(ValidationError):
        validate_business_id(written)


def test_names_are_in_the_order_of_the_alphabet() -> None:
    for name in ("Öja", "Åbo", "Ähtäri", "Zürich", "Alavus", "alajärvi", "Århus", "Černá", "Espoo"):
        factories.organisation(name)
    Organisation.objects.create(slug="sv", kind="other", names=Texts(sv="Borgå"))
    assert [str(row) for row in Organisation.objects.by_name()] == [
        "alajärvi",
        "Alavus",
        "Borgå",
        "Černá",
        "Espoo",
        "Zürich",
        "Åbo",
        "Århus",
        "Ähtäri",
        "Öja",
    ]
