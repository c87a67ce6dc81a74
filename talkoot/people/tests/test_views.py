"""The pages of people open, hold what they should, and do one thing each."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db

PAGES = [
    "people:own", "people:consents", "people:sign_ins", "people:export", "people:erase",
    "people:own_merge", "account_email", "account_change_password", "account_set_password",
    "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
    "socialaccount_connections", "account_logout", "usersessions_list",
]  # fmt: skip  # names read as a list
ENTRANCES = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
]


@pytest.mark.parametrize("door", PAGES)
def test_own_pages_open(door: str, as_person: Any) -> None:
    client = as_person(factories.person())
    response = client.get(reverse(door))
    if response.status_code == 302:
        response = client.get(response.headers["Location"])
    assert response.status_code == 200


@pytest.mark.parametrize("door", ENTRANCES)
def test_entrances_open(door: str, client: Client) -> None:
    assert client.get(reverse(door)).status_code == 200
