"""The columns of the rows that a number of events is opened to."""

from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Attendance, Event
from talkoot.measures.measure import Column
from talkoot.ui.context import door


def _name(row: Attendance) -> str:
    if row.name:
        return row.name
    if row.registration is not None and row.registration.name:
        return row.registration.name
    return str(row.person.name) if row.person is not None else ""


def _page(event: Event) -> str:
    """The event's page; whoever opens the rows may not see one that is no longer or not yet public."""
    if event.published_at is None or event.deleted_at is not None:
        return ""
    return f"{door('events:list')}{event.slug}/"


EVENT_AND_DAY = (
    Column(_("Event"), lambda row: row.event.titles, link=lambda row: _page(row.event)),
    Column(_("When"), lambda row: row.event.period),
)
HELD = (
    Column(_("Event"), lambda row: row.titles, link=_page),
    Column(_("When"), lambda row: row.period),
    Column(_("Kind"), lambda row: row.get_kind_display()),
    Column(_("Arranged by"), lambda row: row.organisation),
    Column(_("Counts in the share of"), lambda row: row.counting_partnership),
)
WHO_WAS_THERE = (
    *EVENT_AND_DAY,
    Column(_("Name"), _name, personal=True),
    Column(_("Organisation"), lambda row: row.organisation),
    Column(_("On site"), lambda row: row.on_site),
    Column(_("Minutes"), lambda row: row.minutes),
    Column(_("How it is known"), lambda row: row.get_how_display()),
)
REGISTERED = (
    *EVENT_AND_DAY,
    Column(_("Name"), lambda row: row.name, personal=True),
    Column(_("Organisation"), lambda row: row.organisation or row.organisation_written),
)
COUNTED = (
    *EVENT_AND_DAY,
    Column(_("Who"), lambda row: row.kinds),
    Column(_("Number"), lambda row: row.number),
    Column(_("About"), lambda row: row.is_approximate),
    Column(_("How it was counted"), lambda row: row.method),
    Column(_("Source"), lambda row: row.source),
)
