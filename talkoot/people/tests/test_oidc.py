"""Signing in through another service, against allauth's own provider in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from playwright.sync_api import Page

from talkoot.kit import environment
from talkoot.notices.models import Notice
from talkoot.people.models import Person, SignIn
from talkoot.people.tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.expects_page_errors("the provider is another host, which a page may not ask"),
]

Use = Callable[[str], None]


@pytest.fixture(scope="module")
def address(live_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the provider is served, in a process that lives as long as these tests."""
    process = subprocess.Popen(
        [
            sys.executable, "-m", "talkoot.people.tests.oidc_provider.serve",
            f"{live_server.url}/fi/account/oidc/organisaatio/login/callback/",
        ],
        env={**os.environ, "PROVIDER_FOLDER": str(tmp_path_factory.mktemp("provider"))},
        cwd=environment.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip  # the command reads as one
    assert process.stdout is not None
    yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def use(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Use:
    """`use(address)` makes this installation sign in through the provider there."""

    def set_up(address: str) -> None:
        monkeypatch.setenv("OIDC_ID", "organisaatio")
        monkeypatch.setenv("OIDC_NAME", "Esimerkkiorganisaatio")
        monkeypatch.setenv("OIDC_SERVER_URL", address)
        monkeypatch.setenv("OIDC_CLIENT_ID", "talkoot")
        monkeypatch.setenv("OIDC_CLIENT_SECRET", "client-secret")
        settings.SOCIALACCOUNT_PROVIDERS = environment.oidc_providers()
        directives = {**django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]}
        origins = environment.origins(settings.SOCIALACCOUNT_PROVIDERS)
        directives["form-action"] = ["'self'", *origins]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}

    return set_up


@pytest.fixture
def provider(address: str, use: Use) -> str:
    use(address)
    return address


def through(
    page: Page, *, who: str = "testi", start: str = "/fi/account/login/", consent: bool = True
) -> None:
    """Our page, the provider's sign-in, its consent, and back."""
    page.goto(start)
    page.click("text=Esimerkkiorganisaatio")
    page.wait_for_url("http://127.0.0.1:*/account/login/**")
    page.fill("[name=login]", who)
    page.fill("[name=password]", "provider")
    page.click("[type=submit]")
    page.wait_for_url("**/authorize**")
    page.click(f"[name=action][value={'grant' if consent else 'cancel'}]")
    page.wait_for_url("http://localhost:*/**")


def is_in(page: Page) -> bool:
    page.goto("/fi/people/own/")
    return urlsplit(page.url).path == "/fi/people/own/"


def test_somebody_new_gets_an_account_with_a_proved_address(page: Page, provider: str) -> None:
    through(page)
    assert is_in(page)
    person = Person.objects.get()
    assert (person.email, person.name, person.language) == (
        "testi@example.org",
        "Testi Esimerkki",
        "fi",
    )
    assert EmailAddress.objects.get().verified
    assert SocialAccount.objects.get().user == person
    assert SignIn.objects.get().way == "outside"
    # The second time it is the same person.
    page.context.clear_cookies()
    through(page)
    assert is_in(page)
    assert Person.objects.get() == person


def test_an_address_that_is_somebodys_is_not_given_away(page: Page, provider: str) -> None:
    person = factories.person(email="testi@example.org")
    through(page)
    assert not is_in(page)
    assert SocialAccount.objects.count() == 0
    assert Person.objects.get() == person


def test_an_address_that_the_provider_did_not_prove_is_proved_by_a_code(
    page: Page, provider: str
) -> None:
    through(page, who="todistamaton")
    page.wait_for_url("**/confirm-email/**")
    assert SignIn.objects.count() == 0
    code = Notice.objects.get(to="todistamaton@example.org").subject.rpartition(" ")[2]
    page.fill("[name=code]", code)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "confirm-email" not in url)
    assert is_in(page)


def test_somebody_signed_in_joins_the_service_to_their_account(
    page: Page, provider: str, as_person: Any
) -> None:
    person = factories.person(email="muu@example.org")
    as_person(person, page)
    through(page, start="/fi/account/3rdparty/")
    assert SocialAccount.objects.get().user == person
    assert Notice.objects.get().kind == "account.account_connected"
    page.context.clear_cookies()
    through(page)
    assert is_in(page)
    assert Person.objects.get() == person


def test_saying_no_at_the_provider_leads_back_with_words(page: Page, provider: str) -> None:
    through(page, consent=False)
    assert page.locator("h1").count() == 1
    assert not is_in(page)
    assert Person.objects.count() == 0


def test_a_provider_that_does_not_answer_is_told_in_words(page: Page, use: Use) -> None:
    use("http://127.0.0.1:9")
    page.goto("/fi/account/login/")
    page.click("text=Esimerkkiorganisaatio")
    page.wait_for_selector(".note-error")
    assert page.url.endswith("/fi/account/login/")
    assert not is_in(page)
