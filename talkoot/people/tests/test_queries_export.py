"""The export holds everything about one person and nothing about anybody else."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction

from talkoot.history import record as history
from talkoot.notices import operations as notices
from talkoot.people import operations
from talkoot.people.models import Person, SignIn
from talkoot.people.queries.export import archive
from talkoot.people.queries.own_rows import own_rows
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db


def exported(person: Person) -> dict[str, Any]:
    with ZipFile(io.BytesIO(b"".join(archive(person)))) as packed:
        assert packed.testzip() is None
        return {
            name: json.loads(packed.read(name)) if name.endswith(".json") else packed.read(name)
            for name in packed.namelist()
        }


def test_everything_about_me_and_nothing_about_others() -> None:
    me = factories.person("Testi Minä", email="mina@example.org", password="a long pass phrase")
    other = factories.person("Testi Muu", email="muu@example.org", password="another phrase")
    for person in (me, other):
        operations.give_consent(person=person, about="news", by=person)
        operations.record_sign_in(
            person=person, records=[{"method": "code"}], user_agent="", session_key=None
        )
        notices.send_written(
            kind="test.told", to=person.email, language="fi", subject="Hei", text=person.name
        )
    Authenticator.objects.create(user=me, type="totp", data={"secret": "hush-hush"})
    factories.invitation("MINA@example.org", invited_by=other)
    with transaction.atomic():
        history.record("projects.edit", on=other, by=me, changes={"code": ["A", "B"]})

    found = exported(me)

    assert sorted(found) == [
        "about.txt",
        "account.emailaddress.json",
        "history.entry.json",
        "mfa.authenticator.json",
        "notices.notice.json",
        "people.consent.json",
        "people.invitation.json",
        "people.person.json",
        "people.signin.json",
    ]
    (person,) = found["people.person.json"]
    assert (person["email"], person["name"]) == ("mina@example.org", "Testi Minä")
    assert [one["way"] for one in found["people.signin.json"]] == ["code"]
    assert [one["text"] for one in found["notices.notice.json"]] == ["Testi Minä"]
    changes = [one["changes"] for one in found["history.entry.json"]]
    assert {"code": ["A", "B"]} in changes
    everything = str(found)
    for secret in ("hush-hush", me.password, "token_hash", "muu@example.org", "another phrase"):
        assert secret not in everything


def test_anothers_address_in_my_row_is_left_out() -> None:
    me = factories.person(email="mina@example.org")
    invitation = factories.invitation("toinen@example.org")
    operations.accept_invitation(invitation=invitation, by=me)
    (row,) = exported(me)["people.invitation.json"]
    assert "email" not in row
    assert row["answered_by"] == "mina@example.org"


def test_the_archive_is_made_while_it_is_sent() -> None:
    me = factories.person()
    SignIn.objects.bulk_create(
        [SignIn(person=me, way="code", device=f"laite {number}") for number in range(3000)]
    )
    sizes = [len(part) for part in archive(me)]
    assert len(sizes) > 3
    assert max(sizes) < 200_000
    assert len(exported(me)["people.signin.json"]) == 3000


def test_about_says_it_in_the_persons_language() -> None:
    me = factories.person(language="en", email="mina@example.org")
    assert b"mina@example.org" in exported(me)["about.txt"]


def test_an_erased_person_owns_nothing_more_than_the_empty_row() -> None:
    me = factories.person()
    operations.give_consent(person=me, about="news", by=me)
    operations.erase(person=me, by=me)
    me.refresh_from_db()
    left = {own.model._meta.label: own.rows.count() for own in own_rows(me) if own.rows.count()}
    assert left == {"people.Person": 1}
