"""The list of events and their month."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from talkoot.events.forms.filters import TIMES, FilterForm
from talkoot.events.models import Event
from talkoot.events.queries import listing
from talkoot.events.views.lines import Line, line_of, lines_of
from talkoot.ui import doors
from talkoot.ui.context import door

AT_A_TIME = 20
FIRST_YEAR, LAST_YEAR = 1990, 2199


@doors.kept
def events(request: HttpRequest) -> HttpResponse:
    """All events the visitor may see, coming or past, narrowed and paged."""
    form = FilterForm(request.GET, choices=listing.choices())
    wanted = form.wanted()
    found = listing.narrowed(Event.objects.visible_to(request.user), wanted)
    rows = listing.shown(listing.at_time(found, wanted.when))
    page = Paginator(rows, AT_A_TIME).get_page(request.GET.get("page"))
    asked = {name: value for name, value in vars(wanted).items() if value}
    rest = {name: value for name, value in asked.items() if name != "when"}
    context = {
        "form": form,
        "page_obj": page,
        "count": page.paginator.count,
        "lines": lines_of(page.object_list),
        "times": [
            (
                label,
                f"?{urlencode({**rest, **({'when': when} if when else {})})}",
                when == wanted.when,
            )
            for when, label in TIMES
        ],
        "past": wanted.when == "past",
        "narrowed": bool(rest),
        "opened": any(name != "text" for name in rest) or bool(form.errors),
        **_addresses(rest),
    }
    return render(request, "events/list.html", context)


def _addresses(rest: dict[str, str]) -> dict[str, str]:
    """The doors of the list, narrowed in the same way."""
    query = f"?{urlencode(rest)}" if rest else ""
    return {
        "list_url": door("events:list"),
        "month_url": f"{door('events:month')}{query}",
        "calendar_url": f"{door('events:calendar')}{query}",
        "feed_url": f"{door('events:feed')}{query}",
    }


@dataclass(frozen=True)
class Square:
    """One day of the month: its events, and whether it is the month's own, today or a Sunday."""

    day: date
    lines: list[Line]
    is_inside: bool
    is_today: bool


@doors.kept
def month(request: HttpRequest, year: int = 0, number: int = 0) -> HttpResponse:
    """One month as a table of days, narrowed like the list; without a number the present one."""
    today = timezone.localdate()
    try:
        first = date(year, number, 1) if year else today.replace(day=1)
    except ValueError:
        raise Http404 from None
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise Http404
    form = FilterForm(request.GET, choices=listing.choices())
    wanted = form.wanted()
    rest = {name: value for name, value in vars(wanted).items() if value and name != "when"}
    found = listing.narrowed(Event.objects.visible_to(request.user), wanted)
    weeks = _weeks(first, today, list(listing.shown(listing.in_month(found, first))))
    query = f"?{urlencode(rest)}" if rest else ""
    address = door("events:month")
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    context = {
        "form": form,
        "first": first,
        "name": date_format(first, "F Y"),
        "weeks": [(week, any(one.lines for one in week if one.is_inside)) for week in weeks],
        "weekdays": [
            (date_format(square.day, "l"), date_format(square.day, "D")) for square in weeks[0]
        ],
        "count": len({line.event.pk for week in weeks for one in week for line in one.lines}),
        "before": (f"{address}{before:%Y/%m}/{query}", date_format(before, "F Y")),
        "after": (f"{address}{after:%Y/%m}/{query}", date_format(after, "F Y")),
        "here": first == today.replace(day=1),
        "opened": bool(rest) or bool(form.errors),
        "narrowed": bool(rest),
        **_addresses(rest),
        "list_narrowed_url": f"{door('events:list')}{query}",
        "this_month_url": f"{address}{query}",
    }
    return render(request, "events/month.html", context)


def _weeks(first: date, today: date, rows: list[Event]) -> list[list[Square]]:
    """The weeks of the month from Monday; an event of several days stands on each of them."""
    on: dict[date, list[Line]] = defaultdict(list)
    list_address = door("events:list")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    for event in rows:
        line = line_of(event, list_address)
        assert event.starts_on is not None
        day = max(event.starts_on, first)
        while day <= min(event.ends_on or event.starts_on, last):
            on[day].append(line)
            day += timedelta(days=1)
    return [
        [Square(day, on[day], day.month == first.month, day == today) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
