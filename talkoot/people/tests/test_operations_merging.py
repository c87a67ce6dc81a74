"""Two persons become one, with everything moved along."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.db import transaction

from talkoot.history import record as history
from talkoot.history.models import Entry
from talkoot.notices.models import Notice
from talkoot.people import operations
from talkoot.people.models import Consent, Person, SignIn
from talkoot.people.queries.merging import what_would_move
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db


def two() -> tuple[Person, Person]:
    return (
        factories.person("Testi Vanha", email="vanha@example.org"),
        factories.person("", email="uusi@example.org"),
    )


def test_merge_moves_everything() -> None:
    duplicate, into = two()
    operations.record_sign_in(person=duplicate, records=[], user_agent="", session_key=None)
    operations.give_consent(person=duplicate, about="expertise_shown", by=duplicate)
    SocialAccount.objects.create(user=duplicate, provider="oidc", uid="7")
    duplicate.groups.add(Group.objects.create(name="x"))
    factories.invitation(invited_by=duplicate)
    counts = operations.merge(duplicate=duplicate, into=into, by=into)
    assert counts == {
        "history.entry": 1,
        "people.consent": 1,
        "people.invitation": 1,
        "people.person_groups": 1,
        "people.signin": 1,
        "socialaccount.socialaccount": 1,
    }
    into.refresh_from_db()
    duplicate.refresh_from_db()
    assert (into.name, into.email) == ("Testi Vanha", "uusi@example.org")
    assert (duplicate.email, duplicate.name, duplicate.is_active) == ("", "", False)
    assert duplicate.erased_at is not None
    assert what_would_move(duplicate) == []
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["uusi@example.org"]
    entry = Entry.objects.filter(verb="people.merge").get()
    assert (entry.subject_id, entry.part_id, entry.actor_id) == (into.pk, duplicate.pk, into.pk)


def test_what_both_have_stays_once() -> None:
    duplicate, into = two()
    for person in (duplicate, into):
        operations.give_consent(person=person, about="news", by=person)
    operations.merge(duplicate=duplicate, into=into, by=into)
    live = Consent.objects.filter(withdrawn_at=None)
    assert [consent.person_id for consent in live] == [into.pk]
    # The other one is ended and stays as what happened.
    assert Consent.objects.filter(person=into).count() == 2


def test_a_group_of_both_stays_once() -> None:
    duplicate, into = two()
    group = Group.objects.create(name="x")
    for person in (duplicate, into):
        person.groups.add(group)
    operations.merge(duplicate=duplicate, into=into, by=into)
    assert list(into.groups.all()) == [group]
    assert list(duplicate.groups.all()) == []


def test_rights_of_both_remain() -> None:
    duplicate, into = factories.keeper(), factories.person()
    operations.merge(duplicate=duplicate, into=into, by=into)
    assert list(Person.objects.keepers()) == [into]


def test_both_addresses_are_told() -> None:
    duplicate, into = two()
    operations.merge(duplicate=duplicate, into=into, by=into)
    told = Notice.objects.filter(kind="people.merged").values_list("to", flat=True)
    assert sorted(told) == ["uusi@example.org", "vanha@example.org"]


def test_areas_above_settle_first_what_both_have() -> None:
    duplicate, into = two()
    seen: list[tuple[str, str]] = []

    def settle(*, duplicate: Person, into: Person, by: Person) -> None:
        seen.append((duplicate.email, into.email))

    operations.before_merge(settle)
    try:
        operations.merge(duplicate=duplicate, into=into, by=into)
    finally:
        operations.before_merge.remove(settle)
    assert seen == [("vanha@example.org", "uusi@example.org")]


def test_a_keeper_gives_a_reason() -> None:
    duplicate, into = two()
    keeper = factories.keeper()
    with pytest.raises(operations.ReasonMissing):
        operations.merge(duplicate=duplicate, into=into, by=keeper, reason=" ")
    operations.merge(duplicate=duplicate, into=into, by=keeper, reason="seen in person")
    assert Entry.objects.filter(verb="people.merge").get().note == "seen in person"


def test_one_person_is_not_merged_with_themselves() -> None:
    person = factories.person()
    with pytest.raises(operations.SamePerson):
        operations.merge(duplicate=person, into=person, by=person)


def test_an_erased_person_is_not_merged() -> None:
    duplicate, into = two()
    operations.erase(person=duplicate, by=duplicate)
    with pytest.raises(operations.PersonErased):
        operations.merge(duplicate=duplicate, into=into, by=into)


def test_a_mailed_code_is_not_a_way_around_a_second_step() -> None:
    duplicate, into = two()
    Authenticator.objects.create(user=duplicate, type="totp", data={})
    with pytest.raises(operations.AccountProtected):
        operations.merge(duplicate=duplicate, into=into, by=into)
    operations.merge(duplicate=duplicate, into=into, by=factories.keeper(), reason="seen")
    assert Authenticator.objects.count() == 0


def test_the_history_of_the_duplicate_is_the_persons_own() -> None:
    duplicate, into = two()
    with transaction.atomic():
        history.record("projects.edit", on=into, by=duplicate)
    operations.merge(duplicate=duplicate, into=into, by=into)
    assert Entry.objects.filter(verb="projects.edit").get().actor == into


def test_a_code_goes_only_to_somebodys_address() -> None:
    duplicate, into = two()
    found, code = operations.send_merge_code(address="VANHA@example.org", by=into)
    assert found == duplicate
    notice = Notice.objects.get()
    assert notice.to == "vanha@example.org"
    assert code in notice.text
    assert len(code) == 8
    assert operations.send_merge_code(address="ei@example.org", by=into)[0] is None
    assert operations.send_merge_code(address=into.email, by=into)[0] is None
    assert Notice.objects.count() == 1


def test_many_sign_ins_move_in_one_statement(count_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of the ground
    duplicate, into = two()
    SignIn.objects.bulk_create([SignIn(person=duplicate, way="code") for _n in range(500)])
    with count_queries() as asked:
        operations.merge(duplicate=duplicate, into=into, by=into)
    assert SignIn.objects.filter(person=into).count() == 500
    assert len(asked) < 200
