"""Erasing: what goes, what stays, who may not go yet."""

import threading
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from talkoot.history import record as history
from talkoot.history.models import Entry
from talkoot.kit.refusals import Refused
from talkoot.notices import operations as notices
from talkoot.notices.models import Notice
from talkoot.people import operations
from talkoot.people.models import Consent, Erasure, Invitation, Person, SignIn
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db


class OnlyManager(Refused):
    sentence = "You are the only manager of a project."
    next_step = "Make somebody else its manager first."


@pytest.fixture
def needed() -> Iterator[set[int]]:
    """The persons whom an area above cannot spare."""
    persons: set[int] = set()

    def refuse(*, person: Person) -> None:
        if person.pk in persons:
            raise OnlyManager

    operations.refuse_if(refuse)
    yield persons
    operations.refuse_if.remove(refuse)


def tell(to: str, reply_to: str = "") -> Notice:
    return notices.send_written(
        kind="test.told", to=to, language="fi", subject="Hei", text="Hei", reply_to=reply_to
    )


def test_erase_leaves_an_empty_row_and_the_counts() -> None:
    person = factories.person("Testi Lähtijä", email="lahtija@example.org", password="x" * 12)
    other = factories.person()
    operations.give_consent(person=person, about="news", by=person)
    operations.record_sign_in(person=person, records=[], user_agent="", session_key=None)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "s"})
    with transaction.atomic():
        history.record("projects.edit", on=other, by=person)
    rows = Entry.objects.count()

    erasure = operations.erase(person=person, by=person)

    person.refresh_from_db()
    assert (person.email, person.name, person.is_active) == ("", "", False)
    assert (person.last_login, person.has_usable_password()) == (None, False)
    assert person.erased_at is not None
    for model in (Consent, SignIn, Authenticator):
        assert model._default_manager.count() == 0
    assert list(EmailAddress.objects.values_list("user", flat=True)) == [other.pk]
    # Nothing that happened is gone, and nothing tells who did it.
    assert Entry.objects.count() == rows + 1
    assert Entry.objects.filter(actor=person).count() == 0
    assert Entry.objects.filter(verb="projects.edit").get().subject_id == other.pk
    assert erasure.asked_by_self
    assert erasure.counts == {
        "account.emailaddress": 1,
        "history.entry": 3,
        "mfa.authenticator": 1,
        "people.consent": 1,
        "people.signin": 1,
    }
    assert "Lähtijä" not in str(Erasure.objects.values())


def test_the_address_is_told_and_nothing_older_is_kept_about_it() -> None:
    person = factories.person(email="lahtija@example.org")
    tell("LAHTIJA@example.org")
    kept = tell("muu@example.org", reply_to="lahtija@example.org")
    operations.erase(person=person, by=person)
    kept.refresh_from_db()
    assert kept.reply_to == ""
    last = Notice.objects.exclude(pk=kept.pk).get()
    assert (last.kind, last.to) == ("people.erased", "lahtija@example.org")


def test_invitations_to_the_address_are_withdrawn_and_emptied() -> None:
    person = factories.person(email="lahtija@example.org")
    factories.invitation("Lahtija@example.org")
    answered = factories.invitation("toinen@example.org")
    operations.accept_invitation(invitation=answered, by=person)
    of_another = factories.invitation("muu@example.org", invited_by=person)
    operations.erase(person=person, by=person)
    mine = Invitation.objects.exclude(pk=of_another.pk)
    assert [row.email for row in mine] == ["", ""]
    assert Invitation.objects.waiting().count() == 1
    of_another.refresh_from_db()
    assert of_another.email == "muu@example.org"


def test_sessions_end() -> None:
    person = factories.person(password="a long pass phrase")
    client = Client()
    client.force_login(person)
    operations.erase(person=person, by=person)
    assert client.get("/fi/people/own/").status_code == 302
    assert not client.login(email=person.email, password="a long pass phrase")
    assert Session.objects.count() <= 1


def test_the_repairs_log_forgets_the_name() -> None:
    person, keeper = factories.person("Testi Lähtijä"), factories.keeper()
    LogEntry.objects.create(
        user=keeper,
        content_type=ContentType.objects.get_for_model(Person),
        object_id=str(person.pk),
        object_repr=str(person),
        action_flag=CHANGE,
        change_message="x",
    )
    operations.erase(person=person, by=keeper, reason="asked by mail")
    row = LogEntry.objects.get()
    assert (row.object_repr, row.change_message) == ("", "")


def test_a_keeper_erases_with_a_reason() -> None:
    person, keeper = factories.person(), factories.keeper()
    erasure = operations.erase(person=person, by=keeper, reason="asked by mail")
    assert (erasure.asked_by_self, erasure.reason) == (False, "asked by mail")
    entry = Entry.objects.of(person).get()
    assert (entry.verb, entry.actor, entry.note) == ("people.erase", keeper, "asked by mail")


def test_erasing_twice_is_refused() -> None:
    person = factories.person()
    operations.erase(person=person, by=person)
    with pytest.raises(operations.PersonErased):
        operations.erase(person=person, by=person)
    assert Erasure.objects.count() == 1


def test_the_address_may_come_back_as_somebody_new() -> None:
    person = factories.person(email="palaaja@example.org")
    operations.erase(person=person, by=person)
    again = operations.create_person(email="palaaja@example.org", by=None)
    assert again.pk != person.pk


def test_the_last_keeper_stays() -> None:
    last = factories.keeper()
    factories.keeper(is_active=False)
    with pytest.raises(operations.LastKeeper):
        operations.erase(person=last, by=last)
    assert [type(found) for found in operations.hindrances(person=last)] == [operations.LastKeeper]
    factories.keeper()
    assert operations.hindrances(person=last) == []
    operations.erase(person=last, by=last)


def test_an_area_above_may_say_what_to_do_first(needed: set[int]) -> None:
    person = factories.person()
    needed.add(person.pk)
    with pytest.raises(OnlyManager):
        operations.erase(person=person, by=person)
    assert [str(found) for found in operations.hindrances(person=person)] == [
        "You are the only manager of a project. Make somebody else its manager first."
    ]
    person.refresh_from_db()
    assert person.erased_at is None
    needed.clear()
    operations.erase(person=person, by=person)


@pytest.mark.django_db(transaction=True)
def test_the_last_two_keepers_do_not_leave_at_the_same_moment() -> None:
    keepers = [factories.keeper(), factories.keeper()]
    start = threading.Barrier(2)
    refused: list[str] = []

    def leave(person: Person) -> None:
        start.wait()
        try:
            operations.erase(person=person, by=person)
        except Refused as refusal:
            refused.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(person,)) for person in keepers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["LastKeeper"]
    assert Person.objects.keepers().count() == 1
