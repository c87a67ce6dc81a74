"""Events for calendars and readers to follow."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language, gettext

from talkoot.events.forms.filters import FilterForm
from talkoot.events.models import Event, Series
from talkoot.events.queries import calendar, listing, times
from talkoot.events.queries.series import public_series
from talkoot.events.views import words
from talkoot.ui import doors
from talkoot.ui.context import door

NEWEST = 50
NOT_OF_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no place for, and comes along when a title is pasted from a slide."""


def _as_calendar(events: Iterable[Event], name: str, file_name: str) -> HttpResponse:
    response = HttpResponse(
        calendar.feed(events, name=name), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    return response


@doors.kept
def everything(request: HttpRequest) -> HttpResponse:
    """All public events, narrowed like the list, for a calendar to follow."""
    wanted = FilterForm(request.GET, choices=listing.choices()).wanted()
    rows = listing.in_feed(listing.narrowed(Event.objects.public(), wanted))
    name = gettext("Events – Talkoot")
    if wanted.project and (first := rows.first()) and first.project:
        name = f"{(first.project.short_names or first.project.names).pick().text} – Talkoot"
    return _as_calendar(rows, name, "talkoot")


@doors.kept
def of_series(request: HttpRequest, slug: str) -> HttpResponse:
    """The events of one series for a calendar to follow."""
    series = get_object_or_404(Series, slug=slug)
    if not public_series().filter(pk=series.pk).exists():
        raise Http404
    rows = listing.in_feed(Event.objects.public().filter(series=series))
    return _as_calendar(rows, f"{series.titles.pick().text} – Talkoot", series.slug)


@doors.kept
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event for a calendar."""
    rows = Event.objects.public().select_related("organisation", "project")
    return _as_calendar([get_object_or_404(rows, slug=slug)], "", slug)


@doors.kept
def news(request: HttpRequest) -> HttpResponse:
    """The events published last, narrowed like the list, as RSS."""
    wanted = FilterForm(request.GET, choices=listing.choices()).wanted()
    rows = listing.narrowed(Event.objects.public(), wanted).order_by("-published_at", "-pk")
    here = f"{settings.SITE_URL}{door('events:list')}"
    feed = Rss201rev2Feed(
        title=gettext("Events – Talkoot"),
        link=here,
        description=gettext("Events of publicly funded development work, the newest first."),
        language=get_language(),
        feed_url=f"{settings.SITE_URL}{request.get_full_path()}",
    )
    for event in rows.select_related("organisation")[:NEWEST]:
        address = f"{here}{event.slug}/"
        title = event.titles.pick().text
        if event.cancelled_at is not None:
            title = gettext("Cancelled: {title}").format(title=title)
        said = [times.when(event), words.where(event), event.summaries.pick().text]
        feed.add_item(
            title=NOT_OF_XML.sub(" ", title),
            link=address,
            description=NOT_OF_XML.sub(" ", "\n".join(part for part in said if part)),
            pubdate=event.published_at,
            unique_id=address,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )
