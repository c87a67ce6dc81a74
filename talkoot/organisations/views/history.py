"""Who changed what of an organisation, for those who coordinate it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.history.models import Entry
from talkoot.history.record import CHANGED
from talkoot.kit.languages import Texts
from talkoot.organisations.models import AreaCovered, Membership, Organisation
from talkoot.organisations.views.visitor import run_by_me
from talkoot.terms.models import Area

AT_A_TIME = 30
SENTENCES: dict[str, str | Promise] = {
    "organisations.add_member": _("Added a member"),
    "organisations.change_member": _("Changed a member's role or title"),
    "organisations.create": _("Added the organisation"),
    "organisations.edit": _("Edited the organisation"),
    "organisations.end_membership": _("Ended a membership"),
    "organisations.invite": _("Invited somebody"),
    "organisations.merge": _("Merged two organisations into one"),
    "organisations.remove_coverage": _("Removed an area"),
    "organisations.set_coverage": _("Added areas"),
}
NOT_TOLD = {"created_at"}
HOWS: dict[str, str | Promise] = dict(AreaCovered.How.choices)


@dataclass(frozen=True)
class Change:
    """One field: its label, what was and what is. A personal one has neither."""

    label: str | Promise
    before: str
    after: str
    is_personal: bool


@dataclass(frozen=True)
class Line:
    """One entry as a person reads it."""

    at: datetime
    who: str | Promise
    what: str | Promise
    changes: list[Change]
    note: str


def history(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation's history, newest first."""
    row = run_by_me(request, slug)
    entries = Entry.objects.of(row).select_related("actor")
    page = Paginator(entries, AT_A_TIME).get_page(request.GET.get("page"))
    areas = _areas_in(page.object_list)
    context = {
        "organisation": row,
        "page_obj": page,
        "lines": [_line(entry, areas) for entry in page.object_list],
    }
    return render(request, "organisations/history.html", context)


def _areas_in(entries: Iterable[Entry]) -> dict[str, str]:
    """The names of the areas whose codes the entries hold."""
    codes = {
        code
        for entry in entries
        for name, pair in entry.changes.items()
        if name in HOWS
        for value in pair
        for code in (value or "").split(", ")
    }
    found = Area.objects.filter(code__in=codes) if codes else Area.objects.none()
    return {area.code: str(area) for area in found}


def _line(entry: Entry, areas: dict[str, str]) -> Line:
    who: str | Promise = _("The program itself") if entry.by_worker else _("A person since erased")
    if entry.actor is not None:
        who = entry.actor.name or _("A person without a name")
    changes = [
        _change(name, pair, areas) for name, pair in entry.changes.items() if name not in NOT_TOLD
    ]
    return Line(entry.at, who, SENTENCES.get(entry.verb, entry.verb), changes, entry.note)


def _change(name: str, pair: list[Any], areas: dict[str, str]) -> Change:
    before, after = pair
    if name in HOWS:
        return Change(HOWS[name], _names(before, areas), _names(after, areas), is_personal=False)
    model = Membership if name in {"role", "title"} else Organisation
    field = model._meta.get_field(name)
    label = getattr(field, "verbose_name", name)
    choices = dict(getattr(field, "flatchoices", ()))
    personal = before == after == CHANGED
    return Change(label, _words(before, choices), _words(after, choices), personal)


def _names(codes: str | None, areas: dict[str, str]) -> str:
    return ", ".join(areas.get(code, code) for code in (codes or "").split(", ") if code)


def _words(value: Any, choices: dict[Any, Any]) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{tag}: {text}" for tag, text in Texts(value).items())
    return str(choices.get(value, "" if value is None else value))
