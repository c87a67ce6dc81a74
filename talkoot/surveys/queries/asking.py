"""What a wave asks, and of whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from talkoot.events.models import Attendance, Event, Registration
from talkoot.notices.models import Notice, Unsent
from talkoot.surveys.models import Item, Wave


def items_of(wave: Wave) -> Sequence[Item]:
    """The questions of a wave: the core first, then the arranger's own; a key is asked once."""
    versions = [wave.core_id, wave.own_id]
    rows = Item.objects.filter(version__in=[one for one in versions if one])
    in_order = sorted(rows, key=lambda item: (versions.index(item.version_id), item.position))
    return list({item.key: item for item in reversed(in_order)}.values())[::-1]


def marks_of(event: Event) -> QuerySet[Attendance]:
    """The marks of those who were present; not of whom the project pays."""
    return Attendance.objects.live().filter(event=event, is_project_staff=False)


def who_was_there(event: Event) -> QuerySet[Registration]:
    """The registrations of those who were present, or, where nobody has been marked, of those with a
    place; not of whom the project pays."""
    rows = Registration.objects.filter(event=event, is_project_staff=False)
    marks = marks_of(event)
    if marks.exists():
        return rows.filter(pk__in=marks.exclude(registration=None).values("registration"))
    return rows.filter(state=Registration.State.CONFIRMED)


def mailing_of(wave: Wave) -> str:
    """What the wave's invitations and reminders are called in the outbox."""
    return f"surveys.wave {wave.pk}"


def unsent_of(wave: Wave) -> Unsent:
    """How many of them have not gone."""
    return Notice.objects.unsent(mailing_of(wave))


@dataclass(frozen=True)
class Numbers:
    """How many are asked, have a letter, and have answered; `reachable` have an address. Of a closed
    wave those who were asked are forgotten in time, and with them all but the first two."""

    asked: int
    answered: int
    reachable: int
    written_to: int
    reminded: int


def numbers_of(wave: Wave) -> Numbers:
    """The numbers of a wave, asked in one question."""
    has_address = ~Q(email="") | (Q(registration__isnull=False) & ~Q(registration__email=""))
    counted = wave.asked.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(has_answered=True)),
        reachable=Count("pk", filter=has_address),
        written_to=Count("pk", filter=Q(is_written_to=True)),
        reminded=Count("pk", filter=Q(is_reminded=True)),
    )
    if wave.closed_at is not None:
        counted |= {"asked": wave.asked_in_all, "answered": wave.answered_in_all}
    return Numbers(**counted)
