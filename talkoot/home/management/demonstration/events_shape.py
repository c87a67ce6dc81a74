"""What the demonstration's events are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from talkoot.home.management.demonstration.shape import NOWHERE
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Period


@dataclass(frozen=True)
class ToldSeries:
    """A series, by the slugs of whose it is; `turns` are codes of areas whose hosts
    take them; whether and when each was held is not known."""

    slug: str
    organisation: str
    kind: str
    titles: Texts
    summaries: Texts
    project: str = ""
    turns: tuple[str, ...] = ()
    duties: Texts = field(default_factory=Texts)


@dataclass(frozen=True)
class Heads:
    """How many came, as the source says it."""

    number: int
    kinds: Texts
    method: str
    source: str
    is_approximate: bool = False


@dataclass(frozen=True)
class Register:
    """An invented register: so many people from the given one on, every so many of them absent.

    `partners` are slugs of organisations that some of them come from, others from invented ones.
    """

    number: int
    first: int = 0
    absent: int = 7
    partners: tuple[str, ...] = ()
    staff: int = 0
    minutes: int | None = None


@dataclass(frozen=True)
class Told:
    """An event that was held, as exactly as its source knows it. `fields` are further ones."""

    slug: str
    organisation: str
    kind: str
    titles: Texts
    period: Period = NOWHERE
    summaries: Texts = field(default_factory=Texts)
    descriptions: Texts = field(default_factory=Texts)
    project: str = ""
    partner: str = ""
    series: str = ""
    topics: tuple[str, ...] = ()
    area: str = ""
    source: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    heads: Heads | None = None
    register: Register | None = None


@dataclass(frozen=True)
class Part:
    """A session of an invented event: on which of its days, from when, and its places if limited."""

    titles: Texts
    day: int
    hour: int
    hours: float
    capacity: int | None = None


@dataclass(frozen=True)
class Room:
    """Places of an invented event by one way of taking part, and how many have signed up for them."""

    mode: str
    capacity: int | None
    signed_up: int
    queue: str = "offer"


@dataclass(frozen=True)
class Invented:
    """An invented event, so many days from the day when the demonstration is loaded.

    `hour` is Finnish time. When it is over the next one of its kind comes in, as long as its project
    runs; a negative number of days is one that was held, with its register. `participant_mode` is how
    the person who signs in as a participant takes part, after the others; empty if not.
    """

    slug: str
    project: str
    organisation: str
    kind: str
    in_days: int
    hour: int
    hours: float
    titles: Texts
    summaries: Texts
    descriptions: Texts
    days: int = 1
    series: str = ""
    topics: tuple[str, ...] = ()
    area: str = ""
    rooms: tuple[Room, ...] = ()
    parts: tuple[Part, ...] = ()
    opens_in_days: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    first: int = 0
    needs: tuple[tuple[str, str], ...] = ()
    register: Register | None = None
    participant_mode: str = ""
