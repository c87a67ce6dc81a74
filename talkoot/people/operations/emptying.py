"""Making a row tell nothing about anybody while it stays to be counted."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile

from talkoot.kit.privacy import Privacy


def _empty_value(field: models.Field[Any, Any]) -> tuple[bool, Any]:
    """Whether the field can be empty, and what it then holds."""
    if field.null:
        return True, None
    if isinstance(field, models.JSONField):
        return True, field.get_default()
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return True, ""
    return False, None


def empty_rows(*, rows: QuerySet[Any], privacy: Privacy) -> int:
    """Empties the personal fields of the rows that are not yet empty; returns how many were.

    Files are deleted after the commit. A date or a yes that cannot be empty stays: alone it tells
    nothing.
    """
    emptied: dict[str, Any] = {}
    full = Q()
    for name in privacy.personal:
        field = rows.model._meta.get_field(name)
        possible, nothing = _empty_value(field)
        if possible:
            emptied[name] = nothing
            full |= ~Q(**{f"{name}__isnull": True} if nothing is None else {name: nothing})
    if not emptied:
        return 0
    rows = rows.filter(full)
    for name in emptied:
        if isinstance(rows.model._meta.get_field(name), models.FileField):
            for row in rows.exclude(**{name: ""}):
                file: FieldFile = getattr(row, name)
                transaction.on_commit(partial(file.storage.delete, file.name or ""))
    return rows.update(**emptied)
