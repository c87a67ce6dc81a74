"""Filling in what a row lacks, without touching what somebody has written in it."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from talkoot.kit.languages import Texts, TextsField


def complete(row: models.Model, fields: Mapping[str, Any]) -> None:
    """Fills in what the row lacks and leaves alone what it has."""
    filled = []
    for name, wanted in fields.items():
        now = getattr(row, name)
        if isinstance(row._meta.get_field(name), TextsField):
            wanted = Texts({**wanted, **now})
            lacking = dict(wanted) != dict(now)
        else:
            lacking = now in (None, "") and wanted not in (None, "")
        if lacking:
            setattr(row, name, wanted)
            filled.append(name)
    if filled:
        row.save(update_fields=filled)
