"""All rows of the installation that are about one person, found by what each model declares."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q, QuerySet

from talkoot.kit.privacy import Privacy, declared_models
from talkoot.people.models import Person


class OwnRows(NamedTuple):
    """The rows of one model about the person: as the declaration's look-ups say, or by address."""

    model: type[models.Model]
    privacy: Privacy
    by_person: QuerySet[Any]
    by_address: QuerySet[Any]

    @property
    def rows(self) -> QuerySet[Any]:
        return self.by_person | self.by_address


def address_fields(model: type[models.Model], privacy: Privacy) -> list[str]:
    """The personal fields that hold an e-mail address: a row may be about whoever reads its mail."""
    fields = (model._meta.get_field(name) for name in privacy.personal)
    return [field.name for field in fields if isinstance(field, models.EmailField)]


def own_rows(person: Person) -> Iterator[OwnRows]:
    """What is known about the person, model by model in the order of the areas; empty ones too."""
    for model, privacy in declared_models():
        by_person, by_address = Q(), Q()
        for look_up in privacy.person:
            by_person |= Q(**{look_up: person.pk})
        if person.email:
            for name in address_fields(model, privacy):
                by_address |= Q(**{f"{name}__iexact": person.email})
        if not by_person and not by_address:
            continue
        every = model._base_manager.all()
        yield OwnRows(
            model,
            privacy,
            every.filter(pk__in=every.filter(by_person).values("pk"))
            if by_person
            else every.none(),
            every.filter(by_address) if by_address else every.none(),
        )
