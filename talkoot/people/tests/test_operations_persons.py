"""Making and editing a person, consents, and the rows that a sign-in leaves."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from talkoot.history.models import Entry
from talkoot.people import operations
from talkoot.people.models import Consent, Person, SignIn
from talkoot.people.operations import sign_ins
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def verbs(person: Person) -> list[str]:
    return list(Entry.objects.of(person).order_by("pk").values_list("verb", flat=True))


# --- create, edit ----------------------------------------------------------------------------------
def test_create_person() -> None:
    made = operations.create_person(
        email=" Testi@Example.ORG ", name=" Testi ", language="sv", by=None
    )
    assert (made.email, made.name, made.language) == ("testi@example.org", "Testi", "sv")
    assert (made.is_staff, made.has_usable_password(), made.is_active) == (False, False, True)
    address = EmailAddress.objects.get(user=made)
    assert (address.email, address.primary, address.verified) == ("testi@example.org", True, False)
    assert verbs(made) == ["people.create"]


def test_a_keeper_and_an_invented_person_need_not_prove_their_address() -> None:
    for kind in ({"is_staff": True}, {"is_invented": True, "password": "talkoot-demo"}):
        made = operations.create_person(email=f"{next(iter(kind))}@example.org", by=None, **kind)
        assert EmailAddress.objects.get(user=made).verified
        assert made.check_password("talkoot-demo") is ("password" in kind)


def test_an_unknown_language_falls_back_to_finnish() -> None:
    assert operations.create_person(email="a@example.org", language="tlh", by=None).language == "fi"


def test_create_person_refuses_a_taken_address() -> None:
    factories.person(email="testi@example.org")
    with pytest.raises(operations.AddressTaken):
        operations.create_person(email="TESTI@example.org", by=None)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("nonsense", ["", "testi", "a@b", "a@example.org\nBcc: b@example.org"])
def test_create_person_refuses_what_is_no_address(nonsense: str) -> None:
    with pytest.raises(operations.AddressNotAnEmail):
        operations.create_person(email=nonsense, by=None)


def test_make_keeper_makes_one_and_makes_one_of_a_person() -> None:
    person = factories.person(email="vanha@example.org")
    old = operations.make_keeper(email="VANHA@example.org", by=None)
    new = operations.make_keeper(email="uusi@example.org", password="a long pass phrase", by=None)
    assert old.pk == person.pk
    assert [(one.is_staff, one.is_superuser) for one in (old, new)] == [(True, True)] * 2
    assert new.check_password("a long pass phrase")
    assert verbs(old) == ["people.make_keeper"]
    assert verbs(new) == ["people.create", "people.make_keeper"]


def test_the_command_refuses_in_words() -> None:
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("create_admin", "nobody")
    with pytest.raises(CommandError, match="12"):
        call_command("create_admin", "testi@example.org", password="short")
    call_command("create_admin", "testi@example.org")
    assert list(Person.objects.keepers().values_list("email", flat=True)) == ["testi@example.org"]


def test_edit_person_records_that_the_name_changed_and_not_what_it_is() -> None:
    person = factories.person("Testi Vanha")
    operations.edit_person(person=person, name="Testi Uusi", language="sv", by=person)
    person.refresh_from_db()
    assert (person.name, person.language) == ("Testi Uusi", "sv")
    entry = Entry.objects.of(person).get()
    assert entry.changes == {"name": ["changed", "changed"], "language": ["changed", "changed"]}


def test_an_edit_that_changes_nothing_records_nothing() -> None:
    person = factories.person("Testi")
    operations.edit_person(person=person, name=" Testi ", language="fi", by=person)
    assert verbs(person) == []


def test_an_erased_person_is_not_edited() -> None:
    person = factories.person()
    operations.erase(person=person, by=person)
    with pytest.raises(operations.PersonErased):
        operations.edit_person(person=person, name="Takaisin", language="fi", by=person)


def test_set_password_records_never_the_password() -> None:
    person = factories.person()
    operations.set_password(person=person, password="a long pass phrase", by=person)
    entry = Entry.objects.of(person).get()
    assert (entry.verb, entry.changes, entry.note) == ("people.set_password", {}, "")
    assert Person.objects.get(pk=person.pk).check_password("a long pass phrase")


# --- consents -----------------------------------------------------------------------------------------
def test_a_consent_is_given_once_and_withdrawn_once() -> None:
    person = factories.person()
    first = operations.give_consent(person=person, about="news", by=person)
    assert operations.give_consent(person=person, about="news", by=person) == first
    operations.withdraw_consent(person=person, about="news", by=person)
    operations.withdraw_consent(person=person, about="news", by=person)
    assert Consent.objects.get().withdrawn_at is not None
    assert verbs(person) == ["people.give_consent", "people.withdraw_consent"]


def test_new_words_end_the_old_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    person = factories.person()
    operations.give_consent(person=person, about="news", by=person)
    monkeypatch.setitem(operations.VERSIONS, Consent.About.NEWS, "2")
    operations.give_consent(person=person, about="news", by=person)
    live = Consent.objects.filter(withdrawn_at=None)
    assert list(live.values_list("version", flat=True)) == ["2"]
    assert Consent.objects.count() == 2


def test_withdrawing_stops_what_the_consent_allowed() -> None:
    person = factories.person()
    told: list[tuple[Person, str]] = []

    def stop(*, person: Person, about: str) -> None:
        told.append((person, about))

    operations.on_withdrawal(stop)
    try:
        operations.give_consent(person=person, about="expertise_shown", by=person)
        operations.withdraw_consent(person=person, about="expertise_shown", by=person)
    finally:
        operations.on_withdrawal.remove(stop)
    assert told == [(person, "expertise_shown")]


# --- sign-ins -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("records", "way"),
    [
        ([{"method": "code", "email": "a@example.org"}], "code"),
        ([{"method": "password"}, {"method": "mfa", "type": "totp"}], "password+totp"),
        ([{"method": "mfa", "type": "webauthn"}], "passkey"),
        ([{"method": "socialaccount", "provider": "oidc", "uid": "7"}], "outside"),
        ([], "other"),
    ],
)
def test_a_sign_in_keeps_its_way_and_device(records: list[dict[str, str]], way: str) -> None:
    person = factories.person()
    operations.record_sign_in(person=person, records=records, user_agent=FIREFOX, session_key="x")
    row = SignIn.objects.get()
    assert (row.person, row.way, row.device) == (person, way, "Firefox, Windows")


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)  # fmt: skip  # each line is one browser
def test_a_device_is_told_in_two_words(user_agent: str, device: str) -> None:
    person = factories.person()
    operations.record_sign_in(person=person, records=[], user_agent=user_agent, session_key=None)
    assert SignIn.objects.get().device == device


def sign_in(person: Person) -> Client:
    """A browser with a live session that the list knows."""
    client = Client()
    client.force_login(person)
    UserSession.objects.create(
        user=person, session_key=client.session.session_key, ip="203.0.113.7", user_agent="x"
    )
    return client


def test_signing_out_everywhere_else() -> None:
    person, other = factories.person(), factories.person()
    here, there, others = sign_in(person), sign_in(person), sign_in(other)
    keep = here.session.session_key
    assert operations.end_other_sign_ins(person=person, keep=keep, by=person) == 1
    alive = set(Session.objects.values_list("session_key", flat=True))
    assert alive == {keep, others.session.session_key}
    assert there.get("/fi/people/own/").status_code == 302
    assert here.get("/fi/people/own/").status_code == 200
    assert operations.end_other_sign_ins(person=person, keep=keep, by=person) == 0
    assert verbs(person) == ["people.end_other_sign_ins"]


def test_no_network_address_is_kept() -> None:
    person = factories.person()
    client = sign_in(person)
    operations.record_sign_in(
        person=person, records=[], user_agent=FIREFOX, session_key=client.session.session_key
    )
    row = UserSession.objects.get()
    assert (row.ip, row.user_agent) == (sign_ins.NO_ADDRESS, "Firefox, Windows")
