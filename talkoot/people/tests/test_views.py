"""The pages of people open, hold what they should, and do one thing each."""

import io
import re
import time
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talkoot.notices.models import Notice
from talkoot.people import operations
from talkoot.people.models import Consent, Invitation, Person, SignIn
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db

OWN = [
    "people:own", "people:consents", "people:sign_ins", "people:export", "people:erase",
    "people:own_merge", "account_email", "account_set_password", "mfa_index",
    "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "account_logout",
    "socialaccount_connections", "usersessions_list",
]  # fmt: skip  # names read as a list
ENTRANCES = [
    "account_login", "account_signup", "account_request_login_code", "account_reset_password",
    "account_inactive", "socialaccount_signup", "socialaccount_login_cancelled",
]  # fmt: skip  # names read as a list


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def lately(client: Client, person: Person, minutes_ago: float = 0) -> Client:
    """The client as after a sign-in so many minutes ago."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": time.time() - minutes_ago * 60}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


@pytest.mark.parametrize("door", OWN)
def test_own_pages_open(door: str, as_person: Any) -> None:
    assert as_person(factories.person()).get(reverse(door), follow=True).status_code == 200


@pytest.mark.parametrize("door", ENTRANCES)
def test_entrances_open(door: str, client: Client) -> None:
    assert client.get(reverse(door), follow=True).status_code == 200


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_language_opens(language: str, as_person: Any) -> None:
    client = as_person(factories.person())
    for door in ("people/own/", "people/own/sign-ins/", "account/email/", "account/2fa/"):
        assert client.get(f"/{language}/{door}").status_code == 200


# --- own data -------------------------------------------------------------------------------------
def test_name_and_language_are_saved(as_person: Any) -> None:
    person = factories.person("Testi Vanha")
    response = as_person(person).post(
        reverse("people:own"), {"name": "Testi Uusi", "language": "sv"}
    )
    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.name, person.language) == ("Testi Uusi", "sv")


def test_a_language_that_is_not_offered_is_an_error(as_person: Any) -> None:
    response = as_person(factories.person()).post(
        reverse("people:own"), {"name": "Testi", "language": "tlh"}
    )
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["language"]


@pytest.mark.parametrize("door", ["people:export", "people:erase"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_signed_in_long_ago_signs_in_again(door: str, method: str, as_person: Any) -> None:
    person = factories.person()
    client = lately(as_person(person), person, minutes_ago=16)
    response = getattr(client, method)(reverse(door))
    assert response.templates[0].name == "people/sign_in_again.html"
    back = reverse(door).replace("/", "%2F")
    assert response.context["back"] == f"{reverse('account_login')}?next={back}"
    person.refresh_from_db()
    assert person.erased_at is None


def test_signing_in_again_leads_back(as_person: Any) -> None:
    person = factories.person(email="testi@example.org", password="a long pass phrase")
    client = lately(as_person(person), person, minutes_ago=16)
    back = client.get(reverse("people:erase")).context["back"]
    response = client.post(reverse("account_logout"), {"next": back})
    assert response.headers["Location"] == back
    words = {
        "login": person.email,
        "password": "a long pass phrase",
        "next": "/fi/people/own/erase/",
    }
    response = client.post(reverse("account_login"), words, follow=True)
    assert response.redirect_chain[-1][0] == "/fi/people/own/erase/"
    assert "people/erase.html" in [template.name for template in response.templates]


def test_export_downloads_a_zip(as_person: Any) -> None:
    person = factories.person(email="testi@example.org")
    client = lately(as_person(person), person)
    assert client.get(reverse("people:export")).status_code == 200
    response = client.post(reverse("people:export"))
    assert response.headers["Content-Type"] == "application/zip"
    assert re.fullmatch(
        r'attachment; filename="talkoot-\d{4}-\d\d-\d\d\.zip"',
        response.headers["Content-Disposition"],
    )
    assert "no-store" in response.headers["Cache-Control"]
    with ZipFile(io.BytesIO(response.getvalue())) as packed:
        assert "people.person.json" in packed.namelist()


def test_erasing_oneself_signs_out_and_says_so(as_person: Any) -> None:
    person = factories.person()
    client = lately(as_person(person), person)
    response = client.post(reverse("people:erase"), follow=True)
    assert response.redirect_chain == [(reverse("people:erased"), 302)]
    person.refresh_from_db()
    assert person.erased_at is not None
    assert client.get(reverse("people:own")).status_code == 302


def test_what_hinders_is_shown_instead_of_the_button(as_person: Any) -> None:
    keeper = factories.keeper()
    client = lately(as_person(keeper), keeper)
    response = client.get(reverse("people:erase"))
    assert [type(found) for found in response.context["hindrances"]] == [operations.LastKeeper]
    assert client.post(reverse("people:erase")).status_code == 200
    keeper.refresh_from_db()
    assert keeper.erased_at is None


# --- sign-ins and consents ----------------------------------------------------------------------------
def test_sign_ins_are_listed_page_by_page_and_are_ones_own(
    as_person: Any, count_queries: Any
) -> None:
    person = factories.person()
    SignIn.objects.bulk_create([SignIn(person=person, way="code") for _number in range(25)])
    SignIn.objects.create(person=factories.person(), way="password")
    client = as_person(person)
    with count_queries() as asked:
        first = client.get(reverse("people:sign_ins"))
    assert len(first.context["page_obj"].object_list) == 20
    second = client.get(reverse("people:sign_ins"), {"page": 2})
    assert len(second.context["page_obj"].object_list) == 5
    assert len(asked) <= 6


def test_signing_out_everywhere_else(as_person: Any) -> None:
    person = factories.person()
    here, there = as_person(person), as_person(person)
    for client in (here, there):
        UserSession.objects.create(
            user=person, session_key=client.session.session_key, ip="203.0.113.7", user_agent=""
        )
    page = here.get(reverse("people:sign_ins"))
    assert [session.here for session in page.context["sessions"]] == [True, False]
    here.post(reverse("people:end_other_sign_ins"))
    assert there.get(reverse("people:own")).status_code == 302
    assert here.get(reverse("people:own")).status_code == 200


def test_consents_are_given_and_taken_back(as_person: Any) -> None:
    person = factories.person()
    client = as_person(person)
    client.post(reverse("people:give_consent", args=["news"]))
    assert Consent.objects.get().withdrawn_at is None
    client.post(reverse("people:withdraw_consent", args=["news"]))
    assert Consent.objects.get().withdrawn_at is not None
    assert client.get(reverse("people:consents")).status_code == 200
    assert client.post(reverse("people:give_consent", args=["everything"])).status_code == 404


# --- invitations ------------------------------------------------------------------------------------
def at(door: str, named: str = "kutsu") -> str:
    return reverse(f"people:{door}", args=[named])


def test_an_invitation_opens_for_anybody_who_has_the_link(client: Client) -> None:
    factories.invitation(token="kutsu")
    response = client.get(at("invitation"))
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get(at("invitation", "arvaus")).status_code == 404
    for door in ("decline_invitation", "invitation_sign_in"):
        assert client.post(at(door, "arvaus")).status_code == 404
        assert client.get(at(door)).status_code == 405


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "waiting"),
        ({"answered_at": timezone.now(), "accepted": True}, "accepted"),
        ({"answered_at": timezone.now(), "accepted": False}, "declined"),
        ({"withdrawn_at": timezone.now()}, "withdrawn"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "expired"),
    ],
)
def test_every_state_has_its_page(client: Client, fields: dict[str, Any], state: str) -> None:
    factories.invitation(token="kutsu", **fields)
    response = client.get(at("invitation"))
    assert (response.status_code, response.context["state"]) == (200, state)
    assert (at("decline_invitation") in response.content.decode()) is (state == "waiting")


def test_a_stranger_joins_with_a_code_to_the_same_address(client: Client) -> None:
    factories.invitation("kutsuttu@example.org", token="kutsu")
    response = client.post(at("invitation_sign_in"))
    assert response.headers["Location"].startswith(reverse("account_confirm_login_code"))
    notice = Notice.objects.get()
    assert (notice.kind, notice.to) == ("account.login_code", "kutsuttu@example.org")
    code = notice.subject.rpartition(" ")[2]
    response = client.post(response.headers["Location"], {"code": code, "next": at("invitation")})
    assert response.headers["Location"] == at("invitation")
    assert client.get(at("invitation")).context["same_address"] is True
    client.post(at("accept_invitation"))
    client.post(at("accept_invitation"))
    assert Invitation.objects.get().answered_by == Person.objects.get()
    assert client.get(at("invitation")).context["mine"] is True


def test_accepting_needs_sign_in(client: Client) -> None:
    factories.invitation(token="kutsu")
    response = client.post(at("accept_invitation"))
    assert response.headers["Location"].startswith(reverse("account_login"))
    assert Invitation.objects.waiting().count() == 1


def test_another_address_gets_a_choice(as_person: Any) -> None:
    person = factories.person(email="oma@example.org")
    factories.invitation("tyo@example.org", token="kutsu")
    client = as_person(person)
    page = client.get(at("invitation")).content.decode()
    assert (at("accept_invitation") in page, at("invitation_sign_in") in page) == (True, True)
    client.post(at("invitation_sign_in"))
    assert client.get(reverse("people:own")).status_code == 302
    assert Notice.objects.get().to == "tyo@example.org"


def test_declining_twice_is_harmless(client: Client) -> None:
    factories.invitation(token="kutsu")
    for _click in range(2):
        response = client.post(at("decline_invitation"), follow=True)
        assert response.context["state"] == "declined"


def test_codes_from_an_invitation_are_limited(client: Client) -> None:
    factories.invitation(token="kutsu")
    for _click in range(5):
        client.post(at("invitation_sign_in"))
    assert Notice.objects.count() == 3


# --- merging ------------------------------------------------------------------------------------------
def ask_to_merge(client: Client, address: str) -> Any:
    return client.post(reverse("people:own_merge"), {"email": address})


def test_merging_my_two_addresses(as_person: Any) -> None:
    person, old = (
        factories.person(email="uusi@example.org"),
        factories.person(email="vanha@example.org"),
    )
    SignIn.objects.create(person=old, way="code")
    client = as_person(person)
    response = ask_to_merge(client, "Vanha@example.org")
    assert response.headers["Location"] == reverse("people:own_merge_code")
    code = re.search(r"\d{8}", Notice.objects.get().text)
    assert code is not None
    response = client.post(reverse("people:own_merge_code"), {"code": f" {code.group()} "})
    assert response.headers["Location"] == reverse("people:own_merge_confirm")
    assert client.get(reverse("people:own_merge_confirm")).status_code == 200
    client.post(reverse("people:own_merge_confirm"))
    assert SignIn.objects.get().person == person
    old.refresh_from_db()
    assert old.email == ""


def test_nothing_merges_without_the_code(as_person: Any) -> None:
    person, old = factories.person(), factories.person(email="vanha@example.org")
    client = as_person(person)
    for door in ("people:own_merge_code", "people:own_merge_confirm"):
        assert client.post(reverse(door)).headers["Location"] == reverse("people:own_merge")
    ask_to_merge(client, "vanha@example.org")
    response = client.post(reverse("people:own_merge_confirm"))
    assert response.headers["Location"] == reverse("people:own_merge")
    for _number in range(3):
        response = client.post(reverse("people:own_merge_code"), {"code": "00000000"})
    assert response.headers["Location"] == reverse("people:own_merge")
    old.refresh_from_db()
    assert old.erased_at is None


def test_the_merge_page_does_not_tell_who_has_an_account(as_person: Any) -> None:
    factories.person(email="joku@example.org")
    client = as_person(factories.person())
    pages = []
    for address in ("joku@example.org", "ei@example.org"):
        ask_to_merge(client, address)
        page = client.get(reverse("people:own_merge_code")).content.decode()
        pages.append(re.sub(r'value="\w{64}"', "", page).replace(address, ""))
    assert pages[0] == pages[1]


def test_merge_codes_are_limited(as_person: Any) -> None:
    factories.person(email="joku@example.org")
    client = as_person(factories.person())
    answers = [ask_to_merge(client, "joku@example.org").status_code for _number in range(6)]
    assert answers == [302] * 5 + [200]


def test_ones_own_address_is_not_another(as_person: Any) -> None:
    person = factories.person(email="oma@example.org")
    response = ask_to_merge(as_person(person), "OMA@example.org")
    assert list(response.context["form"].errors) == ["email"]


# --- a keeper's repairs ---------------------------------------------------------------------------------
@pytest.mark.parametrize("door", ["people:merge", "people:erase_person"])
def test_repairs_are_a_keepers(door: str, as_person: Any, client: Client) -> None:
    assert client.get(reverse(door)).status_code == 302
    assert as_person(factories.person()).get(reverse(door)).status_code == 404
    assert as_person(factories.person()).post(reverse(door)).status_code == 404
    assert as_person(factories.keeper()).get(reverse(door)).status_code == 200


def test_a_keeper_sees_what_would_move_before_it_moves(as_person: Any) -> None:
    stays, goes = (
        factories.person(email="jaa@example.org"),
        factories.person(email="menee@example.org"),
    )
    client = as_person(factories.keeper())
    words = {
        "duplicate": "menee@example.org",
        "into": "jaa@example.org",
        "reason": "seen in person",
    }
    shown = client.post(reverse("people:merge"), words)
    assert (shown.context["duplicate"], shown.context["into"]) == (goes, stays)
    goes.refresh_from_db()
    assert goes.erased_at is None
    client.post(reverse("people:merge"), {**words, "confirm": "1"})
    goes.refresh_from_db()
    assert goes.erased_at is not None


def test_a_keepers_mistakes_are_told_at_the_field(as_person: Any) -> None:
    factories.person(email="jaa@example.org")
    client = as_person(factories.keeper())
    wrong = client.post(
        reverse("people:merge"),
        {"duplicate": "jaa@example.org", "into": "ei@example.org", "reason": "x", "confirm": "1"},
    )
    assert list(wrong.context["form"].errors) == ["into"]
    same = client.post(
        reverse("people:merge"),
        {"duplicate": "jaa@example.org", "into": "jaa@example.org", "reason": "x", "confirm": "1"},
    )
    assert list(same.context["form"].errors) == ["into"]


def test_a_keeper_erases_somebody_who_asked(as_person: Any) -> None:
    person = factories.person(email="pyysi@example.org")
    client = as_person(factories.keeper())
    words = {"email": "pyysi@example.org", "reason": "asked by mail"}
    assert client.post(reverse("people:erase_person"), words).context["person"] == person
    client.post(reverse("people:erase_person"), {**words, "confirm": "1"})
    person.refresh_from_db()
    assert person.erased_at is not None
