"""The door: tickets, the code on the screen, and who is on the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from talkoot.events.models import Attendance, Event, Registration, Session
from talkoot.kit.alphabet import fold

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters that are taken for digits."""
TICKET_LENGTH = 10
SCREEN_SECONDS = 60
SCREEN_WINDOWS = 3
"""A code is good for the rest of its minute and two more, so that nobody has to hurry."""


def ticket_of(registration: Registration) -> str:
    """The code of a registration's ticket. It opens nothing: only the door's people can use it."""
    return _ticket(str(registration.calendar_uid))


def _ticket(secret: str) -> str:
    digest = salted_hmac("talkoot.events.ticket", secret, algorithm="sha256").digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(LETTERS[number >> (5 * place) & 31] for place in range(TICKET_LENGTH))


def clean_ticket(written: str) -> str:
    """The code as it was typed or scanned, whatever its spaces and capitals; of an address its end."""
    last = written.strip().rstrip("/").rsplit("/", 1)[-1].upper()
    last = last.translate(str.maketrans("OIL", "011"))
    return "".join(letter for letter in last if letter in LETTERS)[:40]


def registration_of_ticket(event: Event, written: str) -> Registration | None:
    """Whose ticket of this event it is."""
    code = clean_ticket(written)
    rows = Registration.objects.filter(event=event).values_list("pk", "calendar_uid")
    for number, uid in rows:
        if constant_time_compare(_ticket(str(uid)), code):
            return Registration.objects.select_related("event", "pool", "person").get(pk=number)
    return None


def screen_code(event: Event, at: datetime | None = None) -> str:
    """Six digits that are on the screen at that moment; empty when self check-in is not on."""
    return _screen(event.check_in_hash, _window(at or timezone.now()))


def seconds_left(at: datetime | None = None) -> int:
    """How long the code on the screen stays."""
    return SCREEN_SECONDS - int((at or timezone.now()).timestamp()) % SCREEN_SECONDS


def _window(at: datetime) -> int:
    return int(at.timestamp()) // SCREEN_SECONDS


def _screen(secret: str, window: int) -> str:
    if not secret:
        return ""
    value = salted_hmac("talkoot.events.screen", f"{secret}:{window}", algorithm="sha256").digest()
    return f"{int.from_bytes(value[:8], 'big') % 1_000_000:06}"


def event_of_code(written: str) -> Event | None:
    """The event on whose screen the code is or was a moment ago; None for none, and for two."""
    code = "".join(letter for letter in written if letter.isdigit())
    window = _window(timezone.now())
    open_now = Event.objects.live().filter(cancelled_at=None).exclude(check_in_hash="")
    found = [
        event
        for event in open_now
        if any(
            constant_time_compare(_screen(event.check_in_hash, window - back), code)
            for back in range(SCREEN_WINDOWS)
        )
    ]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class DoorRow:
    """One registration on the list to tick, and its mark if there is one."""

    registration: Registration
    ticket: str
    mark: Attendance | None


def door_rows(
    event: Event, session: Session | None = None, *, text: str = "", everyone: bool = False
) -> list[DoorRow]:
    """Those who are expected, in the order of the alphabet; `everyone`: also those without a place."""
    rows = Registration.objects.filter(event=event).select_related("pool", "organisation")
    marked = Attendance.objects.live().filter(event=event, session=session)
    if not everyone:
        rows = rows.filter(Q(state="confirmed") | Q(pk__in=marked.values("registration")))
    for word in text.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(organisation_written__icontains=word)
            | Q(organisation__short_name__icontains=word)
        )
    marks = {mark.registration_id: mark for mark in marked.exclude(registration=None)}
    return [
        DoorRow(row, ticket_of(row), marks.get(row.pk)) for row in sorted(rows, key=_by_last_name)
    ]


def _by_last_name(row: Registration) -> tuple[str, str, int]:
    words = row.name.split()
    return (fold(words[-1]) if words else "", fold(row.name), row.pk)


def walk_ins(event: Event, session: Session | None = None) -> Iterable[Attendance]:
    """Those who came without a registration, the latest first."""
    marks = Attendance.objects.live().filter(event=event, session=session, registration=None)
    return marks.select_related("organisation").order_by("-pk")


@dataclass(frozen=True)
class Present:
    """How many are expected, here, and of those here without a registration."""

    expected: int
    here: int
    walk_ins: int


def present(event: Event, session: Session | None = None) -> Present:
    marks = Attendance.objects.live().filter(event=event, session=session)
    return Present(
        expected=Registration.objects.filter(event=event, state="confirmed").count(),
        here=marks.count(),
        walk_ins=marks.filter(registration=None).count(),
    )


def is_day_of(event: Event, at: datetime | None = None) -> bool:
    """Whether the event's first day has come in Finland. Of an event whose day is not known: yes."""
    if event.starts_at is not None:
        first = timezone.localdate(event.starts_at)
    elif event.starts_on is not None:
        first = event.starts_on
    else:
        return True
    return timezone.localdate(at) >= first


DOOR_STAYS_OPEN = timedelta(hours=12)


def self_check_in_is_late(event: Event) -> bool:
    """Whether the event ended so long ago that nobody marks themselves present any more."""
    return event.ends_at is not None and timezone.now() > event.ends_at + DOOR_STAYS_OPEN
