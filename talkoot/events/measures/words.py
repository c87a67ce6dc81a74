"""What the parts are called into which numbers of events are parted."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.measures.measure import Words, key_of
from talkoot.organisations.models import Organisation
from talkoot.terms.models import Area

KINDS: dict[str, Words] = dict(Event.Kind.choices)
WAYS: dict[str, Words] = {"true": _("on site"), "false": _("remotely")}
SURENESS: dict[str, Words] = {"true": _("about so many"), "false": _("counted")}


def kinds_called(_parts: Collection[Any]) -> Mapping[str, Words]:
    return KINDS


def ways_called(_parts: Collection[Any]) -> Mapping[str, Words]:
    return WAYS


def sureness_called(_parts: Collection[Any]) -> Mapping[str, Words]:
    return SURENESS


def organisations_called(parts: Collection[Any]) -> Mapping[str, Words]:
    """The organisations' names, asked in one question."""
    found = Organisation.objects.filter(pk__in=[int(part) for part in parts])
    return {key_of(one.pk): str(one.names) for one in found.only("names")}


def counties_called(parts: Collection[Any]) -> Mapping[str, Words]:
    """The names of the counties with these codes, asked in one question."""
    found = Area.objects.filter(code__in=list(parts))
    return {one.code: str(one.names) for one in found.only("code", "names")}
