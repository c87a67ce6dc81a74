"""Emptying persons whose address nobody needs any more: they only signed up, and that is long over."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from talkoot.history import record as history
from talkoot.people.models import Invitation, Person
from talkoot.people.operations.erasure import empty_person
from talkoot.people.operations.registers import address_needed_while

AT_ONCE = 1000
AT_LEAST_FOR = timedelta(days=7)
"""Nobody is emptied in the days in which a row is still being made for them."""


def unneeded(*, now: datetime) -> QuerySet[Person]:
    """Persons who never signed in nor proved their address, to whom rows point, and none of which
    needs the address any more. Keepers are not among them."""
    found: QuerySet[Person] = Person.objects.filter(
        last_login=None, erased_at=None, is_staff=False, joined_at__lt=now - AT_LEAST_FOR
    ).exclude(emailaddress__verified=True)
    for model, column in columns_of_persons():
        needs = address_needed_while.condition_of(f"{model._meta.label_lower}.{column}")
        rows = model._base_manager.filter(needs, **{column: OuterRef("pk")})
        found = found.exclude(Exists(rows))
    waiting = Invitation.objects.waiting().filter(email__iexact=OuterRef("email"))
    return found.exclude(Exists(waiting))


def columns_of_persons() -> list[tuple[type[models.Model], str]]:
    """Every column of the installation that points to a person, but the address itself."""
    found: list[tuple[type[models.Model], str]] = []
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            model: Any = relation.related_model
            if model is not EmailAddress:
                found.append((model, relation.field.name))
    return found


def empty_unneeded(*, now: datetime) -> int:
    """Empties their names and addresses, a thousand a transaction; what they were counted in stays.
    Returns how many. Records people.empty for each; nobody is written to."""
    count = 0
    while True:
        with transaction.atomic():
            # Whom somebody signs up at this very moment is left for the next day.
            rows = unneeded(now=now).order_by("pk").select_for_update(skip_locked=True)
            batch = list(rows[:AT_ONCE])
            EmailAddress.objects.filter(user__in=batch).delete()
            for person in batch:
                empty_person(person=person)
            history.record_many("people.empty", on=batch, by=None, notes=[""] * len(batch))
        count += len(batch)
        if len(batch) < AT_ONCE:
            return count
