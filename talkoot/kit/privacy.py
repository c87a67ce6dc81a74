"""What a row knows about people: each model declares it, and people exports, erases and forgets by it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Clock:
    """Rows whose moment or date `since` is older than `after` are forgotten by `on_time`.

    `since` is a field of the row, or of one that it belongs to ("wave__closed_at").
    `only` narrows the rows by a queryset filter (an invitation that was never accepted).
    """

    since: str
    after: timedelta
    on_time: Literal["delete", "empty"] = "delete"
    only: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Privacy:
    """The declaration of one model.

    `personal`: fields that tell about a living person. `other`: text, mail, file and JSON fields
    that do not. `person`: look-ups from the row to the persons it is about; who asks for their data
    gets the rows found by any of them. `on_erasure`: what erasing that person does to the row.
    `clocks`: when the row forgets by itself. `secret`: declared fields (hashes, keys) that nobody
    is shown, not even the person they are about.
    """

    personal: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    on_erasure: Literal["delete", "empty", "keep"] = "keep"
    clocks: tuple[Clock, ...] = ()
    secret: tuple[str, ...] = ()


_of_others: dict[str, Privacy] = {}


def declare(label: str, privacy: Privacy) -> None:
    """Declares a model that is not ours, by its label (`account.EmailAddress`)."""
    _of_others[label] = privacy


def privacy_of(model: type[models.Model]) -> Privacy | None:
    """The model's declaration, or None where nobody has made one."""
    own = vars(model).get("privacy") or getattr(model, "privacy", None)
    return own if isinstance(own, Privacy) else _of_others.get(model._meta.label)


def declared_models() -> list[tuple[type[models.Model], Privacy]]:
    """Every model that has a declaration, in the order of the installed areas."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        privacy = privacy_of(model)
        if privacy is not None:
            found.append((model, privacy))
    return found
