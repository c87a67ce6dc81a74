"""Signing in every way in a real browser, by keyboard, on a phone, with every page accessible."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from talkoot.notices.models import Notice
from talkoot.people.models import Person, SignIn
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long pass phrase"
SECRET = "JBSWY3DPEHPK3PXP"
Axe = Callable[[Page], None]


def code_mailed_to(address: str) -> str:
    notice = Notice.objects.filter(to=address).latest("pk")
    return notice.subject.rpartition(" ")[2]


def app_code() -> str:
    code: str = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    return code


def fill(page: Page, **fields: str) -> None:
    for name, words in fields.items():
        page.fill(f"[name={name}]", words)


def send(page: Page) -> None:
    page.click("main form.form button.btn >> nth=0")


def is_in(page: Page) -> bool:
    page.goto("/fi/people/own/")
    return urlsplit(page.url).path == "/fi/people/own/"


def test_by_a_code_with_the_keyboard_alone_on_a_phone(page: Page, axe: Axe) -> None:
    factories.person(email="testi@example.org")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/fi/account/login/?next=/fi/people/own/")
    axe(page)
    page.focus("[name=login]")
    page.keyboard.type("testi@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/code/confirm/**")
    axe(page)
    page.focus("[name=code]")
    page.keyboard.type(code_mailed_to("testi@example.org"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/people/own/")
    axe(page)
    assert SignIn.objects.get().way == "code"


def test_a_wrong_code_is_told_and_the_right_one_still_works(page: Page, axe: Axe) -> None:
    factories.person(email="testi@example.org")
    page.goto("/fi/account/login/")
    fill(page, login="testi@example.org")
    send(page)
    fill(page, code="WRONG1")
    send(page)
    assert page.get_attribute("[name=code]", "aria-invalid") == "true"
    axe(page)
    fill(page, code=code_mailed_to("testi@example.org"))
    send(page)
    assert is_in(page)


def test_by_a_password_and_an_authenticator_app(page: Page, axe: Axe) -> None:
    TOTP.activate(factories.person(email="testi@example.org", password=PASSWORD), SECRET)
    page.goto("/fi/account/login/")
    fill(page, login="testi@example.org", password=PASSWORD)
    send(page)
    page.wait_for_url("**/2fa/authenticate/**")
    axe(page)
    fill(page, code=app_code())
    send(page)
    assert is_in(page)
    assert SignIn.objects.get().way == "password+totp"


def test_signing_up_with_an_address_alone(page: Page, axe: Axe) -> None:
    page.goto("/fi/account/signup/")
    axe(page)
    fill(page, email="uusi@example.org")
    send(page)
    page.wait_for_url("**/confirm-email/**")
    axe(page)
    fill(page, code=code_mailed_to("uusi@example.org"))
    send(page)
    assert is_in(page)
    assert Person.objects.get().email == "uusi@example.org"


def with_security_key(page: Page) -> Any:
    """Gives the browser a key that says yes to everything, as a phone's fingerprint would."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devices


def test_by_a_passkey_made_on_this_device(page: Page, as_person: Any, axe: Axe) -> None:
    person = factories.person("Testi Esimerkki", email="testi@example.org")
    as_person(person, page)
    with_security_key(page)
    page.goto("/fi/account/2fa/webauthn/add/")
    axe(page)
    fill(page, name="Esimerkkipuhelin")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    axe(page)
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert key.user == person
    page.context.clear_cookies()
    page.goto("/fi/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/account/login/" not in url)
    assert is_in(page)
    assert SignIn.objects.get().way == "passkey"


def test_accepting_an_invitation_from_the_mail(page: Page, axe: Axe) -> None:
    invitation = factories.invitation("kutsuttu@example.org", token="kutsu")
    page.goto("/fi/people/invitations/kutsu/")
    axe(page)
    page.click("main form >> nth=0 >> button")
    page.wait_for_url("**/login/code/confirm/**")
    fill(page, code=code_mailed_to("kutsuttu@example.org"))
    send(page)
    page.wait_for_url("**/invitations/kutsu/")
    page.dblclick("main form >> nth=0 >> button")
    page.wait_for_selector(".note-success")
    axe(page)
    invitation.refresh_from_db()
    assert invitation.answered_by == Person.objects.get()


def test_downloading_and_erasing_everything(page: Page, axe: Axe) -> None:
    person = factories.person(email="testi@example.org", password=PASSWORD)
    page.goto("/fi/account/login/?next=/fi/people/own/export/")
    fill(page, login="testi@example.org", password=PASSWORD)
    send(page)
    page.wait_for_url("**/own/export/")
    axe(page)
    with page.expect_download() as download:
        page.click("main form button")
    assert re.fullmatch(r"talkoot-[\d-]+\.zip", download.value.suggested_filename)
    page.goto("/fi/people/own/erase/")
    axe(page)
    page.click(".btn-danger")
    page.wait_for_url("**/people/erased/")
    axe(page)
    person.refresh_from_db()
    assert person.erased_at is not None


def shown_again(client: Client, person: Person) -> None:
    """As after the person has just shown once more who they are."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


OPEN = ["account_reset_password", "account_request_login_code", "people:erased"]
OWN = [
    "people:consents", "people:sign_ins", "people:own_merge", "people:erase", "people:merge",
    "people:erase_person", "account_email", "account_change_password", "account_logout", "mfa_index",
    "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    "mfa_add_webauthn", "mfa_view_recovery_codes",
    "socialaccount_connections", "usersessions_list",
]  # fmt: skip  # names read as a list


def test_every_page_is_accessible_and_fits_a_phone(page: Page, as_person: Any, axe: Axe) -> None:
    keeper = factories.keeper(
        name="Testi Esimerkki-Pitkänimi", email="testi@example.org", password=PASSWORD
    )
    TOTP.activate(keeper, SECRET)
    RecoveryCodes.activate(keeper)
    page.set_viewport_size({"width": 320, "height": 640})
    with translation.override("fi"):
        for door in OPEN:
            page.goto(reverse(door))
            axe(page)
        client = as_person(keeper, page)
        for door in ("account_reauthenticate", "mfa_reauthenticate"):
            page.goto(reverse(door))
            axe(page)
        shown_again(client, keeper)
        for door in OWN:
            page.goto(reverse(door))
            assert page.url.endswith(reverse(door))
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (door, wide <= 320) == (door, True)
