"""What the demonstration's content is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period

NOWHERE = Period()


def period(starts: str = "", ends: str = "") -> Period:
    """A period as a source writes it: `2019`, `3/2020` or `2.3.2020`; an empty end is not known."""
    return Period(
        PartialDate.read(starts) if starts else None, PartialDate.read(ends) if ends else None
    )


@dataclass(frozen=True)
class Covered:
    """Areas that an organisation is in or works over, by their codes, and who says so.

    Not certain where the source names a wider area and these are our reading of it.
    """

    areas: tuple[str, ...]
    how: str = "located"
    source: str = ""
    is_uncertain: bool = False


@dataclass(frozen=True)
class Body:
    """An organisation. `parent` is the slug of one that stands earlier in the list."""

    slug: str
    kind: str
    names: Texts
    short_name: str = ""
    business_id: str = ""
    country: str = "FI"
    parent: str = ""
    descriptions: Texts = field(default_factory=Texts)
    web_address: str = ""
    source: str = ""
    covered: tuple[Covered, ...] = ()


@dataclass(frozen=True)
class Partner:
    """An organisation by its slug, or a group with its size; `periods` when not all the time."""

    role: str
    organisation: str = ""
    group_names: Texts = field(default_factory=Texts)
    group_size: int | None = None
    task: Texts = field(default_factory=Texts)
    periods: tuple[tuple[Period, str], ...] = ()


@dataclass(frozen=True)
class UnderWay:
    """A theme of a standing programme; `owner` is an organisation's slug."""

    names: Texts
    owner: str
    state: str = "under_way"
    descriptions: Texts = field(default_factory=Texts)


@dataclass(frozen=True)
class Honour:
    """A recognition and when it was given."""

    names: Texts
    given_by: Texts
    period: Period


@dataclass(frozen=True)
class Said:
    """Where something was read, or that sources differ; `about` is a part of the project's page."""

    about: str
    texts: Texts
    source: str
    is_uncertain: bool = False


@dataclass(frozen=True)
class Decided:
    """What is known of the funder's decision."""

    total_eur: Decimal
    source: str


@dataclass(frozen=True)
class Story:
    """One project. `basics` are the fields of the project that need no further row."""

    slug: str
    owner: str
    names: Texts
    kind: str = "project"
    period: Period = NOWHERE
    programme: str = ""
    basics: Mapping[str, object] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    partners: tuple[Partner, ...] = ()
    goals: tuple[Texts, ...] = ()
    themes: tuple[UnderWay, ...] = ()
    recognitions: tuple[Honour, ...] = ()
    decision: Decided | None = None
    remarks: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Knows:
    """One theme that an invented person knows."""

    topic: str
    description: str
    is_shown: bool


@dataclass(frozen=True)
class Somebody:
    """An invented person: `member_of` organisation → role, `roles` project → role.

    `partner` is the organisation for which a partner's contact speaks.
    """

    email: str
    name: str
    what: Texts
    language: str = "fi"
    is_staff: bool = False
    title: str = ""
    member_of: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    partner: str = ""
    knows: tuple[Knows, ...] = ()
