"""Whether people sign up for an event now, and how much room each way of taking part has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from talkoot.events.models import Event, Pool


class SignUp(StrEnum):
    """What stands between a visitor and signing up; `OPEN` is nothing."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    OVER = "over"
    CANCELLED = "cancelled"
    ELSEWHERE = "elsewhere"
    DRAFT = "draft"


def sign_up_of(event: Event, now: datetime | None = None) -> SignUp:
    """Follows from the event's own times alone; whether there is room is another matter."""
    now = now or timezone.now()
    if event.cancelled_at is not None:
        return SignUp.CANCELLED
    if event.is_over:
        return SignUp.OVER
    if not event.takes_registrations:
        return SignUp.ELSEWHERE
    if event.published_at is None:
        return SignUp.DRAFT
    if event.registration_opens_at is not None and now < event.registration_opens_at:
        return SignUp.NOT_YET
    if event.registration_closes_at is not None and now >= event.registration_closes_at:
        return SignUp.CLOSED
    return SignUp.OPEN


@dataclass(frozen=True)
class Room:
    """How much room one way of taking part has at this moment.

    `free` is None when there is no limit. While anybody waits nobody passes the queue, so nothing
    is free for a newcomer even when a place is about to be offered to the first in line.
    """

    mode: str
    capacity: int | None
    free: int | None
    waiting: int
    has_queue: bool
    is_open: bool

    @property
    def gives_place(self) -> bool:
        """Whether whoever signs up now gets a place."""
        return self.is_open and not self.waiting and (self.free is None or self.free > 0)

    @property
    def takes_to_queue(self) -> bool:
        """Whether whoever signs up now joins the queue."""
        return self.is_open and not self.gives_place and self.has_queue


def room_of(pool: Pool) -> Room:
    return Room(
        mode=pool.mode,
        capacity=pool.capacity,
        free=pool.free,
        waiting=pool.waiting,
        has_queue=pool.queue != Pool.Queue.OFF,
        is_open=pool.is_open,
    )


def rooms_of(event: Event) -> list[Room]:
    """The ways of taking part in the event itself, on site first; prefetched pools are used."""
    return [room_of(pool) for pool in event.pools.all() if pool.session_id is None]


@dataclass(frozen=True)
class Together:
    """All ways of taking part in one: what a list says of an event. `unlimited` are those that have
    room for everyone, and `all_give` says that no way is full."""

    unlimited: list[str]
    all_give: bool
    free: int
    waiting: int
    has_queue: bool
    known: bool


def together(rooms: Iterable[Room]) -> Together:
    rooms = [room for room in rooms if room.is_open]
    giving = [room for room in rooms if room.gives_place]
    return Together(
        unlimited=[room.mode for room in giving if room.free is None],
        all_give=len(giving) == len(rooms),
        free=sum(room.free or 0 for room in giving),
        waiting=sum(room.waiting for room in rooms),
        has_queue=any(room.takes_to_queue for room in rooms),
        known=bool(rooms),
    )
