"""One event as a list shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from talkoot.events.models import Event
from talkoot.events.queries import times
from talkoot.events.queries.rooms import SignUp, sign_up_of
from talkoot.events.views import words
from talkoot.kit.languages import Texts
from talkoot.ui.context import door


class Day(NamedTuple):
    """The block of the day: a number, and the month or what else is known."""

    number: str
    month: str


@dataclass(frozen=True)
class Line:
    """What a list says of one event; `of` is whose it is: the project, else the organisation."""

    event: Event
    address: str
    day: Day
    kind: str
    of: Texts
    when: str
    where: str
    spoken: str
    places: words.Tag
    is_open: bool


def lines_of(events: Iterable[Event]) -> list[Line]:
    """The events as lines, in their order."""
    return [line_of(event, door("events:list")) for event in events]


def line_of(event: Event, list_address: str) -> Line:
    project = event.project
    return Line(
        event=event,
        address=f"{list_address}{event.slug}/",
        day=Day(*words.day_block(event)),
        kind=str(words.KINDS.get(event.kind, event.kind)),
        of=(project.short_names or project.names) if project else event.organisation.names,
        when=times.when(event),
        where=words.where(event),
        spoken=words.spoken(event),
        places=words.places(event),
        is_open=sign_up_of(event) == SignUp.OPEN,
    )
