"""When an event is, as pages and letters write it in the reader's language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from talkoot.events.models import Event
from talkoot.kit.periods import Precision


def clock(moment: datetime) -> str:
    """The time of day in Finland, as the reader's language writes it."""
    here = timezone.localtime(moment)
    return f"{here.hour}.{here.minute:02}" if get_language() == "fi" else f"{here:%H:%M}"


def day(moment: datetime | date) -> str:
    """The weekday and the date."""
    on = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return f"{date_format(on, 'D')} {on.day}.{on.month}.{on.year}"


def moment(at: datetime) -> str:
    """A day and a time of day."""
    return gettext("{day} at {time}").format(day=day(at), time=clock(at))


def when(event: Event) -> str:
    """When the event is, no more exact than it is known; hours are those of Finland."""
    starts, ends = event.starts_at, event.ends_at
    if starts is None or ends is None:
        period = event.period
        first = period.starts
        if first and first == period.ends and first.precision == Precision.DAY:
            return day(first.first)
        return str(period) or gettext("The time is not known")
    if timezone.localdate(starts) == timezone.localdate(ends):
        return gettext("{day} at {start}–{end}").format(
            day=day(starts), start=clock(starts), end=clock(ends)
        )
    return f"{moment(starts)} – {moment(ends)}"
