"""What a merge would move, in words and numbers."""

from django.db import models
from django.utils.functional import Promise

from talkoot.people.models import Person

STAYS = {"account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession", "people.SignIn"}
"""What belongs to signing in with the old address and is not worth telling."""


def what_would_move(duplicate: Person) -> list[tuple[str | Promise, int]]:
    """The kinds of rows that point to the person and have a name of their own, with their numbers."""
    counts: dict[str | Promise, int] = {}
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model = relation.related_model
        assert not isinstance(model, str)
        named = model._meta.verbose_name_plural
        if model._meta.label in STAYS or not isinstance(named, Promise):
            continue
        if count := model._base_manager.filter(**{relation.field.name: duplicate}).count():
            counts[named] = counts.get(named, 0) + count
    return sorted(counts.items(), key=lambda pair: -pair[1])
