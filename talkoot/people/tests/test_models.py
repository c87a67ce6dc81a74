"""What is always true of a person, a consent and an invitation is held by the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from talkoot.people.models import Consent, Invitation, Person, SignIn, hash_of
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db


def broken_by(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    """The name of the constraint that refused."""
    diagnostics = getattr(error.value.__cause__, "diag", None)
    return str(getattr(diagnostics, "constraint_name", ""))


def test_one_person_per_address_however_it_is_written() -> None:
    factories.person(email="testi@example.org")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Person.objects.create(email="TESTI@Example.org")
    assert broken_by(error) == "people_person_one_per_address"


def test_erased_persons_share_the_empty_address() -> None:
    for _number in range(2):
        Person.objects.create(email="", erased_at=timezone.now(), is_active=False)
    assert Person.objects.filter(email="").count() == 2


@pytest.mark.parametrize(
    "left_over", [{"email": "a@example.org"}, {"name": "Testi"}, {"is_active": True}]
)
def test_an_erased_person_is_empty(left_over: dict[str, object]) -> None:
    fields = {"email": "", "name": "", "is_active": False, **left_over}
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Person.objects.create(erased_at=timezone.now(), **fields)
    assert broken_by(error) == "people_person_erased_is_empty"


def test_a_living_person_has_an_address() -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Person.objects.create(email="", name="Testi")
    assert broken_by(error) == "people_person_has_address"


def test_one_live_consent_of_a_kind() -> None:
    person = factories.person()
    past = Consent.objects.create(
        person=person, about="news", version="1", withdrawn_at=timezone.now()
    )
    Consent.objects.create(person=person, about="news", version="1")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Consent.objects.filter(pk=past.pk).update(withdrawn_at=None)
    assert broken_by(error) == "people_consent_one_live"


def test_an_invitation_is_not_both_answered_and_withdrawn() -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        factories.invitation(answered_at=now, accepted=True, withdrawn_at=now)
    assert broken_by(error) == "people_invitation_answered_or_withdrawn"


@pytest.mark.parametrize(
    "half", [{"accepted": True}, {"answered_at": timezone.now() + timedelta()}]
)
def test_an_answer_has_its_time(half: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        factories.invitation(**half)
    assert broken_by(error) == "people_invitation_answer_has_time"


def test_only_an_accepted_invitation_has_somebody_who_accepted() -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        factories.invitation(
            answered_at=timezone.now(), accepted=False, answered_by=factories.person()
        )
    assert broken_by(error) == "people_invitation_accepted_by_someone"


def test_a_token_opens_one_invitation_and_is_not_kept() -> None:
    made = factories.invitation(token="secret-token")
    factories.invitation(token="another")
    assert list(Invitation.objects.of_token("secret-token")) == [made]
    assert made.token_hash == hash_of("secret-token") != "secret-token"
    assert list(Invitation.objects.of_token(made.token_hash)) == []


def test_waiting_leaves_out_what_was_answered_withdrawn_or_is_too_old() -> None:
    now = timezone.now()
    waiting = factories.invitation()
    factories.invitation(answered_at=now, accepted=False)
    factories.invitation(withdrawn_at=now)
    factories.invitation(expires_at=now - timedelta(seconds=1))
    assert list(Invitation.objects.waiting()) == [waiting]


def test_a_sign_in_says_its_way_in_words() -> None:
    with translation.override("en"):
        assert SignIn(way="password+totp").way_in_words == "a password and an authenticator app"
        assert SignIn(way="code").way_in_words == "a code by e-mail"
        assert SignIn(way="carrier-pigeon").way_in_words == "another way"
