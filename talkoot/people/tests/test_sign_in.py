"""Signing in and up through allauth, with our outbox, our rows and our limits."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talkoot.history.models import Entry
from talkoot.notices import operations as notices
from talkoot.notices.models import Notice
from talkoot.people.models import Person, SignIn
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def code_in(notice: Notice) -> str:
    found = re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", notice.text, re.MULTILINE)
    assert found is not None, notice.text
    return found.group()


def post(client: Client, door: str, **words: Any) -> Any:
    return client.post(f"/fi/account/{door}", words)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("people:own")).status_code == 200


# --- by a code ------------------------------------------------------------------------------------
def test_a_code_by_mail_signs_in_without_a_password(client: Client) -> None:
    person = factories.person(email="testi@example.org")
    response = post(client, "login/", login="Testi@Example.org")
    assert response.headers["Location"] == "/fi/account/login/code/confirm/"
    notice = Notice.objects.get()
    assert (notice.to, notice.kind, notice.language) == (
        "testi@example.org",
        "account.login_code",
        "fi",
    )
    code = code_in(notice)
    assert code in notice.subject
    post(client, "login/code/confirm/", code=code)
    assert is_signed_in(client)
    row = SignIn.objects.get()
    assert (row.person, row.way) == (person, "code")


def test_a_wrong_code_three_times_ends_the_try(client: Client) -> None:
    factories.person(email="testi@example.org")
    post(client, "login/", login="testi@example.org")
    for _number in range(3):
        post(client, "login/code/confirm/", code="WRONG-1")
    post(client, "login/code/confirm/", code=code_in(Notice.objects.get()))
    assert not is_signed_in(client)


def test_a_code_ends_after_a_quarter_of_an_hour(client: Client) -> None:
    factories.person(email="testi@example.org")
    post(client, "login/", login="testi@example.org")
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=5)):
        post(client, "login/code/confirm/", code=code_in(Notice.objects.get()))
        assert not is_signed_in(client)


def test_a_dead_mail_server_does_not_lose_a_code(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    factories.person(email="testi@example.org")
    post(client, "login/", login="testi@example.org")
    notice = Notice.objects.get()
    assert notices.deliver(notice_id=notice.pk) is False
    notice.refresh_from_db()
    assert (notice.attempts, notice.sent_at) == (1, None)
    assert notice in Notice.objects.waiting()
    post(client, "login/code/confirm/", code=code_in(notice))
    assert is_signed_in(client)


def test_the_page_does_not_tell_who_has_an_account(client: Client) -> None:
    factories.person(email="testi@example.org")
    answers = []
    for address in ("testi@example.org", "nobody@example.org"):
        visitor = Client()
        response = post(visitor, "login/", login=address)
        page = visitor.get(response.headers["Location"])
        token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
        answers.append(
            (response.status_code, token.sub("", page.content.decode()).replace(address, ""))
        )
    assert answers[0] == answers[1]
    told = Notice.objects.get(to="nobody@example.org")
    assert told.kind == "account.unknown_account"


def test_codes_to_one_address_are_limited(client: Client) -> None:
    factories.person(email="testi@example.org")
    for _number in range(5):
        post(Client(), "login/", login="testi@example.org")
    assert Notice.objects.count() == 3


def test_a_whole_office_behind_one_address_signs_in(client: Client) -> None:
    for number in range(40):
        factories.person(email=f"toimisto{number}@example.org")
        post(Client(), "login/", login=f"toimisto{number}@example.org")
    assert Notice.objects.count() == 40


# --- by a password ---------------------------------------------------------------------------------
def test_a_password_signs_in(client: Client) -> None:
    factories.person(email="testi@example.org", password=PASSWORD)
    post(client, "login/", login="TESTI@example.org", password=PASSWORD)
    assert is_signed_in(client)
    assert SignIn.objects.get().way == "password"
    assert Notice.objects.count() == 0


def test_a_wrong_password_says_no_more_than_that(client: Client) -> None:
    factories.person(email="testi@example.org", password=PASSWORD)
    errors = []
    for address in ("testi@example.org", "nobody@example.org"):
        response = post(Client(), "login/", login=address, password="wrong pass phrase")
        assert response.status_code == 200
        errors.append(str(response.context["form"].errors))
    assert errors[0] == errors[1]
    assert Notice.objects.count() == 0


def test_wrong_passwords_are_limited(client: Client) -> None:
    factories.person(email="testi@example.org", password=PASSWORD)
    for _number in range(5):
        post(client, "login/", login="testi@example.org", password="wrong pass phrase")
    post(client, "login/", login="testi@example.org", password=PASSWORD)
    assert not is_signed_in(client)


def test_an_erased_or_stopped_person_does_not_get_in(client: Client) -> None:
    factories.person(email="testi@example.org", password=PASSWORD, is_active=False)
    post(client, "login/", login="testi@example.org", password=PASSWORD)
    assert not is_signed_in(client)


def test_a_new_password_by_a_code(client: Client) -> None:
    person = factories.person(email="testi@example.org")
    post(client, "password/reset/", email="testi@example.org")
    notice = Notice.objects.get()
    assert notice.kind == "account.password_reset_code"
    post(client, "password/reset/confirm/", code=code_in(notice))
    post(client, "password/reset/complete/", password1=PASSWORD, password2=PASSWORD)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert Entry.objects.of(person).get().verb == "people.set_password"
    # The person is told, without the network address.
    told = Notice.objects.exclude(pk=notice.pk).get()
    assert told.kind == "account.password_reset"
    assert "127.0.0.1" not in told.text


def test_a_common_password_is_refused(as_person: Any) -> None:
    person = factories.person()
    client = as_person(person)
    for weak in ("short", "password1234"):
        post(client, "password/set/", password1=weak, password2=weak)
    person.refresh_from_db()
    assert not person.has_usable_password()


# --- with a second step -----------------------------------------------------------------------------
def test_an_authenticator_app_is_asked_after_the_code(client: Client) -> None:
    person = factories.person(email="testi@example.org")
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    post(client, "login/", login="testi@example.org")
    response = post(client, "login/code/confirm/", code=code_in(Notice.objects.get()))
    assert response.headers["Location"] == "/fi/account/2fa/authenticate/"
    assert not is_signed_in(client)
    counter = next(iter(yield_hotp_counters_from_time()))
    post(client, "2fa/authenticate/", code=format_hotp_value(hotp_value(secret, counter)))
    assert is_signed_in(client)
    assert SignIn.objects.get().way == "code+totp"


# --- signing up -------------------------------------------------------------------------------------
def test_anybody_may_sign_up_with_an_address_alone(client: Client) -> None:
    client.post("/sv/account/signup/", {"email": "Uusi@Example.org"})
    notice = Notice.objects.get()
    assert (notice.to, notice.language) == ("uusi@example.org", "sv")
    client.post("/sv/account/confirm-email/", {"code": code_in(notice)})
    assert is_signed_in(client)
    person = Person.objects.get()
    assert (person.email, person.language, person.is_staff) == ("uusi@example.org", "sv", False)
    assert not person.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert SignIn.objects.get().way == "code"


def test_nobody_is_in_before_the_address_is_proved(client: Client) -> None:
    client.post("/fi/account/signup/", {"email": "uusi@example.org"})
    assert not is_signed_in(client)
    assert SignIn.objects.count() == 0


def test_signing_up_again_tells_only_the_mailbox(client: Client) -> None:
    factories.person(email="testi@example.org")
    known = client.post("/fi/account/signup/", {"email": "TESTI@example.org"})
    fresh = Client().post("/fi/account/signup/", {"email": "uusi@example.org"})
    assert (known.status_code, known.headers["Location"]) == (
        fresh.status_code,
        fresh.headers["Location"],
    )
    assert Person.objects.filter(email__iexact="testi@example.org").count() == 1
    notice = Notice.objects.get(to="testi@example.org")
    assert notice.kind == "account.account_already_exists"
    assert "/fi/account/login/" in notice.text


# --- the address ------------------------------------------------------------------------------------
def test_a_new_address_takes_over_once_it_is_proved(as_person: Any) -> None:
    person = factories.person(email="vanha@example.org")
    client = as_person(person)
    post(client, "email/", email="Uusi@Example.org", action_add="")
    person.refresh_from_db()
    assert person.email == "vanha@example.org"
    post(client, "confirm-email/", code=code_in(Notice.objects.get(to="uusi@example.org")))
    person.refresh_from_db()
    assert person.email == "uusi@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("uusi@example.org", True, True)
    ]
    assert Notice.objects.get(to="vanha@example.org").kind == "account.email_changed"
    assert Entry.objects.of(person).get().verb == "people.change_address"


def test_an_address_of_another_is_not_taken(as_person: Any) -> None:
    factories.person(email="muu@example.org")
    person = factories.person(email="testi@example.org")
    client = as_person(person)
    post(client, "email/", email="muu@example.org", action_add="")
    person.refresh_from_db()
    assert person.email == "testi@example.org"
    assert EmailAddress.objects.filter(email="muu@example.org").count() == 1


def test_signing_out_leads_to_the_front_page_of_the_language(as_person: Any) -> None:
    client = as_person(factories.person())
    response = client.post("/sv/account/logout/")
    assert response.headers["Location"] == "/sv/"
    assert not is_signed_in(client)


# --- the doors of allauth -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "door",
    ["account_email", "account_change_password", "account_set_password", "mfa_index",
     "mfa_activate_totp", "mfa_list_webauthn", "mfa_view_recovery_codes", "usersessions_list",
     "socialaccount_connections", "account_reauthenticate"],
)  # fmt: skip  # names read as a list
def test_what_is_ones_own_asks_for_sign_in(door: str, client: Client) -> None:
    response = client.get(reverse(door))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))
