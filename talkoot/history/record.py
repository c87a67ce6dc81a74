"""The one way into the history: `record`, called by each operation in its own transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.fields.files import FieldFile

from talkoot.history.models import Entry
from talkoot.kit import prepared
from talkoot.kit.privacy import privacy_of

CHANGED = "changed"
"""What stands in place of a personal value."""

Snapshot = dict[str, Any]


def snapshot(row: models.Model) -> Snapshot:
    """The row's own columns as plain values, to be compared later with `differences`."""
    values: Snapshot = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or getattr(field, "auto_now", False):
            continue
        value = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and value is not None:
            value = str(getattr(row, field.name))
        elif isinstance(value, FieldFile):
            value = value.name or ""
        elif isinstance(field, models.JSONField):
            value = dict(value) if isinstance(value, dict) else value
        else:
            value = _plain(value)
        values[field.name] = value
    return values


def differences(row: models.Model, before: Snapshot) -> dict[str, list[Any]]:
    """Field → [before, after] for what differs now; a personal field tells only that it changed."""
    privacy = privacy_of(type(row))
    personal = privacy.personal if privacy else ()
    found: dict[str, list[Any]] = {}
    for name, after in snapshot(row).items():
        if before.get(name) != after:
            found[name] = [CHANGED, CHANGED] if name in personal else [before.get(name), after]
    return found


def record(
    verb: str,
    *,
    on: models.Model,
    by: models.Model | AnonymousUser | None,
    part: models.Model | None = None,
    changes: Mapping[str, Any] | None = None,
    note: str = "",
) -> Entry:
    """Adds one entry about `on` in the caller's transaction; `by` None means the worker.

    Raises RuntimeError outside a transaction: what happened and its entry stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("history.record belongs inside the operation's transaction")
    known = by if by is not None and getattr(by, "is_authenticated", False) else None
    entry = Entry(
        verb=verb,
        actor_id=known.pk if known else None,
        by_worker=by is None,
        subject=on._meta.label_lower,
        subject_id=on.pk,
        part=part._meta.label_lower if part is not None else "",
        part_id=part.pk if part is not None else None,
        changes=dict(changes or {}),
        note=note,
    )
    prepared.write_new(entry)
    return entry


def record_many(
    verb: str, *, on: Iterable[models.Model], by: models.Model | None, notes: Iterable[str]
) -> int:
    """One entry for each row, with its note, in one statement; otherwise as `record`."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("history.record_many belongs inside the operation's transaction")
    entries = [
        Entry(
            verb=verb,
            actor_id=by.pk if by is not None else None,
            by_worker=by is None,
            subject=row._meta.label_lower,
            subject_id=row.pk,
            note=note,
        )
        for row, note in zip(on, notes, strict=True)
    ]
    Entry.objects.bulk_create(entries, batch_size=2000)
    return len(entries)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    encoded = DjangoJSONEncoder().encode(value)
    return encoded.strip('"')
