"""What changed, in words: fields' labels, values as people write them, texts by language."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.kit.languages import Texts, TextsField, language_name
from talkoot.kit.money import EurosField, euros
from talkoot.kit.periods import PartialDate, Precision
from talkoot.ui.words import Words

PRECISIONS = {"starts_on": "starts_precision", "ends_on": "ends_precision"}
HIDDEN = ["changed", "changed"]
"""What stands in place of a personal field's values: that it changed, and not how."""


class Change(NamedTuple):
    """One field's before and after in words; `language` is that of the texts, `only_that` tells that
    it changed and not how."""

    label: str
    before: str
    after: str
    language: str = ""
    only_that: bool = False


def told_changes(
    model: type[models.Model],
    changes: Mapping[str, Any],
    labels: Mapping[str, Words] | None = None,
    choices: Mapping[str, Mapping[str, Words]] | None = None,
) -> list[Change]:
    """Field → [before, after] in words; `labels` name what is no field of the model or has a better
    name, `choices` the values of a field that has no choices of its own. A date goes with its
    precision, a text by language and only where it differs."""
    found: list[Change] = []
    for name, pair in changes.items():
        if name in PRECISIONS.values() or not isinstance(pair, list) or len(pair) != 2:
            continue
        before, after = pair
        field = _field(model, name)
        said = str((labels or {}).get(name) or getattr(field, "verbose_name", name))
        label = said[:1].upper() + said[1:]
        if pair == HIDDEN:
            found.append(Change(label, "", "", only_that=True))
        elif isinstance(field, TextsField):
            found.extend(_texts(label, before or {}, after or {}))
        elif name in PRECISIONS:
            exact = changes.get(PRECISIONS[name]) or [Precision.DAY, Precision.DAY]
            was, now = (_date(day, how) for day, how in zip(pair, exact, strict=True))
            found.append(Change(label, was, now))
        else:
            own = (choices or {}).get(name) or dict(getattr(field, "flatchoices", ()) or ())
            found.append(Change(label, _value(field, before, own), _value(field, after, own)))
    return found


def _field(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _texts(label: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for tag in dict.fromkeys([*before, *after]):
        was, now = before.get(tag, ""), after.get(tag, "")
        if was != now:
            yield Change(f"{label} ({language_name(tag)})", was, now, tag)


def _date(day: str | None, precision: str | None) -> str:
    if not day:
        return ""
    return str(PartialDate(date.fromisoformat(day), Precision(precision or Precision.DAY)))


def _value(field: Any, value: Any, choices: Mapping[str, Any]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(str(Texts(one)) if isinstance(one, dict) else str(one) for one in value)
    if value in choices:
        return str(capfirst(choices[value]))
    if isinstance(field, EurosField):
        return euros(Decimal(str(value)))
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        moment = parse_datetime(value)
        if moment is not None:
            return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
    if isinstance(field, models.DateField) and isinstance(value, str):
        return formats.date_format(date.fromisoformat(value[:10]), "SHORT_DATE_FORMAT")
    return str(value)
