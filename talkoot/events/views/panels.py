"""What events show on the pages of the areas below, and of home."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.events.models import Event
from talkoot.events.models.event import EventQuerySet
from talkoot.events.queries import listing
from talkoot.events.views.lines import lines_of
from talkoot.organisations.models import Organisation
from talkoot.projects.models import Project
from talkoot.ui import panels
from talkoot.ui.context import door

ON_FRONT = 5
AT_MOST = 5


def on_front(request: HttpRequest, _nobody: Any = None) -> SafeString | None:
    """The events that one may sign up for now; where there is none, the next ones."""
    public = Event.objects.public()
    rows = list(listing.shown(listing.open_now(public))[:ON_FRONT])
    is_open = bool(rows)
    if not rows:
        coming = listing.at_time(public.filter(cancelled_at=None), "")
        rows = list(listing.shown(coming)[:ON_FRONT])
    if not rows:
        return None
    context = {
        "lines": lines_of(rows),
        "is_open": is_open,
        "list_url": door("events:list"),
        "calendar_url": door("events:calendar"),
    }
    return render_to_string("events/on_front.html", context, request=request)


def of_project(request: HttpRequest, row: Project) -> SafeString | None:
    """The project's coming events and the latest ones that were."""
    events = Event.objects.visible_to(request.user).filter(project=row)
    arranges = Project.objects.arranged_by(request.user).filter(pk=row.pk, archived_at=None)
    begin = f"{door('events:new')}?project={row.slug}" if arranges.exists() else ""
    return _drawn(request, events, f"project={row.slug}", begin)


def in_managing(request: HttpRequest, row: Project) -> SafeString:
    """On the project's overview of managing: how many of its events are coming, and how many were."""
    events = Event.objects.visible_to(request.user).filter(project=row)
    coming = listing.not_over()
    numbers = events.aggregate(coming=Count("pk", filter=coming), past=Count("pk", filter=~coming))
    address = f"{door('events:list')}?project={row.slug}"
    if numbers["past"] and not numbers["coming"]:
        address += "&when=past"
    state = _("%(coming)d coming, %(past)d past") % numbers if any(numbers.values()) else ""
    return panels.part(address, _("Events"), state or _("none yet"))


def of_organisation(request: HttpRequest, row: Organisation) -> SafeString | None:
    """The events that the organisation answers for."""
    events = Event.objects.visible_to(request.user).filter(organisation=row)
    return _drawn(request, events, f"organisation={row.slug}")


def _drawn(
    request: HttpRequest, events: EventQuerySet, query: str, new_url: str = ""
) -> SafeString | None:
    coming = list(listing.shown(listing.at_time(events, ""))[: AT_MOST + 1])
    past = list(listing.shown(listing.at_time(events, "past"))[: AT_MOST + 1])
    if not coming and not past and not new_url:
        return None
    address = door("events:list")
    context = {
        "coming": lines_of(coming[:AT_MOST]),
        "past": lines_of(past[:AT_MOST]),
        "more_coming": f"{address}?{query}" if len(coming) > AT_MOST else "",
        "more_past": f"{address}?when=past&{query}" if len(past) > AT_MOST else "",
        "calendar_url": f"{door('events:calendar')}?{query}" if coming else "",
        "new_url": new_url,
    }
    return render_to_string("events/on_page.html", context, request=request)
