"""What the next host gets: the last programme, who came, materials, duties and earlier hosts' words."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from talkoot.events.models import Attachment, Event, Headcount, HostTurn, Registration, Session

WORDS_OF_LAST = 5


@dataclass(frozen=True)
class Pack:
    """The handover of one turn. `last` is the meeting before it; nobody's needs are in any list."""

    turn: HostTurn
    last: Event | None
    sessions: list[Session]
    materials: list[Attachment]
    participants: list[Registration]
    invited: int
    present: int
    headcounts: list[Headcount]
    words: list[HostTurn]


def last_meeting(turn: HostTurn) -> Event | None:
    """The latest meeting of the series before the turn: of earlier turns if any has one."""
    meetings = (
        Event.objects.live()
        .filter(series=turn.series, cancelled_at=None)
        .exclude(turn=turn)
        .select_related("organisation", "project", "area", "turn")
    )
    if turn.starts_on is not None:
        meetings = meetings.filter(starts_on__lt=turn.starts_on)
    return meetings.order_by(F("starts_on").desc(nulls_last=True), "-pk").first()


def participants_of(event: Event) -> QuerySet[Registration]:
    """Those who had a place, by name: organisation and way of taking part, no needs."""
    return (
        Registration.objects.filter(event=event, state=Registration.State.CONFIRMED)
        .select_related("organisation", "pool")
        .order_by("name", "pk")
    )


def pack_of(turn: HostTurn) -> Pack:
    """Everything that the turn's host gets."""
    last = last_meeting(turn)
    words = (
        turn.series.turns.filter(position__lt=turn.position)
        .exclude(handover="")
        .select_related("host", "area")
        .order_by("-position")[:WORDS_OF_LAST]
    )
    if last is None:
        return Pack(turn, None, [], [], [], 0, 0, [], list(words))
    participants = list(participants_of(last))
    return Pack(
        turn=turn,
        last=last,
        sessions=list(last.sessions.all()),
        materials=list(last.attachments.exclude(published_at=None).order_by("pk")),
        participants=participants,
        invited=len(participants),
        present=last.attendances.filter(withdrawn_at=None)
        .values("registration", "person", "name")
        .distinct()
        .count(),
        headcounts=list(last.headcounts.filter(withdrawn_at=None).order_by("pk")),
        words=list(words),
    )
