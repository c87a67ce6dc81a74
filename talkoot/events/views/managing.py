"""What the arranger's pages share: who may be there, the sections, saving, and what was saved meanwhile."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.events.queries import times
from talkoot.events.views.history_words import LABELS
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.refusals import Refused
from talkoot.projects.forms import seen
from talkoot.ui.changes import Change
from talkoot.ui.sections import SectionLink


class Section(NamedTuple):
    """One page of arranging; `shown` says for which events, None for all."""

    door: str
    words: Promise
    shown: Callable[[Event], bool] | None = None


def _signs_up(event: Event) -> bool:
    return event.takes_registrations


SECTIONS = [
    Section("manage", _("Overview")),
    Section("manage_basics", _("Time, place and facts")),
    Section("manage_texts", _("Texts")),
    Section("manage_sessions", _("Sessions")),
    Section("manage_rules", _("Signing up")),
    Section("manage_places", _("Places and queue"), _signs_up),
    Section("manage_participants", _("Participants")),
    Section("manage_needs", _("Needs"), lambda event: event.asks_diet or event.asks_access),
    Section("manage_messages", _("Messages")),
    Section("manage_attendance", _("Attendance")),
    Section("manage_headcounts", _("Headcount without names")),
    Section("manage_attachments", _("Materials and recordings")),
    Section("history", _("History")),
]
"""In the order of the work: before, on the day, afterwards."""


def run(request: HttpRequest, slug: str) -> Event:
    """The event, for those who arrange it; 404 for others."""
    mine = Event.objects.run_by(request.user).select_related(
        "project", "organisation", "series", "area", "counting_partnership__organisation"
    )
    return get_object_or_404(mine, slug=slug)


def part(event: Event, rows: Any, number: int) -> Any:
    """One of the event's rows; 404 for those of other events."""
    return get_object_or_404(rows.filter(event=event), pk=number)


def languages_of(event: Event) -> tuple[str, ...]:
    """The languages that the event's texts are written in, the product's own first."""
    used = (event.titles, event.summaries, event.descriptions)
    return tuple(dict.fromkeys([*PRODUCT_LANGUAGES, *(tag for texts in used for tag in texts)]))


def context(request: HttpRequest, event: Event, section: str, **more: Any) -> dict[str, Any]:
    """What every page of arranging shows of itself."""
    return {
        "event": event,
        "when": times.when(event),
        "section": next(one.words for one in SECTIONS if one.door == section),
        "section_url": reverse(f"events:{section}", args=[event.slug]),
        "name": event.titles,
        "sections_words": _("Sections of arranging"),
        "sections": [
            SectionLink(
                reverse(f"events:{one.door}", args=[event.slug]), one.words, one.door == section
            )
            for one in SECTIONS
            if one.shown is None or one.shown(event) or one.door == section
        ],
        "arranged_url": reverse("events:arranged"),
        "manage_url": reverse("events:manage", args=[event.slug]),
        "page_url": reverse("events:page", args=[event.slug]),
        **more,
    }


def form_page(
    request: HttpRequest, event: Event, section: str, form: BaseForm, **more: Any
) -> HttpResponse:
    """A page with one form."""
    return render(
        request,
        "events/manage/part.html",
        context(request, event, section, form=form, **more),
    )


def do(
    request: HttpRequest, call: Callable[[], object], done: str | Promise, back: str
) -> HttpResponse:
    """Answers a post that has no form of its own: done, or the refusal, where one came from."""
    try:
        call()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    return redirect(back)


def meet(form: BaseForm, event: Event, row: models.Model | None = None) -> list[Change]:
    """What is saved now of the fields that met; empty when nothing did."""
    return seen.meet(form, event, row, LABELS)
