"""What a person agrees to, and takes back."""

from django.db import transaction
from django.utils import timezone

from talkoot.history import record as history
from talkoot.people.models import Consent, Person
from talkoot.people.operations.registers import on_withdrawal

VERSIONS = {Consent.About.NEWS: "1", Consent.About.EXPERTISE_SHOWN: "1"}
"""The words that are shown now; a new wording gets a new number and asks again."""


@transaction.atomic
def give_consent(*, person: Person, about: str, by: Person | None) -> Consent:
    """Keeps a yes with the version of the words it was given to; one already there stays.

    A yes to older words is ended and a new one begins. Records people.give_consent.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    kind = Consent.About(about)
    live = Consent.objects.filter(person=person, about=kind, withdrawn_at=None)
    known = live.filter(version=VERSIONS[kind]).first()
    if known:
        return known
    live.update(withdrawn_at=timezone.now())
    consent = Consent.objects.create(person=person, about=kind, version=VERSIONS[kind])
    history.record("people.give_consent", on=person, part=consent, by=by, note=kind.value)
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, about: str, by: Person | None) -> None:
    """Ends a yes and stops what it allowed; without one nothing happens.

    Records people.withdraw_consent.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    kind = Consent.About(about)
    live = Consent.objects.filter(person=person, about=kind, withdrawn_at=None).first()
    if live is None:
        return
    live.withdrawn_at = timezone.now()
    live.save(update_fields=["withdrawn_at"])
    for stop in on_withdrawal:
        stop(person=person, about=kind.value)
    history.record("people.withdraw_consent", on=person, part=live, by=by, note=kind.value)
