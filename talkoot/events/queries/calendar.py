"""Events as calendars read them: one person's invitation, and feeds for anyone."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Component, vCalAddress, vText, vUri
from icalendar import Event as Entry

from talkoot.events.models import Event, Registration

ZONE = "Europe/Helsinki"


# The rules by which clocks have been turned in Finland since 1996 (1:00 UTC on the last Sundays of March
# and October). The library's own list of days is an hour late in the spring.
TURNS = (
    ("DAYLIGHT", "19970330T030000", "+0200", "+0300", "EEST", 3),
    ("STANDARD", "19961027T040000", "+0300", "+0200", "EET", 10),
)


@cache
def _zone() -> Component:
    lines = ["BEGIN:VTIMEZONE", f"TZID:{ZONE}"]
    for kind, first, before, after, name, month in TURNS:
        lines += [
            f"BEGIN:{kind}",
            f"DTSTART:{first}",
            f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU",
            f"TZOFFSETFROM:{before}",
            f"TZOFFSETTO:{after}",
            f"TZNAME:{name}",
            f"END:{kind}",
        ]
    return Component.from_ical("\r\n".join([*lines, "END:VTIMEZONE", ""]))


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Talkoot//Events//FI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_zone())
    return calendar


def _here(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ZONE))


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def page_of(event: Event) -> str:
    """The whole address of the event's page in the active language."""
    return f"{settings.SITE_URL}/{get_language()}/events/{event.slug}/"


def _entry(event: Event, uid: str, sequence: int) -> Entry:
    entry = Entry()
    title = event.titles.pick()
    entry.add("uid", f"{uid}@{_host()}")
    entry.add("sequence", sequence)
    entry.add("dtstamp", timezone.now())
    entry.add("summary", vText(title.text), {"LANGUAGE": title.language or get_language() or "fi"})
    if event.starts_at is not None and event.ends_at is not None:
        entry.add("dtstart", _here(event.starts_at))
        entry.add("dtend", _here(event.ends_at))
    elif event.starts_on is not None:
        entry.add("dtstart", event.starts_on)
        entry.add("dtend", (event.ends_on or event.starts_on) + timedelta(days=1))
    entry.add("url", vUri(page_of(event)))
    return entry


def _where(event: Event) -> str:
    place = ", ".join(part for part in (event.place, event.address) if part)
    if place and event.remote:
        return f"{place} / {gettext('remote')}"
    return place or (gettext("remote") if event.remote else "")


def invitation(registration: Registration, method: str) -> str:
    """The person's own calendar entry, for `method` REQUEST or CANCEL, in the active language.

    The uid stays the same for ever and the sequence is the next one, so that a calendar changes the
    entry that it has. The remote link is there only for those who take part remotely and have a
    place. For an event whose hours are known.
    """
    event = registration.event
    entry = _entry(event, str(registration.calendar_uid), registration.calendar_sequence)
    cancelled = method == "CANCEL"
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    organiser = vCalAddress(f"MAILTO:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = vText(event.organisation.names.pick().text)
    entry.add("organizer", organiser)
    attendee = vCalAddress(f"MAILTO:{registration.email}")
    attendee.params["CN"] = vText(registration.name or registration.email)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    # They have already said yes by signing up, so no calendar asks them again.
    attendee.params["PARTSTAT"] = vText("DECLINED" if cancelled else "ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    entry.add("attendee", attendee)
    joins_remotely = registration.pool.mode == "remote"
    link = event.remote_link if joins_remotely and not cancelled else ""
    if registration.state != Registration.State.CONFIRMED:
        link = ""
    entry.add("location", vText(link or _where(event)))
    said = [event.summaries.pick().text, link, event.remote_help.pick().text if link else ""]
    description = "\n\n".join(part for part in said if part)
    if description:
        entry.add("description", vText(description))
    entry.add("transp", "OPAQUE")
    calendar = _calendar(method)
    calendar.add_component(entry)
    text: str = calendar.to_ical().decode()
    return text


def feed(events: Iterable[Event], name: str = "") -> bytes:
    """Events for anyone's calendar to follow, without remote links; the cancelled ones said so."""
    calendar = _calendar("PUBLISH")
    if name:
        calendar.add("name", vText(name))
        calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", timedelta(hours=4), {"VALUE": "DURATION"})
    for event in events:
        if event.starts_on is None and event.starts_at is None:
            continue
        entry = _entry(event, f"event-{event.pk}", event.calendar_sequence)
        entry.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
        entry.add("last-modified", event.changed_at)
        if where := _where(event):
            entry.add("location", vText(where))
        if summary := event.summaries.pick().text:
            entry.add("description", vText(summary))
        entry.add("transp", "OPAQUE")
        calendar.add_component(entry)
    text: bytes = calendar.to_ical()
    return text
