"""Retention clocks: every model forgets on its own time, as it declares."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from talkoot.kit.privacy import Clock, Privacy, declared_models
from talkoot.people.models import Erasure, Person
from talkoot.people.operations.emptying import empty_rows
from talkoot.people.operations.sign_ins import end_old_sessions
from talkoot.people.operations.unneeded import empty_unneeded

BATCH = 1000
UNCONFIRMED_FOR = timedelta(days=7)


def run_clocks(*, now: datetime | None = None) -> dict[str, int]:
    """Forgets what is due, a thousand rows a transaction, and returns how many of each model.

    Stopped half way it has forgotten half and goes on the next time. Leaves one Erasure row with
    the counts when there were any.
    """
    now = now or timezone.now()
    counts: dict[str, int] = {}
    for model, privacy in declared_models():
        for clock in privacy.clocks:
            _add(counts, model._meta.label_lower, _run(model, privacy, clock, now))
    _add(counts, "usersessions.usersession", end_old_sessions(now=now))
    _add(counts, Person._meta.label_lower, _forget_unconfirmed(now))
    _add(counts, Person._meta.label_lower, empty_unneeded(now=now))
    if counts:
        with transaction.atomic():
            Erasure.objects.create(asked_by_self=False, reason="clocks", counts=counts)
    return counts


def _add(counts: dict[str, int], label: str, count: int) -> None:
    if count:
        counts[label] = counts.get(label, 0) + count


def _run(model: type[models.Model], privacy: Privacy, clock: Clock, now: datetime) -> int:
    limit: Any = now - clock.after
    if not isinstance(_field(model, clock.since), models.DateTimeField):
        limit = timezone.localdate(limit)
    due = model._base_manager.filter(**{f"{clock.since}__lt": limit}, **clock.only)
    if clock.on_time == "empty":
        with transaction.atomic():
            return empty_rows(rows=due, privacy=privacy)
    count = 0
    while True:
        with transaction.atomic():
            batch = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not batch:
                return count
            model._base_manager.filter(pk__in=batch).delete()
            count += len(batch)


def _field(model: type[models.Model], path: str) -> Any:
    """The field at the end of a look-up that goes through foreign keys."""
    *through, last = path.split("__")
    for name in through:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a foreign key leads to a model
    return model._meta.get_field(last)


def _forget_unconfirmed(now: datetime) -> int:
    """Deletes persons whose address nobody proved in a week and to whom nothing belongs.

    Anybody may type anybody's address into the sign-up page; it must not stay for that.
    """
    unproved = Person.objects.filter(
        joined_at__lt=now - UNCONFIRMED_FOR,
        last_login=None,
        erased_at=None,
        is_staff=False,
        is_invented=False,
    ).exclude(emailaddress__verified=True)
    count = 0
    for person in unproved.iterator(chunk_size=BATCH):
        if not _has_rows(person):
            person.delete()
            count += 1
    return count


def _has_rows(person: Person) -> bool:
    """Whether anything but the unproved address itself points to the person."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model = relation.related_model
        assert not isinstance(model, str)
        if model._meta.label == "account.EmailAddress":
            continue
        if model._base_manager.filter(**{relation.field.name: person}).exists():
            return True
    return False
