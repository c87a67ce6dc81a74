"""Words of events that several pages say: the block of the day, places, room left."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event, Pool, Series
from talkoot.events.queries import times
from talkoot.events.queries.rooms import Room, SignUp, rooms_of, sign_up_of, together
from talkoot.kit.languages import language_name
from talkoot.kit.periods import Precision

KINDS: dict[str, Promise | str] = dict(Event.Kind.choices)
SERIES_KINDS: dict[str, Promise | str] = dict(Series.Kind.choices)
MODES: dict[str, Promise | str] = dict(Pool.Mode.choices)
ROOM_ONLY: dict[str, Promise | str] = {
    Pool.Mode.ON_SITE: _("Room on site, full remotely"),
    Pool.Mode.REMOTE: _("Full on site, room remotely"),
}
FEW = 10
"""So few free places or fewer are shown in the warm colour."""

Tag = tuple[str, str]
"""Words and look of a small label."""


def day_block(event: Event) -> Tag:
    """What stands in the block of the day: the day and the month, or as much as is known."""
    first = timezone.localdate(event.starts_at) if event.starts_at else event.starts_on
    if first is None:
        return "", ""
    last = event.ends_on or first
    if (
        event.starts_at is None
        and event.starts_precision != Precision.DAY
        and last.year > first.year
    ):
        # One day somewhere in these years: the first of them alone would be taken for the day.
        return "", f"{first.year}–{last.year}"
    if event.starts_at is None and event.starts_precision == Precision.YEAR:
        return "", str(first.year)
    month = date_format(first, "N").rstrip(".")
    if event.starts_at is None and event.starts_precision == Precision.MONTH:
        return "", f"{month} {first.year}"
    if first.year != timezone.localdate().year:
        month = f"{month} {first.year}"
    return str(first.day), month


def where(event: Event) -> str:
    """The place and whether one may take part remotely."""
    parts = [event.place or gettext("on site")] if event.on_site else []
    if event.remote:
        parts.append(gettext("remotely"))
    return gettext(" and ").join(parts)


def spoken(event: Event) -> str:
    """The languages, written small as Finnish and Swedish do."""
    names = [language_name(tag) for tag in event.languages]
    return ", ".join(names if get_language() == "en" else map(str.lower, names))


def room(one: Room) -> str:
    """How much room a way of taking part has, in a sentence's part."""
    if not one.is_open:
        return gettext("no longer takes anyone")
    if one.gives_place and one.free is None:
        return gettext("room for everyone")
    if one.gives_place and one.free is not None:
        return ngettext("{count} place free", "{count} places free", one.free).format(
            count=one.free
        )
    if not one.has_queue:
        return gettext("full")
    if not one.waiting:
        return gettext("full, nobody in the queue yet")
    return ngettext("full, {count} in the queue", "full, {count} in the queue", one.waiting).format(
        count=one.waiting
    )


def places(event: Event) -> Tag:
    """The one label of an event in a list; its pools are prefetched."""
    state = sign_up_of(event)
    if state == SignUp.CANCELLED:
        return gettext("Cancelled"), "bad"
    if state == SignUp.OVER:
        return gettext("Held"), ""
    if state == SignUp.DRAFT:
        return gettext("Draft"), "warm"
    if state == SignUp.NOT_YET and event.registration_opens_at is not None:
        opens = times.moment(event.registration_opens_at)
        return gettext("Registration opens {when}").format(when=opens), "blue"
    if state == SignUp.CLOSED:
        return gettext("Registration closed"), ""
    if state == SignUp.ELSEWHERE:
        return "", ""
    return _room_left(event)


def _room_left(event: Event) -> Tag:
    all_rooms = together(rooms_of(event))
    if not all_rooms.known:
        return "", ""
    if all_rooms.unlimited:
        if all_rooms.all_give:
            return gettext("Room for everyone"), "good"
        return str(ROOM_ONLY[all_rooms.unlimited[0]]), "good"
    if all_rooms.free:
        said = ngettext("{count} place free", "{count} places free", all_rooms.free)
        return said.format(count=all_rooms.free), "warm" if all_rooms.free <= FEW else "good"
    if not all_rooms.has_queue:
        return gettext("Full"), ""
    if not all_rooms.waiting:
        return gettext("Full, the queue is open"), "blue"
    return gettext("{count} in the queue").format(count=all_rooms.waiting), "blue"


ZONE = _("Times are Finnish time (Europe/Helsinki).")
