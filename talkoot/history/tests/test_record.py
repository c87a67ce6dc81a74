"""The history: one entry in the operation's transaction, never a personal value, never without a row."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from talkoot.history.models import Entry
from talkoot.history.record import CHANGED, differences, record, record_many, snapshot

# The history stands below the persons and does not know them.
Person = get_user_model()


@pytest.fixture
def person(db: None) -> Any:
    return Person.objects.create(name="Testi Esimerkki", email="testi@example.org")


def test_record_keeps_who_did_what_to_what(person: Any) -> None:
    other = Person.objects.create(name="Toinen Esimerkki", email="toinen@example.org")
    made = record(
        "people.edit", on=person, by=other, part=other, changes={"name": ["a", "b"]}, note="Syy."
    )
    entry = Entry.objects.get()
    assert entry == made
    assert (entry.verb, entry.actor, entry.by_worker) == ("people.edit", other, False)
    assert (entry.subject, entry.subject_id) == ("people.person", person.pk)
    assert (entry.part, entry.part_id) == ("people.person", other.pk)
    assert (entry.changes, entry.note) == ({"name": ["a", "b"]}, "Syy.")


def test_record_tells_the_worker_from_a_visitor_without_a_name(person: Any) -> None:
    by_worker = record("people.forget", on=person, by=None)
    by_visitor = record("people.decline", on=person, by=AnonymousUser())
    assert (by_worker.by_worker, by_worker.actor) == (True, None)
    assert (by_visitor.by_worker, by_visitor.actor) == (False, None)


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_a_mistake(person: Any) -> None:
    with pytest.raises(RuntimeError):
        record("people.edit", on=person, by=person)
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_falls_with_its_operation(person: Any) -> None:
    def operation() -> None:
        with transaction.atomic():
            record("people.edit", on=person, by=person)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        operation()
    assert Entry.objects.count() == 0


def test_differences_tell_of_a_personal_field_only_that_it_changed(person: Any) -> None:
    before = snapshot(person)
    person.name = "Uusi Esimerkki"
    person.is_staff = True
    assert differences(person, before) == {
        "name": [CHANGED, CHANGED],
        "is_staff": [False, True],
    }


def test_an_entry_outlives_its_actor(person: Any) -> None:
    other = Person.objects.create(name="Toinen Esimerkki", email="toinen@example.org")
    record("people.edit", on=person, by=other)
    other.delete()
    entry = Entry.objects.get()
    assert (entry.actor, entry.by_worker, entry.verb) == (None, False, "people.edit")


def test_entries_of_a_row_are_its_own_newest_first(person: Any) -> None:
    other = Person.objects.create(name="Toinen Esimerkki", email="toinen@example.org")
    first = record("people.edit", on=person, by=other)
    second = record("people.edit", on=person, by=person)
    record("people.edit", on=other, by=person)
    assert list(Entry.objects.of(person)) == [second, first]
    assert list(Entry.objects.by(other)) == [first]


def test_record_many_makes_an_entry_for_each_row_with_its_note(person: Any) -> None:
    other = Person.objects.create(name="Toinen Esimerkki", email="toinen@example.org")
    assert record_many("people.edit", on=[person, other], by=None, notes=["yksi", "kaksi"]) == 2
    assert list(Entry.objects.order_by("pk").values_list("subject_id", "note", "by_worker")) == [
        (person.pk, "yksi", True),
        (other.pk, "kaksi", True),
    ]
