"""Who keeps the installation, and who may sign in at all."""

from django.db import transaction

from talkoot.history import record as history
from talkoot.people.models import Person
from talkoot.people.operations.erasure import LastKeeper, lock
from talkoot.people.operations.persons import PersonErased
from talkoot.people.operations.sign_ins import end_sessions


@transaction.atomic
def change_access(
    *,
    person: Person,
    by: Person | None,
    may_sign_in: bool | None = None,
    is_keeper: bool | None = None,
) -> Person:
    """Lets a person sign in or stops them, makes them a keeper or ends that; None leaves it.

    Whoever is stopped is signed out everywhere at once. Refuses with LastKeeper, PersonErased.
    Records people.change_access when something changed.
    """
    person = lock(person=person)
    if person.erased_at:
        raise PersonErased
    before = history.snapshot(person)
    kept = person.is_staff and person.is_active
    if may_sign_in is not None:
        person.is_active = may_sign_in
    if is_keeper is not None:
        person.is_staff = person.is_superuser = is_keeper
    changes = history.differences(person, before)
    if not changes:
        return person
    keeps = person.is_staff and person.is_active
    if kept and not keeps and not Person.objects.keepers().exclude(pk=person.pk).exists():
        raise LastKeeper
    person.save(update_fields=["is_active", "is_staff", "is_superuser"])
    if not person.is_active:
        end_sessions(person=person)
    history.record("people.change_access", on=person, by=by, changes=changes)
    return person
